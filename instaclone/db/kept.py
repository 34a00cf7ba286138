"""Keeps statements: to put one together for a page of posts costs more than to run it."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

MOST = 256  # of one kind, some 10 to 50 KB each: those of the people who looked last

F = TypeVar("F", bound=Callable)


def kept(build: F) -> F:
    """Keep what `build` made for its last arguments, all of them hashable.

    For conditions and statements, which nobody changes once they are made. What differs from call
    to call stands in them as a `bindparam`.
    """
    return cast(F, lru_cache(MOST)(build))
