"""Finds posts: what a search asks for, through the one gate, the newest first.

A call looks at windows of candidates, each larger than the one before, until it has a page. However
little is found, it looks at no more than these: then the page is short, and its cursor goes on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.ids import END_OF_TIME
from instaclone.posts.models import Post
from instaclone.posts.visibility import findable_posts
from instaclone.search.conditions import condition, reach_of
from instaclone.search.resolving import Search, resolve
from instaclone.search.terms import Term
from instaclone.search.walking import Walk

# Candidates that are looked at, one after the other: most searches end with the first few.
WINDOWS = (120, 600, 5_000)
PAGE = 24


@dataclass(frozen=True)
class Found:
    """The ids of posts, the newest first. `next_before` is the cursor of the following page, None
    at the end. With `is_cut` the page ends because enough was looked at, not because it is full.
    `notes` say which names in the search are unknown."""

    post_ids: list[int]
    next_before: int | None = None
    is_cut: bool = False
    notes: tuple[str, ...] = ()


def find_ids(
    session: Session,
    viewer: Viewer | None,
    term: Term,
    before: int | None = None,
    size: int = PAGE,
    since: int = 0,
) -> Found:
    """The newest posts that the search finds older than the cursor, and not older than the key
    `since`."""
    return _found(session, resolve(session, viewer, term), before, size, since)


def count_up_to(session: Session, viewer: Viewer | None, term: Term, most: int) -> tuple[int, bool]:
    """How many posts the search finds, no more than `most`, and whether these are all."""
    found = _found(session, resolve(session, viewer, term), None, most, 0)
    return len(found.post_ids), found.next_before is None


def matches(
    session: Session, viewer: Viewer | None, term: Term, post_ids: Collection[int]
) -> set[int]:
    """Those of these posts that the search finds."""
    if not post_ids:
        return set()
    search = resolve(session, viewer, term)
    here = select(col(Post.id)).where(col(Post.id).in_(post_ids), *_met(search))
    return {post_id for post_id in session.scalars(here) if post_id}


def _found(session: Session, search: Search, before: int | None, size: int, since: int) -> Found:
    begin, end = reach_of(search.term)
    begin, before = max(begin, since), min(before or END_OF_TIME, end)
    walk = Walk(session, search)
    rows: list[tuple[int, int]] = []
    for window in WINDOWS:
        look = walk.window(before, begin, window)
        if look.keys is not None:
            wanted = _statement(search, look.keys, size + 1 - len(rows))
            rows += [(post_id, key) for post_id, key in session.execute(wanted)]
        if len(rows) > size:
            return _page(search, rows[:size], rows[size - 1][1])
        if not look.floor:
            return _page(search, rows, None)
        before = look.floor
    return _page(search, rows, before, is_cut=True)


def _page(
    search: Search, rows: Sequence[tuple[int, int]], before: int | None, is_cut: bool = False
) -> Found:
    return Found([post_id for post_id, _ in rows], before, is_cut, search.notes)


def _statement(search: Search, keys: Any, limit: int) -> Any:
    found = keys.subquery("found")
    return (
        select(col(Post.id), found.c.key)
        .select_from(found)
        .join(Post, col(Post.sort_key) == found.c.key)
        .where(*_met(search))
        .order_by(found.c.key.desc())
        .limit(limit)
    )


def _met(search: Search) -> tuple[Any, ...]:
    # What is asked for first: most candidates fail there.
    return condition(search), findable_posts(search.viewer)
