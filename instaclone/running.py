"""What bin/run starts: everything prepared, then the processes of this machine under one roof."""

import subprocess
import sys
from collections.abc import Callable

from instaclone import building, serving
from instaclone.building import ROOT
from instaclone.settings import Settings, settings
from instaclone.supervising import Child, Supervisor, answers


def run(part: str, say: Callable[[str], object]) -> int:
    """Migrate, build what is stale, then supervise until a signal comes; the exit status.

    Raises Conflict or Unavailable, before anything is started, with a sentence about what to do.
    """
    chosen = settings()
    serves = part != "worker"
    works = part == "worker" or (part == "all" and chosen.embedded_worker)
    if serves:
        serving.require_free_port(chosen)
    # A process of its own: the supervisor stays for months and needs none of SQLAlchemy.
    if status := _command("migrate"):
        return status
    if serves:
        building.build(say)
    children = []
    if serves:
        children.append(Child("web", [*_python(), "serve"]))
    if works:
        children.append(Child("worker", [*_python(), "work"]))
    return Supervisor(
        children,
        say=say,
        is_ready=answers(serving.own_address(chosen) + "/healthz") if serves else lambda: True,
        closing_line=_closing_line(chosen, serves),
        cwd=str(ROOT),
    ).run()


def _closing_line(chosen: Settings, serves: bool) -> str:
    if serves:
        return f"Instaclone is ready: {chosen.public_url} (Ctrl-C stops it)"
    return "Instaclone's worker runs (Ctrl-C stops it)"


def _python() -> list[str]:
    return [sys.executable, "-m", "instaclone"]


def _command(name: str) -> int:
    return subprocess.run([*_python(), name], cwd=ROOT, check=False).returncode  # noqa: S603
