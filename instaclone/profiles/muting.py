"""Muting: the posts of somebody leave one's lists, for a while or for good; they are not told."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_
from sqlmodel import Session, col

from instaclone import clock, text
from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce as announce_notifications
from instaclone.db.dialect import add_once, change_if
from instaclone.errors import Invalid
from instaclone.profiles.bonds import announce, id_of, remove
from instaclone.relations.models import Mute

DAYS = (1, 7, 30)
ONESELF = "You cannot mute yourself."


def mute(
    session: Session,
    viewer: Viewer,
    username: str,
    *,
    with_notifications: bool = False,
    days: int | None = None,
) -> None:
    """Mute somebody for 1, 7 or 30 days, or until it is ended; muting again replaces how.

    `with_notifications`: what they do makes no notification either. Raises NotFound, Invalid.
    """
    if days is not None and days not in DAYS:
        raise Invalid("Mute for 1, 7 or 30 days, or until you end it.", "days")
    other_id = id_of(session, viewer, username, ONESELF)
    ends_at = None if days is None else clock.now() + timedelta(days=days)
    row = Mute(
        muter_id=viewer.id,
        muted_id=other_id,
        with_notifications=with_notifications,
        ends_at=ends_at,
    )
    if not add_once(session, row):
        change_if(
            session,
            Mute,
            col(Mute.muter_id) == viewer.id,
            col(Mute.muted_id) == other_id,
            with_notifications=with_notifications,
            ends_at=ends_at,
            created_at=clock.now(),
        )
    _tell(session, viewer)


def unmute(session: Session, viewer: Viewer, username: str) -> None:
    """Have somebody's posts back in one's lists. Raises NotFound, Invalid for oneself."""
    other_id = id_of(session, viewer, username, ONESELF)
    if remove(session, Mute, muter_id=viewer.id, muted_id=other_id):
        _tell(session, viewer)


def still_muted() -> ColumnElement[bool]:
    """The condition on Mute that it has not ended."""
    return or_(col(Mute.ends_at).is_(None), col(Mute.ends_at) > clock.now())


def mute_text(ends_at: datetime | None, with_notifications: bool) -> str:
    """How somebody is muted, in words; "" when it has ended."""
    if ends_at is not None and ends_at <= clock.now():
        return ""
    what = "Posts and notifications muted" if with_notifications else "Posts muted"
    return f"{what} until {text.date(ends_at)}" if ends_at else what


def prune(session: Session) -> None:
    """Forget mutes that have ended."""
    session.execute(delete(Mute).where(col(Mute.ends_at) <= clock.now()))


def _tell(session: Session, viewer: Viewer) -> None:
    """Nobody else: only the viewer knows."""
    announce(session, viewer.id)
    announce_notifications(session, viewer.id)
