"""One process crashes, another goes on; when the supervisor goes, however it goes, all go."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

ROOF = """
import sys
from pathlib import Path
from instaclone.supervising import Child, Supervisor

folder = Path(sys.argv[1])
children = [
    Child(name, [sys.executable, str(folder / (name + ".py"))]) for name in sys.argv[2:]
]
sys.exit(
    Supervisor(
        children,
        say=lambda line: print(line, flush=True),
        is_ready=lambda: (folder / "web.pid").exists(),
        closing_line="everything runs",
        first_pause=0.05,
        grace=0.5,
    ).run()
)
"""
STEADY = """
import os, pathlib, sys, time
from instaclone import lifeline
lifeline.hold(int(sys.argv[sys.argv.index("--lifeline") + 1]))
here = pathlib.Path(__file__)
here.with_suffix(".draft").write_text(str(os.getpid()))
here.with_suffix(".draft").rename(here.with_suffix(".pid"))
time.sleep(60)
"""
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STEADY
CRASHING = "raise SystemExit(3)"
WITH_A_CHILD = (
    """
import subprocess, sys, pathlib
grown = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(__file__).with_suffix(".grown").write_text(str(grown.pid))
"""
    + STEADY
)


class Roof:
    """A supervisor in a process of its own, over children written as scripts."""

    def __init__(self, folder: Path, **scripts: str) -> None:
        self.folder = folder
        for name, script in scripts.items():
            (folder / f"{name}.py").write_text(script)
        self.process = subprocess.Popen(
            [sys.executable, "-c", ROOF, str(folder), *scripts],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd())])},
        )

    def pid(self, name: str, other_than: int = 0) -> int:
        """The number of a child that runs now, once it has told it."""
        path = self.folder / f"{name}.pid"
        until(lambda: path.exists() and int(path.read_text()) != other_than)
        return int(path.read_text())

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; the exit status and everything said."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=10)
        return self.process.returncode, said


@pytest.fixture
def roof(tmp_path: Path) -> Iterator[Callable[..., Roof]]:
    made = []

    def make(**scripts: str) -> Roof:
        made.append(Roof(tmp_path, **scripts))
        return made[-1]

    yield make
    for one in made:
        one.process.kill()
        one.process.communicate(timeout=10)


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds, ten seconds at most."""
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold within ten seconds"
        time.sleep(0.01)


def gone(pid: int) -> Callable[[], bool]:
    """Whether the process is away or only waits to be forgotten."""

    def ask() -> bool:
        try:
            return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    return ask


def test_a_killed_worker_is_started_again_and_the_web_process_never_notices(roof):
    one = roof(web=STEADY, worker=STEADY)
    web, worker = one.pid("web"), one.pid("worker")
    os.kill(worker, signal.SIGKILL)
    again = one.pid("worker", other_than=worker)
    assert gone(worker)()
    assert not gone(again)()
    assert one.pid("web") == web
    assert not gone(web)()
    _, said = one.end()
    assert "The worker process was killed by SIGKILL; it starts again in 0.05 s." in said


def test_a_killed_web_process_is_started_again(roof):
    one = roof(web=STEADY)
    web = one.pid("web")
    os.kill(web, signal.SIGKILL)
    assert not gone(one.pid("web", other_than=web))()


def test_a_process_that_keeps_crashing_is_started_after_doubling_pauses(roof):
    one = roof(web=STEADY, worker=CRASHING)
    one.pid("web")
    time.sleep(1.2)
    _, said = one.end()
    pauses = [line.rsplit(" in ")[1] for line in said.splitlines() if "ended with 3" in line]
    assert pauses[:3] == ["0.05 s.", "0.1 s.", "0.2 s."]
    assert len(pauses) < 7


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_the_status_is_0(roof, number: int):
    one = roof(web=STEADY, worker=STEADY)
    web, worker = one.pid("web"), one.pid("worker")
    assert one.process.stdout.readline() == "everything runs\n"
    status, said = one.end(number)
    assert status == 0
    assert gone(web)()
    assert gone(worker)()
    assert said == ""


def test_a_process_that_will_not_stop_is_killed_after_the_grace(roof):
    one = roof(web=STEADY, worker=STUBBORN)
    worker = one.pid("worker")
    started = time.monotonic()
    status, said = one.end()
    assert status == 0
    assert gone(worker)()
    assert 0.4 < time.monotonic() - started < 5
    assert "The worker process did not stop in time and was ended." in said


def test_kill_9_of_the_supervisor_leaves_no_orphan(roof):
    one = roof(web=STEADY, worker=STEADY)
    web, worker = one.pid("web"), one.pid("worker")
    one.process.kill()
    until(gone(web))
    until(gone(worker))


def test_what_a_crashed_process_had_started_goes_with_it(roof):
    one = roof(web=STEADY, worker=WITH_A_CHILD)
    worker = one.pid("worker")
    grown = int((one.folder / "worker.grown").read_text())
    os.kill(worker, signal.SIGKILL)
    until(gone(grown))
