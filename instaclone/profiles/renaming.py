"""Another username: links with the old one lead on for a while, and nobody else may take it."""

import math
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.names import check_username
from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict, TooMany
from instaclone.live.bus import publish_later
from instaclone.profiles.bonds import announce, hold
from instaclone.profiles.indexing import index
from instaclone.profiles.models import FormerUsername
from instaclone.relations.standing import visible_people

KEPT = timedelta(days=30)
MOST = 2  # new names within KEPT; going back to one's own is free
TAKEN = "This username is taken. Choose another one."


def rename(session: Session, viewer: Viewer, username: str) -> str:
    """Give the viewer another username; returns it as it is stored.

    The old one is kept for them for 30 days. Raises Invalid, Conflict when it is taken or kept for
    somebody else, TooMany.
    """
    name = check_username(username)
    hold(session, (viewer.id,))
    old = session.scalar(select(col(User.username)).where(col(User.id) == viewer.id))
    assert old
    if name == old:
        return name
    former = session.execute(
        select(col(FormerUsername.username), col(FormerUsername.ends_at)).where(
            col(FormerUsername.user_id) == viewer.id, col(FormerUsername.ends_at) > clock.now()
        )
    ).all()
    if name not in {row[0] for row in former}:
        _check_pace([row[1] for row in former])
    try:
        with session.begin_nested():
            session.execute(update(User).where(col(User.id) == viewer.id).values(username=name))
    except IntegrityError:
        raise Conflict(TAKEN, "username") from None
    # Asked once the new name is held: who gives it up at this moment keeps it.
    keep_for_owner(session, name, viewer.id)
    session.execute(delete(FormerUsername).where(col(FormerUsername.username).in_((name, old))))
    session.add(FormerUsername(username=old, user_id=viewer.id, ends_at=clock.now() + KEPT))
    session.flush()
    index(session, viewer.id)
    announce(session, viewer.id)
    publish_later(session, f"user:{viewer.id}")
    return name


def keep_for_owner(session: Session, username: str, user_id: int) -> None:
    """Raise Conflict when somebody else had this name until lately."""
    owner = session.scalar(
        select(col(FormerUsername.user_id)).where(
            col(FormerUsername.username) == username, col(FormerUsername.ends_at) > clock.now()
        )
    )
    if owner not in (None, user_id):
        raise Conflict(TAKEN, "username")


def person_of_former(session: Session, viewer: Viewer | None, username: str) -> str | None:
    """What the person is called now who had this name, if the viewer may know of them."""
    return session.scalar(
        select(col(User.username))
        .join(FormerUsername, col(FormerUsername.user_id) == col(User.id))
        .where(
            col(FormerUsername.username) == username.casefold(),
            col(FormerUsername.ends_at) > clock.now(),
            visible_people(viewer),
        )
    )


def prune(session: Session) -> None:
    """Free the names whose time is over."""
    session.execute(delete(FormerUsername).where(col(FormerUsername.ends_at) <= clock.now()))


def _check_pace(ends: list[datetime]) -> None:
    if len(ends) >= MOST:
        seconds = max(1, math.ceil((min(ends) - clock.now()).total_seconds()))
        days = math.ceil(seconds / 86400)
        raise TooMany(
            f"You changed your username {MOST} times within {KEPT.days} days. Take one of your "
            f"former names back, or try again in {days} {'day' if days == 1 else 'days'}.",
            seconds,
        )
