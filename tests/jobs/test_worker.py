"""The worker process itself: it lives, works, stops in good order, and needs nothing of the web."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from instaclone.db.session import read
from instaclone.jobs.models import Worker
from instaclone.jobs.queue import enqueue
from instaclone.settings import Settings


@pytest.fixture
def worker(database: Settings) -> Iterator[subprocess.Popen[str]]:
    """A worker without a model, on the test's database and data folder."""
    started = subprocess.Popen(
        [sys.executable, "-m", "instaclone", "work"],
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "DATABASE_URL": database.database_url,
            "DATA_DIR": str(database.data_dir),
            "YOLO_MODEL": str(database.data_dir / "none.pt"),
        },
    )
    yield started
    started.kill()
    started.communicate()


def living() -> list[int]:
    """The process numbers of the workers in the database."""
    return list(read(lambda session: session.exec(select(Worker.pid)).all()))


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds, thirty seconds at most."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold within thirty seconds"
        time.sleep(0.05)


def test_a_worker_is_listed_works_and_is_struck_out_when_it_stops(worker):
    until(lambda: living() == [worker.pid])
    for _ in range(2):
        enqueue("media.process", 10**9)
    enqueue("test.unknown")
    enqueue("vision.scan", 10**9)
    lines: list[str] = []
    # Two threads end them in any order.
    while (said := "".join(lines)).count("job=media.process") < 2 or "vision.scan" not in said:
        lines.append(worker.stderr.readline())
    worker.send_signal(signal.SIGTERM)
    _, rest = worker.communicate(timeout=20)
    said = "".join(lines) + rest
    assert worker.returncode == 0
    assert living() == []
    assert said.count("job=media.process") == 2
    assert said.count("outcome=crashed") == 1


def test_a_worker_ends_when_its_supervisor_is_gone(database: Settings):
    read_end, write_end = os.pipe()
    started = subprocess.Popen(
        [sys.executable, "-m", "instaclone", "work", "--lifeline", str(read_end)],
        pass_fds=(read_end,),
        env={
            **os.environ,
            "DATABASE_URL": database.database_url,
            "DATA_DIR": str(database.data_dir),
            "YOLO_MODEL": str(database.data_dir / "none.pt"),
        },
    )
    try:
        until(lambda: living() == [started.pid])
        os.close(write_end)
        assert started.wait(timeout=20) == 0
        assert living() == []
    finally:
        started.kill()
        os.close(read_end)


def test_a_worker_needs_only_what_its_requirements_name():
    """A machine that only works installs requirements-worker.txt alone."""
    named = Path("requirements-worker.txt").read_text().split("\n")
    absent = set(web_only()) - set(named)
    assert "reflex" in absent
    program = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {import_names(absent)!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
from instaclone import worker
worker.learn_jobs()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def web_only() -> list[str]:
    """The packages a machine that only serves pages installs."""
    lines = Path("requirements-web.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def import_names(packages: set[str]) -> set[str]:
    """What packages are called when they are imported."""
    other = {"argon2-cffi": "argon2", "python-multipart": "multipart"}
    return {other.get(name, name.replace("-", "_")) for name in packages}
