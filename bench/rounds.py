"""Ours and a yardstick in turns, so that what the machine does besides falls on both alike."""

import math
import statistics
import time
from collections.abc import Callable, Sequence

Measure = Callable[[], float]


def in_turns(rounds: int, *measures: Measure) -> list[float]:
    """The median of each measure over so many rounds; who begins changes from round to round.

    One more round before is not counted: it fills caches.
    """
    found: list[list[float]] = [[] for _ in measures]
    for number in range(rounds + 1):
        for offset in range(len(measures)):
            which = (number + offset) % len(measures)
            value = measures[which]()
            if number:
                found[which].append(value)
    return [statistics.median(values) for values in found]


def seconds(act: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
