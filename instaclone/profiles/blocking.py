"""Blocking: from then on neither of the two finds the other anywhere."""

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import announce as announce_notifications
from instaclone.activity.notifying import announce_comments_between, withdraw_between
from instaclone.db.dialect import add_once
from instaclone.errors import NotFound
from instaclone.profiles.bonds import NOBODY_HERE, announce, hold, id_of, remove, unask, untie
from instaclone.relations.models import Block, CloseFriend

ONESELF = "You cannot block yourself."


def block(session: Session, viewer: Viewer, username: str) -> None:
    """Block somebody. Follows, requests and close friendships between the two end, both ways.

    What they wrote and liked stays, and is shown to neither. Blocking again changes nothing.
    Raises NotFound, Invalid for oneself.
    """
    if blocked_id(session, viewer, username) is not None:
        return
    other_id = id_of(session, viewer, username, ONESELF)
    hold(session, (viewer.id, other_id))
    if not add_once(session, Block(blocker_id=viewer.id, blocked_id=other_id)):
        return
    for one, other in ((viewer.id, other_id), (other_id, viewer.id)):
        untie(session, one, other)
        unask(session, one, other)
        remove(session, CloseFriend, owner_id=one, friend_id=other)
    withdraw_between(session, viewer.id, other_id, kinds.FOLLOW, kinds.REQUEST, kinds.ACCEPT)
    _tell(session, viewer.id, other_id)


def unblock(session: Session, viewer: Viewer, username: str) -> None:
    """End a block; nothing that it ended comes back. Raises NotFound when there is none."""
    other_id = blocked_id(session, viewer, username)
    if other_id is None:
        raise NotFound(NOBODY_HERE)
    hold(session, (viewer.id, other_id))
    remove(session, Block, blocker_id=viewer.id, blocked_id=other_id)
    _tell(session, viewer.id, other_id)


def blocked_id(session: Session, viewer: Viewer, username: str) -> int | None:
    """The id of the person of this name, if the viewer has blocked them."""
    return session.scalar(
        select(col(User.id))
        .join(Block, col(Block.blocked_id) == col(User.id))
        .where(
            col(User.username) == username.strip().casefold(), col(Block.blocker_id) == viewer.id
        )
    )


def _tell(session: Session, one: int, other: int) -> None:
    announce(session, one, other)
    announce_comments_between(session, one, other)
    for user_id in (one, other):  # what they did for each other leaves the list, or is back
        announce_notifications(session, user_id)
