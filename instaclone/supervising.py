"""Keeps the processes of one machine running: starts, restarts and stops them together."""

import contextlib
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from instaclone.lifeline import GRACE_SECONDS

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a crashed process is started again
STEADY_SECONDS = 60.0  # a process that ran this long starts again with the shortest pause
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], object]


@dataclass
class Child:
    """A process to keep running. `command` is completed by the lifeline's descriptor."""

    name: str
    command: list[str]
    pause: float = 0.0
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    due_at: float | None = 0.0  # when to start it; None while it runs


@dataclass(frozen=True, slots=True)
class Ended:
    """A process is gone, however that came."""

    child: Child
    code: int


@dataclass
class Supervisor:
    """Runs its children until a signal comes. One crash never takes another child along."""

    children: list[Child]
    say: Say
    is_ready: Callable[[], bool]
    closing_line: str
    grace: float = GRACE_SECONDS
    first_pause: float = FIRST_PAUSE
    cwd: str | None = None
    _news: SimpleQueue = field(default_factory=SimpleQueue)

    def run(self) -> int:
        """Start everything, say the closing line once it answers, restart what crashes, and stop
        everything on SIGINT, SIGTERM or SIGHUP; returns the exit status."""
        read_end, write_end = os.pipe()
        for number in STOPPING:
            signal.signal(number, lambda got, _frame: self._news.put(signal.Signals(got)))
        threading.Thread(target=self._announce, name="ready", daemon=True).start()
        try:
            while not isinstance(news := self._next(read_end), signal.Signals):
                if isinstance(news, Ended):
                    self._plan_restart(news)
                elif news is not None:
                    self.say(str(news))
            self._stop()
        finally:
            os.close(write_end)  # whatever is left notices this, as after kill -9
            os.close(read_end)
        return 0

    def _next(self, lifeline: int) -> object:
        """Start what is due, then wait for the next thing that happens."""
        now = time.monotonic()
        for child in self.children:
            if child.due_at is not None and child.due_at <= now:
                self._start(child, lifeline)
        due = [child.due_at for child in self.children if child.due_at is not None]
        try:
            return self._news.get(timeout=max(0.0, min(due) - now) if due else None)
        except Empty:
            return None

    def _start(self, child: Child, lifeline: int) -> None:
        child.process = subprocess.Popen(  # noqa: S603 - our own commands
            [*child.command, "--lifeline", str(lifeline)],
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            pass_fds=(lifeline,),
            start_new_session=True,  # Ctrl-C reaches us alone, and we can end its whole family
        )
        child.started_at, child.due_at = time.monotonic(), None
        threading.Thread(target=self._watch, args=(child, child.process), daemon=True).start()

    def _watch(self, child: Child, process: subprocess.Popen) -> None:
        code = process.wait()
        _end_family(process)
        self._news.put(Ended(child, code))

    def _plan_restart(self, ended: Ended) -> None:
        child = ended.child
        ran = time.monotonic() - child.started_at
        pause = self.first_pause if ran >= STEADY_SECONDS else max(child.pause, self.first_pause)
        child.due_at = time.monotonic() + pause
        child.pause = min(pause * 2, LONGEST_PAUSE)
        self.say(f"The {child.name} process {_how(ended.code)}; it starts again in {pause:g} s.")

    def _announce(self) -> None:
        while not self.is_ready():
            time.sleep(0.05)
        self._news.put(self.closing_line)

    def _stop(self) -> None:
        """Ask politely; whoever still runs after the grace, or at a second signal, is killed."""
        for child in self._running():
            with contextlib.suppress(ProcessLookupError):
                child.process.terminate()  # pyright: ignore[reportOptionalMemberAccess]
        deadline = time.monotonic() + self.grace
        while running := self._running():
            try:
                news = self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                news = signal.SIGKILL
            if isinstance(news, signal.Signals):
                for child in running:
                    self.say(f"The {child.name} process did not stop in time and was ended.")
                    _end_family(child.process)
                    child.process.wait()  # pyright: ignore[reportOptionalMemberAccess]
        for child in self.children:
            _end_family(child.process)

    def _running(self) -> list[Child]:
        return [one for one in self.children if one.process and one.process.poll() is None]


def answers(url: str) -> Callable[[], bool]:
    """A question that is true once the URL answers with status 200."""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    return ask


def _end_family(process: subprocess.Popen | None) -> None:
    """Kill a child's whole process group: the decoder or a server's worker must not outlive it."""
    if process is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _how(code: int) -> str:
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
