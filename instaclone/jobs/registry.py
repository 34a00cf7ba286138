"""What a worker can do, by name. Rooms declare; the worker looks up; the web only names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Sweep:
    """Something a worker does every so many seconds."""

    name: str
    seconds: float
    act: Callable[[], object]


JOBS: dict[str, Callable[..., object]] = {}
SWEEPS: list[Sweep] = []


def job(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a job, named `room.verb`. Jobs take ids and may run twice: the row decides."""

    def declare(act: Callable[P, R]) -> Callable[P, R]:
        JOBS[name] = act
        return act

    return declare


def sweep(name: str, seconds: float) -> Callable[[Callable[[], R]], Callable[[], R]]:
    """Declare what every worker does again and again: find what a dead worker left, tidy up."""

    def declare(act: Callable[[], R]) -> Callable[[], R]:
        SWEEPS.append(Sweep(name, seconds, act))
        return act

    return declare
