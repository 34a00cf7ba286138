"""Walks from the newest posts to older ones along the index in which fewest have to be looked at.

Of a search whose parts must all be met, any part that an index finds newest first can lead: the one
of which a window of entries goes back the farthest is the rarest. What the other parts ask for is
then asked of each candidate. Where no part can lead, all posts are candidates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, union_all
from sqlmodel import Session, col

from instaclone.db.full_text import newest_of_any
from instaclone.posts.models import Post, PostWords
from instaclone.search.drivers import way_of
from instaclone.search.narrowing import narrowed
from instaclone.search.resolving import Search
from instaclone.search.ways import ALL_POSTS, Choice, Entries, Listed, Said, Union, Way

Leaf = Entries | Listed | Said


@dataclass(frozen=True, slots=True)
class Window:
    """Candidates from below a cursor down to the key `floor`, 0 where there are no more; `keys` is
    the SELECT of their keys in a column `key`, each once, None where there are none."""

    floor: int
    keys: Any | None


class Walk:
    """A search on its way to older posts: each window below the one before."""

    def __init__(self, session: Session, search: Search):
        self._session = session
        self._way = way_of(session, search, narrowed(session, search.term)) or ALL_POSTS
        self._entries = list(dict.fromkeys(_entries_of(self._way)))
        self._said: dict[Said, Sequence[int] | None] = {}
        self._floors: dict[Entries, int] = {}
        self._before = self._size = 0

    def window(self, before: int, since: int, size: int) -> Window:
        """Candidates below the cursor and not below `since`: about so many, in one statement for
        the floors of all indexes and one for each word."""
        self._forget_words()
        self._before, self._size = before, size
        self._ask_floors(self._entries)
        led = self._lead(self._way)
        if led is None:
            self._ask_floors([ALL_POSTS])
            led = self._floors[ALL_POSTS], [ALL_POSTS]
        floor = led[0] if led[0] > since else 0
        found = [self._keys(leaf, max(floor, since)) for leaf in led[1]]
        selects = [each for each in found if each is not None]
        if len(selects) > 1:
            either = union_all(*(each.subquery().select() for each in selects)).subquery("either")
            return Window(floor, select(either.c.key).distinct())
        return Window(floor, selects[0].distinct() if selects else None)

    def _ask_floors(self, entries: list[Entries]) -> None:
        if not entries:
            return
        floors = [each.floor(self._before, self._size) for each in entries]
        row = self._session.execute(
            select(*(each.label(f"floor_{number}") for number, each in enumerate(floors)))
        ).one()
        self._floors = {each: floor or 0 for each, floor in zip(entries, row, strict=True)}

    def _lead(self, way: Way) -> tuple[int, list[Leaf]] | None:
        """How far down a window goes in this way, and along what; None where it cannot lead."""
        match way:
            case Union(ways):
                each = [self._lead(one) for one in ways]
                if None in each:
                    return None
                found = [one for one in each if one is not None]
                leaves = [leaf for _, some in found for leaf in some]
                return max((floor for floor, _ in found), default=0), leaves
            case Choice(ways):
                able = [found for one in ways if (found := self._lead(one)) is not None]
                return min(able, key=lambda found: found[0], default=None)
            case Entries():
                return self._floors[way], [way]
            case Listed() | Said():
                keys = self._listed(way)
                if keys is None:
                    return None
                return keys[-1] if len(keys) == self._size else 0, [way]

    def _listed(self, leaf: Listed | Said) -> Sequence[int] | None:
        """The next keys below the cursor, no more than a window of them."""
        if isinstance(leaf, Said):
            if leaf not in self._said:
                self._said[leaf] = self._ask_words(leaf)
            found = self._said[leaf]
        else:
            found = leaf.found
        if found is None:
            return None
        return [key for key in found if key < self._before][: self._size]

    def _ask_words(self, leaf: Said) -> Sequence[int] | None:
        found = newest_of_any(
            self._session, PostWords, leaf.ways, before=self._before, limit=self._size
        )
        return None if found is None else self._session.scalars(found).all()

    def _forget_words(self) -> None:
        """Ask again for those words of which more is to be known than was asked for."""
        for leaf, found in list(self._said.items()):
            if found is not None and len(found) >= self._size:
                del self._said[leaf]

    def _keys(self, leaf: Leaf, floor: int) -> Any | None:
        if isinstance(leaf, Entries):
            return leaf.keys(floor, self._before)
        keys = [key for key in self._listed(leaf) or () if key >= floor]
        if not keys:
            return None
        return select(col(Post.sort_key).label("key")).where(col(Post.sort_key).in_(keys))


def _entries_of(way: Way) -> Iterator[Entries]:
    match way:
        case Union(ways) | Choice(ways):
            for each in ways:
                yield from _entries_of(each)
        case Entries():
            yield way
