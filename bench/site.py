"""The product's own processes for a benchmark: started on a free port, stopped at the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from bench import place
from instaclone import building
from instaclone.building import ROOT
from instaclone.db.session import read
from instaclone.jobs.models import Worker
from instaclone.serving import own_address
from instaclone.settings import settings
from instaclone.supervising import answers

START_SECONDS, STOP_SECONDS = 90, 15


@dataclass(frozen=True, slots=True)
class Site:
    """Running processes; `address` has no slash at its end."""

    address: str
    web: subprocess.Popen
    worker: subprocess.Popen | None = None


@contextmanager
def running(
    log: Path, worker: bool = True, web: tuple[str, ...] = ("instaclone", "serve")
) -> Iterator[Site]:
    """The web process and, with a warm model, the worker. `web` names another module to run."""
    building.build(lambda line: print(line, file=sys.stderr, flush=True))
    chosen = settings()
    address = own_address(chosen)
    with ExitStack() as processes:
        serving = processes.enter_context(process(log, *web))
        working = processes.enter_context(process(log, "instaclone", "work")) if worker else None
        wait_until(answers(f"{address}/healthz"), serving, log)
        if working:
            wait_until(_worker_is_warm, working, log)
        yield Site(address, serving, working)


@contextmanager
def bare(log: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """The server of `bench.hello` and its address, answering."""
    port = place.free_port()
    address = f"http://127.0.0.1:{port}"
    with process(log, "bench.hello", str(port)) as server:
        wait_until(answers(f"{address}/"), server, log)
        yield server, address


@contextmanager
def process(log: Path, *module: str) -> Iterator[subprocess.Popen]:
    """`python -m MODULE ...` until the block ends; what it says goes into the log."""
    with log.open("ab") as file:
        started = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen, log: Path) -> None:
    """Wait until something is so while the process lives; else RuntimeError."""
    deadline = time.monotonic() + START_SECONDS
    while not is_so():
        if process.poll() is not None or time.monotonic() > deadline:
            end = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise RuntimeError(f"A process of the site did not start:\n{end}")
        time.sleep(0.05)


def _worker_is_warm() -> bool:
    return read(_warm_worker) is not None


def _warm_worker(session: Session) -> int | None:
    return session.exec(select(Worker.id).where(col(Worker.model) != "")).first()
