"""Goes through a table from its newest rows down, a step at a time.

Once, for what is from before something was kept of every row: of new ones it is kept as they are
made, so that a process that has been through need not look again, however many rows there are. Or
round and round, for what may get lost at any time.
"""

from collections.abc import Callable, Collection
from typing import Any

from sqlmodel import Session, select

from instaclone.db.session import read, transact

NEWEST = 2**63 - 1


class Descent:
    """A way down the rows of a table by a unique column of whole numbers, so many rows a step. A
    worker that begins anew goes through them again, and after the last step one that `is_endless`.
    """

    def __init__(self, key: Any, rows: int, *, is_endless: bool = False):
        self._key, self._rows, self._is_endless = key, rows, is_endless
        self._end = NEWEST

    def step(
        self,
        lacking: Callable[[Session, int, int], Collection[int]],
        mend: Callable[[Session, int], object],
    ) -> int:
        """Mend what is `lacking` from one key up to, and without, another, each in a transaction of
        its own; how many. At the end nothing is asked any more, or everything once more."""
        if self._end == 0:
            if not self._is_endless:
                return 0
            self._end = NEWEST
        begin = read(begin_of_step, self._key, self._end, self._rows)
        found = read(lacking, begin, self._end)
        for row_id in found:
            transact(mend, row_id)
        self._end = begin
        return len(found)


def begin_of_step(session: Session, key: Any, end: int, rows: int) -> int:
    """The key with which a step of so many rows below the key `end` begins, 0 where there are
    fewer."""
    below = select(key).where(key < end).order_by(key.desc())
    return session.exec(below.offset(rows - 1).limit(1)).first() or 0
