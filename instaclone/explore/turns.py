"""Everybody who posts gets a turn: who waits longest to be shown to anybody is next."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, bindparam, delete, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once, sieve
from instaclone.db.kept import kept
from instaclone.db.paging import floor_of
from instaclone.explore.gate import allowing, looks_open
from instaclone.explore.models import Exposure
from instaclone.ids import END_OF_TIME
from instaclone.posts.models import Post
from instaclone.posts.visibility import listed_posts
from instaclone.relations.standing import blocked_between, mutes

ACTIVE = timedelta(days=30)  # since the last post
WAITING = 30  # of those who wait longest are looked at for one screen
WINDOW = 5000  # newest posts that are looked at for people who do not wait yet
AT_ONCE = 1000
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_post = aliased(Post)


def waiting(session: Session, viewer: Viewer, hidden: Iterable[int] = ()) -> list[int]:
    """Ids of active members whom the viewer may meet and does not hide, who waits longest first."""
    values = allowing(viewer, hidden) | {"most": WAITING}
    return list(session.scalars(_waiting(viewer), values))


@kept
def _waiting(viewer: Viewer) -> Any:
    author = col(Exposure.author_id)
    met = and_(~blocked_between(viewer.id, author), ~mutes(viewer.id, author))
    return (
        select(author)
        .where(
            author != bindparam("me"),
            author.not_in(bindparam("hidden", expanding=True)),
            sieve(met),
        )
        .order_by(col(Exposure.shown_at), author)
        .limit(bindparam("most"))
    )


def newly_active(session: Session, before: int = END_OF_TIME) -> list[int]:
    """Ids of some who posted lately what all may find, and do not wait for a turn yet: of the
    newest posts before that key so many are looked at."""
    waits = exists().where(col(Exposure.author_id) == col(Post.author_id))
    statement = select(Post.author_id).where(
        col(Post.sort_key) >= _since(),
        col(Post.sort_key) < before,
        col(Post.sort_key) >= (next_before(session, before) or 0),
        ~waits,
        looks_open(),
        listed_posts(),
    )
    found = session.exec(statement.order_by(col(Post.sort_key).desc()).limit(AT_ONCE))
    return sorted(set(found))


def next_before(session: Session, before: int = END_OF_TIME) -> int | None:
    """Where `newly_active` goes on after it looked at the posts before that key; None where those
    are the last of the people who posted lately."""
    key = col(Post.sort_key)
    return floor_of(session, key, WINDOW, key >= _since(), before=before) or None


def add(session: Session, author_ids: list[int]) -> int:
    """Have these people wait for their turn, before everybody who had one; how many are new."""
    return sum(add_once(session, Exposure(author_id=each, shown_at=NEVER)) for each in author_ids)


def inactive(session: Session) -> list[int]:
    """Ids of those who have posted nothing lately that all may find, among so many who wait
    longest: that is where somebody ends up of whom nothing is shown."""
    longest = (
        select(col(Exposure.author_id))
        .order_by(col(Exposure.shown_at), col(Exposure.author_id))
        .limit(AT_ONCE)
        .subquery("longest")
    )
    lately = exists().where(
        col(_post.author_id) == longest.c.author_id,
        col(_post.sort_key) >= _since(),
        looks_open(_post),
        listed_posts(_post),
    )
    return sorted(session.scalars(select(longest.c.author_id).where(~lately)))


def remove(session: Session, author_ids: list[int]) -> int:
    """Have these people wait no longer; how many did."""
    gone = delete(Exposure).where(col(Exposure.author_id).in_(author_ids))
    return cast(CursorResult[Any], session.execute(gone)).rowcount


def _since() -> int:
    return ids.sort_key(clock.now() - ACTIVE)
