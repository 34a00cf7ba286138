"""Everybody who posts gets a turn: who waits longest to be shown to anybody is next."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.db.dialect import add_once
from instaclone.explore.gate import looks_open
from instaclone.explore.models import Exposure
from instaclone.posts.models import Post
from instaclone.posts.visibility import listed_posts

ACTIVE = timedelta(days=30)  # since the last post
WAITING = 30  # of those who wait longest are looked at for one screen
AT_ONCE = 1000
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_post = aliased(Post)


def waiting(session: Session) -> list[int]:
    """Ids of active members, who waits longest first."""
    return list(
        session.exec(
            select(Exposure.author_id)
            .order_by(col(Exposure.shown_at), col(Exposure.author_id))
            .limit(WAITING)
        )
    )


def newly_active(session: Session) -> list[int]:
    """Ids of some who posted lately what all may find, and do not wait for a turn yet."""
    waits = exists().where(col(Exposure.author_id) == col(Post.author_id))
    statement = (
        select(Post.author_id)
        .where(
            col(Post.sort_key) >= _since(),
            ~waits,
            looks_open(),
            listed_posts(),
        )
        .order_by(col(Post.sort_key).desc())
        .limit(AT_ONCE)
    )
    return sorted(set(session.exec(statement)))


def add(session: Session, author_ids: list[int]) -> int:
    """Have these people wait for their turn, before everybody who had one; how many are new."""
    return sum(add_once(session, Exposure(author_id=each, shown_at=NEVER)) for each in author_ids)


def remove_inactive(session: Session) -> int:
    """Let nobody wait who has posted nothing lately that all may find; how many left."""
    lately = exists().where(
        col(_post.author_id) == col(Exposure.author_id),
        col(_post.sort_key) >= _since(),
        looks_open(_post),
        listed_posts(_post),
    )
    gone = session.exec(select(Exposure.author_id).where(~lately).limit(AT_ONCE)).all()
    session.execute(delete(Exposure).where(col(Exposure.author_id).in_(sorted(gone))))
    return len(gone)


def _since() -> int:
    return ids.sort_key(clock.now() - ACTIVE)
