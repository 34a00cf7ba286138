"""The ways in which an index finds what a search asks for, newest first.

A way hands out the keys of posts from the newest down to some floor: all that meet its part of the
search are among them, and others may be. `Entries` walks rows of an index in their order, `Said`
asks the full text, `Listed` has them at hand; `Union` needs each of its ways, `Choice` any one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlmodel import SQLModel, col

from instaclone.db.dialect import by_index
from instaclone.posts.models import Post, PostFact, PostTag
from instaclone.vision.models import LabelCount

LEAST = 25  # entries of each of many values that are looked at


@dataclass(eq=False)
class Entries:
    """Rows of a table whose `of` is one of `values`, found by `index` in the order of `key`; rows
    that do not meet `also` are walked over. Without `of`: all rows."""

    table: type[SQLModel]
    key: Any
    index: str
    of: Any = None
    values: tuple[Any, ...] = ()
    also: ColumnElement[bool] | None = None

    def floor(self, before: int, window: int) -> Any:
        """The key down to which a window of entries goes, a scalar; none where fewer are left.

        Of many values each has its share of the window, and that of the newest end counts.
        """
        if len(self.values) <= 1:
            return self._number(window, self.key < before, *self._of_these())
        values = union_all(*(select(literal(each).label("value")) for each in self.values))
        among = values.subquery("among")
        share = max(LEAST, window // len(self.values))
        end = self._number(share, self.key < before, self.of == among.c.value)
        ends = select(end.label("end")).select_from(among).subquery("ends")
        return select(func.max(ends.c.end)).scalar_subquery()

    def keys(self, floor: int, before: int) -> Any:
        """The SELECT of the keys from the floor up to, and without, `before`."""
        met = [self.key >= floor, self.key < before, *self._of_these()]
        if self.also is not None:
            met.append(self.also)
        return by_index(select(self.key.label("key")).where(*met), self.table, self.index)

    def _of_these(self) -> list[ColumnElement[bool]]:
        if self.of is None:
            return []
        return [self.of == self.values[0] if len(self.values) == 1 else self.of.in_(self.values)]

    def _number(self, number: int, *met: Any) -> Any:
        numbered = (
            select(self.key).where(*met).order_by(self.key.desc()).offset(number - 1).limit(1)
        )
        return by_index(numbered, self.table, self.index).scalar_subquery()


@dataclass(eq=False)
class Listed:
    """The keys of all posts there are, the newest first."""

    found: Sequence[int] = ()


@dataclass(eq=False)
class Said:
    """Posts whose words hold the tokens of one of these, each with whether the last one is open."""

    ways: tuple[tuple[tuple[str, ...], bool], ...]


@dataclass(eq=False)
class Union:
    """Each of these ways finds some."""

    ways: list["Way"] = field(default_factory=list)


@dataclass(eq=False)
class Choice:
    """Each of these ways finds all."""

    ways: list["Way"] = field(default_factory=list)


Way = Entries | Listed | Said | Union | Choice

ALL_POSTS = Entries(Post, col(Post.sort_key), "uq_post_sort_key")


def by_author(*author_ids: int) -> Entries:
    """The posts of these people."""
    key, author = col(Post.sort_key), col(Post.author_id)
    return Entries(Post, key, "ix_post_author_sort", author, author_ids)


def by_fact(*facts: str) -> Entries:
    """The posts of which one of these is so."""
    key, fact = col(PostFact.sort_key), col(PostFact.fact)
    return Entries(PostFact, key, "ix_post_fact_fact_sort", fact, facts)


def by_tag(tag: str) -> Entries:
    """The posts with the tag."""
    return Entries(PostTag, col(PostTag.sort_key), "ix_post_tag_tag_sort", col(PostTag.tag), (tag,))


def by_label(label: str, least: int) -> Entries:
    """The posts of which a picture holds so many of a label: all with the label are walked."""
    key, counted = col(LabelCount.sort_key), col(LabelCount.label)
    also = col(LabelCount.count) >= least if least > 1 else None
    return Entries(LabelCount, key, "ix_label_count_label_sort", counted, (label,), also)
