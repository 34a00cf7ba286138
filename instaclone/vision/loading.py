"""The detector in use by this process: loaded once, and again when the weights change."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from instaclone.settings import settings
from instaclone.vision import downloading, weights
from instaclone.vision.detector import Detector, ModelMissing

log = structlog.get_logger("vision")

RETRY_SECONDS = 300

Key = tuple[Path, weights.Signature]


@dataclass(slots=True)
class _Loaded:
    """What became of the weights that were last tried: a detector or a reason."""

    key: Key
    detector: Any = None
    reason: str = ""
    at: float = field(default_factory=lambda: time.monotonic())  # noqa: PLW0108 - tests move it

    def answers_for(self, key: Key) -> bool:
        """Whether these weights need not be tried (again) now."""
        # What stopped them may have passed: memory or a disk that was full.
        is_stale = self.reason and time.monotonic() - self.at >= RETRY_SECONDS
        return self.key == key and not is_stale


_loading = threading.Lock()
_last: list[_Loaded] = []
_stand_ins: list[Detector] = []


@contextmanager
def use(stand_in: Detector) -> Iterator[Detector]:
    """Another detector for a while, in every thread of this process: tests decide what it sees."""
    _stand_ins.append(stand_in)
    try:
        yield stand_in
    finally:
        _stand_ins.remove(stand_in)


def detector() -> Detector:
    """The detector; the first call loads it, which takes seconds.

    Raises ModelMissing when there are no weights, or they or the libraries cannot be loaded.
    """
    if _stand_ins:
        return _stand_ins[-1]
    path = weights.locate()
    if path is None and downloading.attempt():
        path = weights.locate()
    if path is None:
        raise ModelMissing(weights.why_missing())
    try:
        key = (path, weights.signature(path))
    except OSError as error:
        raise ModelMissing(f"The scanner's weights {path} cannot be read: {error}.") from error
    with _loading:
        if not _last or not _last[-1].answers_for(key):
            _last[:] = [_load(key)]
        loaded = _last[-1]
    if loaded.reason:
        raise ModelMissing(loaded.reason)
    return loaded.detector


def is_to_be_had() -> bool:
    """Whether asking for the detector is worth it now; cheap, loads nothing."""
    if _stand_ins:
        return True
    path = weights.locate()
    if path is None:
        return downloading.may_try()
    if not _last or not _last[-1].reason:
        return True
    try:
        return not _last[-1].answers_for((path, weights.signature(path)))
    except OSError:
        return False


def loaded_model() -> str:
    """The name of the model this process has loaded; empty while it has none."""
    if _last and _last[-1].detector is not None:
        return _last[-1].detector.name
    return ""


def _load(key: Key) -> _Loaded:
    from instaclone.vision import yolo

    path, _ = key
    lanes = min(settings().worker_threads, os.cpu_count() or 1)
    started = time.monotonic()
    try:
        made = yolo.load(path, settings().data_dir / "yolo", lanes)
    except Exception as error:
        # The libraries raise anything, from ImportError to pickle errors; whatever it is, the
        # pictures are not at fault and wait.
        log.exception("model_not_loaded", path=str(path))
        return _Loaded(key, reason=why_not_loaded(path, error))
    took = round(time.monotonic() - started, 1)
    log.info("model_loaded", model=made.name, hash=made.hash[:12], seconds=took)
    return _Loaded(key, made)


def why_not_loaded(path: Path, error: Exception) -> str:
    """One sentence or two: why the model does not run, and the way out."""
    words = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    if isinstance(error, ImportError):
        return why_not_imported(error)
    return (
        f"The scanner's weights {path} cannot be loaded ({words}). "
        "Replace them with a YOLOv8 detection model; what waits is scanned then."
    )


def why_not_imported(error: ImportError) -> str:
    """Which part of the scanner is missing, and how to install it."""
    text = str(error)
    if "libGL" in text or "libgthread" in text or "libglib" in text:
        return (
            f"OpenCV lacks a system library ({text}). Install it (Debian and Ubuntu: "
            "apt install libgl1 libglib2.0-0), or replace opencv-python by "
            "opencv-python-headless, then restart the worker."
        )
    return (
        f"The scanner's libraries cannot be imported ({text}). "
        "Run pip install -r requirements.txt in the venv, then restart the worker."
    )
