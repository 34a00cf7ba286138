"""Ultralytics' own download of the default weights: bounded, whole or not at all, not too often."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import structlog

from instaclone.settings import settings
from instaclone.vision import weights

LIMIT_SECONDS = 60
AGAIN_AFTER_SECONDS = 600
INCOMING = ".incoming-"
ROOT = Path(__file__).parents[2]

# The child ends itself as well: its parent may be killed while it waits on the network.
CHILD = """
import signal, sys, pathlib
signal.alarm(int(sys.argv[3]))
from instaclone.vision import yolo
yolo.fetch_default(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
"""

log = structlog.get_logger("vision")
_trying = threading.Lock()
_failed_at: dict[Path, float] = {}  # where the weights should have gone -> monotonic seconds


def may_try() -> bool:
    """Whether the default weights are wanted, missing, and the last failure is long enough ago."""
    target = weights.default_path()
    if not weights.is_default() or target.exists() or _trying.locked():
        return False
    failed_at = _failed_at.get(target)
    return failed_at is None or time.monotonic() - failed_at >= AGAIN_AFTER_SECONDS


def attempt() -> bool:
    """Try the download if `may_try`; True when the weights are in place. Takes up to a minute."""
    if not may_try() or not _trying.acquire(blocking=False):
        return False
    try:
        target = weights.default_path()
        log.info("weights_download_started", path=str(target))
        try:
            _download_to(target)
        except (OSError, subprocess.SubprocessError, zipfile.BadZipFile) as error:
            _failed_at[target] = time.monotonic()
            log.warning("weights_download_failed", reason=_reason(error))
            return False
        log.info("weights_download_done", path=str(target))
        return True
    finally:
        _trying.release()


def _download_to(target: Path) -> None:
    with _incoming(target.parent) as folder:
        draft = folder / target.name
        subprocess.run(  # noqa: S603 - our own interpreter, our own words
            [sys.executable, "-c", CHILD, draft, settings().data_dir / "yolo", str(LIMIT_SECONDS)],
            cwd=ROOT,
            timeout=LIMIT_SECONDS,
            check=True,
            capture_output=True,
        )
        # A .pt is a zip archive: its checksums tell a whole file from half of one or a log-in page.
        with zipfile.ZipFile(draft) as archive:
            if broken := archive.testzip():
                raise zipfile.BadZipFile(f"{broken} does not match its checksum")
        draft.replace(target)


@contextlib.contextmanager
def _incoming(models: Path):
    """A folder beside the target, so that the finished file only has to be renamed."""
    models.mkdir(parents=True, exist_ok=True)
    for stale in models.glob(INCOMING + "*"):
        if time.time() - stale.stat().st_mtime > 10 * LIMIT_SECONDS:
            shutil.rmtree(stale, ignore_errors=True)
    folder = models / f"{INCOMING}{os.getpid()}"
    folder.mkdir(exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"no answer within {LIMIT_SECONDS} s"
    if isinstance(error, subprocess.CalledProcessError):
        lines = (error.stderr or b"").decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else f"ended with status {error.returncode}"
    return str(error)
