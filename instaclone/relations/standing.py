"""Who may know of whom: the conditions every gate and list is built from.

Each takes ids or columns of ids and returns a condition for a WHERE; each costs look-ups by key.
The aliases are made once, and the gates keep the conditions of those who looked last: putting them
together costs more than the database needs for a page of posts.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, bindparam, exists, false, or_, select, union
from sqlalchemy.orm import aliased
from sqlmodel import col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import sieve
from instaclone.db.kept import kept
from instaclone.db.types import UtcDateTime
from instaclone.relations.models import Block, CloseFriend, Follow, Mute
from instaclone.settings import settings

Id = int | ColumnElement[int] | Any

_follow, _close_friend = aliased(Follow), aliased(CloseFriend)
_mute, _block = aliased(Mute), aliased(Block)


def follows(follower: Id, followed: Id) -> ColumnElement[bool]:
    """`follower` follows `followed`."""
    return exists().where(
        col(_follow.follower_id) == follower, col(_follow.followed_id) == followed
    )


def blocked_between(one: Id, other: Id) -> ColumnElement[bool]:
    """One of the two has blocked the other."""
    return or_(_blocks(one, other), _blocks(other, one))


def is_close_friend_of(friend: Id, owner: Id) -> ColumnElement[bool]:
    """`owner` counts `friend` among their close friends."""
    return exists().where(
        col(_close_friend.owner_id) == owner, col(_close_friend.friend_id) == friend
    )


def mutes(muter: Id, muted: Id, *, notifications: bool = False) -> ColumnElement[bool]:
    """`muter` has muted `muted` and it has not ended; with `notifications`, those too."""
    lasts = or_(col(_mute.ends_at).is_(None), col(_mute.ends_at) > _now())
    met = [col(_mute.muter_id) == muter, col(_mute.muted_id) == muted, lasts]
    if notifications:
        met.append(col(_mute.with_notifications).is_(True))
    return exists().where(*met)


def unmet_people(viewer: Viewer | None) -> Subquery:
    """The ids, in a column `id`, of everybody between whom and the viewer is a block.

    What such people did is counted from here: they are few, and likes or followers may be many.
    """
    me = viewer.id if viewer else 0
    return union(
        select(col(Block.blocked_id).label("id")).where(col(Block.blocker_id) == me),
        select(col(Block.blocker_id)).where(col(Block.blocked_id) == me),
    ).subquery("unmet")


def visible_people(viewer: Viewer | None, user: type[User] = User) -> ColumnElement[bool]:
    """The condition on User, or an alias of it, under which the viewer may know of the person.

    Blocks hide both from each other; a suspended person is nowhere. Missing and forbidden look the
    same from outside.
    """
    if viewer is None and settings().private_community:
        return false()
    return _visible_people(viewer.id if viewer else None, user)


@kept
def _visible_people(reader: int | None, user: type[User]) -> ColumnElement[bool]:
    here = sieve(col(user.suspended_at).is_(None))
    if reader is None:
        return here
    return and_(here, ~blocked_between(reader, col(user.id)))


def _now() -> ColumnElement[Any]:
    """The moment at which the statement runs, however long ago it was put together."""
    return bindparam("now", callable_=_by_the_clock, type_=UtcDateTime(), unique=True)


def _by_the_clock() -> datetime:
    return clock.now()  # looked up each time, for tests that move it


def _blocks(blocker: Id, blocked: Id) -> ColumnElement[bool]:
    return exists().where(col(_block.blocker_id) == blocker, col(_block.blocked_id) == blocked)
