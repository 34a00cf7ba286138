"""Following people: at once, or by asking those who approve their followers."""

import math
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import announce as announce_notifications
from instaclone.activity.notifying import notify
from instaclone.db.dialect import add_once
from instaclone.errors import TooMany
from instaclone.profiles.bonds import announce, hold_other, remove, tie, unask, untie
from instaclone.relations.models import CloseFriend, Follow, FollowRequest

FOLLOWING, REQUESTED = "following", "requested"
# Nobody finds so many people worth following in an hour; who sells followers does.
MOST, WITHIN = 200, timedelta(hours=1)
ONESELF = "You cannot follow yourself."


def follow(session: Session, viewer: Viewer, username: str) -> str:
    """Follow somebody, or ask to: "following" or "requested". Doing it again changes nothing.

    Raises NotFound, Invalid for oneself, TooMany after too many in an hour.
    """
    other = hold_other(session, viewer, username, ONESELF)
    if session.get(Follow, (viewer.id, other.id)) is not None:
        return FOLLOWING
    if not other.approves:
        _check_pace(session, viewer)
        unask(session, viewer.id, other.id)  # asked before the other stopped approving
        tie(session, viewer.id, other.id)
        notify(session, kinds.FOLLOW, viewer, other.id)
        announce(session, viewer.id, other.id)
        announce_notifications(session, viewer.id)  # some of what was hidden is shown now
        return FOLLOWING
    if session.get(FollowRequest, (viewer.id, other.id)) is None:
        _check_pace(session, viewer)
        add_once(session, FollowRequest(requester_id=viewer.id, requested_id=other.id))
        notify(session, kinds.REQUEST, viewer, other.id)
        announce(session, viewer.id, other.id)
    return REQUESTED


def unfollow(session: Session, viewer: Viewer, username: str) -> None:
    """Stop following somebody, or take the request back. Raises NotFound, Invalid for oneself."""
    other = hold_other(session, viewer, username, ONESELF)
    followed = untie(session, viewer.id, other.id)
    asked = unask(session, viewer.id, other.id)
    if followed or asked:
        announce(session, viewer.id, other.id)
        announce_notifications(session, viewer.id)  # they may see less than before


def remove_follower(session: Session, viewer: Viewer, username: str) -> None:
    """Have somebody follow the viewer no longer; they are not told.

    They also leave the viewer's close friends, or they would go on seeing what those see.
    Raises NotFound, Invalid for oneself.
    """
    other = hold_other(session, viewer, username, "You do not follow yourself.")
    if untie(session, other.id, viewer.id):
        remove(session, CloseFriend, owner_id=viewer.id, friend_id=other.id)
        announce(session, viewer.id, other.id)
        announce_notifications(session, other.id)  # they may see less than before


def _check_pace(session: Session, viewer: Viewer) -> None:
    since = clock.now() - WITHIN
    moments = [
        moment
        for table, who in (
            (Follow, Follow.follower_id),
            (FollowRequest, FollowRequest.requester_id),
        )
        for moment in session.scalars(
            select(col(table.created_at))
            .where(col(who) == viewer.id, col(table.created_at) > since)
            .limit(MOST)
        )
    ]
    if len(moments) >= MOST:
        seconds = max(1, math.ceil((min(moments) + WITHIN - clock.now()).total_seconds()))
        raise TooMany(
            f"You followed {MOST} people within an hour. Wait a while before you follow more.",
            seconds,
        )
