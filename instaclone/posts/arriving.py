"""New posts and those who wait for them: which are to be told of, each by one worker at a time.

What is told of a post is what is found by then. So a post waits until its pictures are scanned; one
that waits too long is told of by what is known, and once more when the scans are there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlmodel import Session, col

from instaclone import clock
from instaclone.jobs import working
from instaclone.posts.models import FreshPost, PostMedia
from instaclone.vision.models import SCANNING, WAITING, Scan

PATIENCE = timedelta(minutes=10)  # until a post is told of without its scans
LATEST = timedelta(days=1)  # when a scan comes, for somebody to be told of what it found
AT_ONCE = 100
MOST_ATTEMPTS = 3

log = structlog.get_logger("posts")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post that a worker holds to tell of it; `is_whole`: for the last time."""

    post_id: int
    is_whole: bool


def is_any_due(session: Session, worker_id: int) -> bool:
    """Whether there is something for this worker to claim."""
    now = clock.now()
    found = select(col(FreshPost.post_id)).where(_is_due(now), _is_free(worker_id)).limit(1)
    return session.execute(found).first() is not None


def claim(session: Session, worker_id: int) -> list[Arrival]:
    """Hold some posts that are due, the oldest first, and count the try.

    What died with its worker is free again; what was tried too often is told of no more, or once
    more when its scans are there.
    """
    now = clock.now()
    rows = session.execute(
        select(FreshPost, _is_whole(now).label("is_whole"))
        .where(_is_due(now), _is_free(worker_id))
        .order_by(col(FreshPost.post_id))
        .limit(AT_ONCE)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    held: list[Arrival] = []
    given_up: list[Arrival] = []
    for row, is_whole in rows:
        if row.attempts >= MOST_ATTEMPTS:
            log.error("not_all_told", post_id=row.post_id, attempts=row.attempts)
            given_up.append(Arrival(row.post_id, bool(is_whole)))
            continue
        row.attempts, row.worker_id = row.attempts + 1, worker_id
        session.add(row)
        held.append(Arrival(row.post_id, bool(is_whole)))
    session.flush()
    _be_done(session, given_up)
    return held


def settle(session: Session, worker_id: int, told: Sequence[Arrival]) -> None:
    """These were told of: what is whole is done with, the rest waits for its scans."""
    _be_done(session, told, col(FreshPost.worker_id) == worker_id)


def _be_done(session: Session, told: Sequence[Arrival], *met: ColumnElement[bool]) -> None:
    whole = [each.post_id for each in told if each.is_whole]
    late = [each.post_id for each in told if not each.is_whole]
    session.execute(delete(FreshPost).where(col(FreshPost.post_id).in_(whole), *met))
    session.execute(
        update(FreshPost)
        .where(col(FreshPost.post_id).in_(late), *met)
        .values(is_late=True, worker_id=None, attempts=0)
    )


def _is_whole(now: datetime) -> ColumnElement[bool]:
    unread = exists().where(
        col(PostMedia.post_id) == col(FreshPost.post_id),
        col(Scan.media_id) == col(PostMedia.media_id),
        col(Scan.state).in_((WAITING, SCANNING)),
    )
    return or_(~unread, col(FreshPost.shown_at) < now - LATEST)


def _is_due(now: datetime) -> ColumnElement[bool]:
    has_waited = col(FreshPost.shown_at) < now - PATIENCE
    return or_(_is_whole(now), has_waited & col(FreshPost.is_late).is_(False))


def _is_free(worker_id: int) -> ColumnElement[bool]:
    holder: Any = col(FreshPost.worker_id)
    # One thread of a worker tells: what it holds while it asks is left from a turn that failed.
    return or_(holder.is_(None), holder == worker_id, working.held_by_the_dead(holder))
