"""Cuts the squares that people wish for as their picture; the worker's side of `picturing`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlmodel import Session, col

from instaclone import clock
from instaclone.db.dialect import change_if
from instaclone.db.session import read, transact
from instaclone.errors import NotFound, Unavailable
from instaclone.jobs.queue import enqueue, enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import cutting, decoding, limits
from instaclone.media.cutting import Square
from instaclone.media.models import READY, Media
from instaclone.profiles.bonds import hold, remove
from instaclone.profiles.models import Avatar, AvatarWish
from instaclone.profiles.picturing import tell

LOST_AFTER = timedelta(seconds=15)
UNREADABLE = "This photo could not be cut. Choose another one."

log = structlog.get_logger("profiles")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a worker needs to know of a wish; `attempts` counts this try."""

    user_id: int
    media_id: int
    square: Square
    wished_at: datetime
    attempts: int


def ask(session: Session, media_id: int) -> None:
    """Have the square cut that somebody wishes out of this photo, which has become ready."""
    for user_id in session.scalars(
        select(col(AvatarWish.user_id)).where(col(AvatarWish.media_id) == media_id)
    ):
        enqueue_later(session, "profiles.crop", user_id)


def ask_again() -> int:
    """Put into the queue the wishes that it lost; how many."""
    lost = read(_lost)
    for user_id in lost:
        enqueue("profiles.crop", user_id)
    return len(lost)


def crop(user_id: int) -> list[int]:
    """Cut the square this person wishes for; the pictures that nobody needs any more.

    May be called twice, at once, or when nothing is wished any more. Three tries, then it is told.
    """
    wish = transact(_take, user_id)
    if wish is None:
        return []
    leftover: list[int] = []

    def place(session: Session, media_id: int) -> bool:
        leftover.clear()  # the transaction may run again
        return _place(session, wish, media_id, leftover)

    try:
        if not cutting.cut(wish.media_id, wish.square, place):
            return []
    except (decoding.Refused, NotFound) as error:
        log.warning("avatar_refused", user_id=user_id, reason=str(error))
        transact(_fail, wish)
    except decoding.DecoderCrashed as crash:
        log.warning("avatar_crashed", user_id=user_id, attempt=wish.attempts, reason=str(crash))
        if wish.attempts >= limits.TRIES:
            transact(_fail, wish)
    except Unavailable:  # a sweep asks again; the try is not counted, the photo is not at fault
        transact(_uncount, wish)
    return leftover


def _lost(session: Session) -> list[int]:
    return list(
        session.scalars(
            select(col(AvatarWish.user_id))
            .join(Media, col(Media.id) == col(AvatarWish.media_id))
            .where(
                col(AvatarWish.failure) == "",
                col(AvatarWish.wished_at) <= clock.now() - LOST_AFTER,
                col(Media.state) == READY,
                col(Media.deleted_at).is_(None),
            )
            .limit(50)
        )
    )


def _take(session: Session, user_id: int) -> Wish | None:
    row = session.get(AvatarWish, user_id, with_for_update=True)
    if row is None or row.failure:
        return None
    row.attempts += 1
    session.add(row)
    wish = Wish(
        user_id, row.media_id, Square(row.left, row.top, row.side), row.wished_at, row.attempts
    )
    if row.attempts > limits.TRIES:  # the worker stopped each time
        row.failure = UNREADABLE
        _news(session, wish)
        return None
    return wish


def _place(session: Session, wish: Wish, media_id: int, leftover: list[int]) -> bool:
    """Make the new square the person's picture, unless they wish for another one by now."""
    hold(session, (wish.user_id,))
    current = session.get(AvatarWish, wish.user_id, populate_existing=True)
    if current is None or current.wished_at != wish.wished_at:
        return False
    session.delete(current)
    old = session.scalar(select(col(Avatar.media_id)).where(col(Avatar.user_id) == wish.user_id))
    if old is not None:
        leftover.append(old)
        remove(session, Avatar, user_id=wish.user_id)
    session.add(Avatar(user_id=wish.user_id, media_id=media_id))
    session.flush()
    leftover.append(wish.media_id)
    _news(session, wish)
    return True


def _fail(session: Session, wish: Wish) -> None:
    if change_if(session, AvatarWish, *_is(wish), failure=UNREADABLE):
        _news(session, wish)


def _uncount(session: Session, wish: Wish) -> None:
    session.execute(update(AvatarWish).where(*_is(wish)).values(attempts=wish.attempts - 1))


def _is(wish: Wish) -> tuple[Any, ...]:
    return (
        col(AvatarWish.user_id) == wish.user_id,
        col(AvatarWish.wished_at) == wish.wished_at,
    )


def _news(session: Session, wish: Wish) -> None:
    publish_later(session, f"media:{wish.media_id}")
    tell(session, wish.user_id)
