"""Who may know of whom: the conditions every gate and list is built from.

Each takes ids or columns of ids and returns a condition for a WHERE; each costs look-ups by key.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.relations.models import Block, CloseFriend, Follow, Mute
from instaclone.settings import settings

Id = int | ColumnElement[int] | Any


def follows(follower: Id, followed: Id) -> ColumnElement[bool]:
    """`follower` follows `followed`."""
    row = aliased(Follow)
    return exists().where(col(row.follower_id) == follower, col(row.followed_id) == followed)


def blocked_between(one: Id, other: Id) -> ColumnElement[bool]:
    """One of the two has blocked the other."""
    return or_(_blocks(one, other), _blocks(other, one))


def is_close_friend_of(friend: Id, owner: Id) -> ColumnElement[bool]:
    """`owner` counts `friend` among their close friends."""
    row = aliased(CloseFriend)
    return exists().where(col(row.owner_id) == owner, col(row.friend_id) == friend)


def mutes(muter: Id, muted: Id, *, notifications: bool = False) -> ColumnElement[bool]:
    """`muter` has muted `muted` and it has not ended; with `notifications`, those too."""
    row = aliased(Mute)
    lasts = or_(col(row.ends_at).is_(None), col(row.ends_at) > clock.now())
    met = [col(row.muter_id) == muter, col(row.muted_id) == muted, lasts]
    if notifications:
        met.append(col(row.with_notifications).is_(True))
    return exists().where(*met)


def visible_people(viewer: Viewer | None, user: type[User] = User) -> ColumnElement[bool]:
    """The condition on User, or an alias of it, under which the viewer may know of the person.

    Blocks hide both from each other; a suspended person is nowhere. Missing and forbidden look the
    same from outside.
    """
    if viewer is None and settings().private_community:
        return false()
    here = col(user.suspended_at).is_(None)
    if viewer is None:
        return here
    return and_(here, ~blocked_between(viewer.id, col(user.id)))


def _blocks(blocker: Id, blocked: Id) -> ColumnElement[bool]:
    row = aliased(Block)
    return exists().where(col(row.blocker_id) == blocker, col(row.blocked_id) == blocked)
