"""What following, blocking and the like have in common: whom it is about, both held, counts exact.

Whoever changes a follow or a request first holds the profiles of both, by ascending ids, and only
then looks how the two stand to each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlmodel import Session, SQLModel, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import withdraw
from instaclone.db.dialect import add_once
from instaclone.errors import Invalid, NotFound
from instaclone.live.bus import publish_later
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow, FollowRequest
from instaclone.relations.standing import visible_people

NOBODY_HERE = "Nobody here has this name."


@dataclass(frozen=True, slots=True)
class Other:
    """The person somebody does something to; held until the end of the transaction."""

    id: int
    username: str
    approves: bool  # who follows them must be let in first


def hold_other(session: Session, viewer: Viewer, username: str, oneself: str) -> Other:
    """The person of this name, both profiles held; `oneself` is said to who means themselves.

    Raises NotFound when there is none for the viewer.
    """
    found = id_of(session, viewer, username, oneself)
    hold(session, (viewer.id, found))
    # Read once they are held: a block may have come in between.
    row = session.execute(
        select(col(User.username), col(Profile.is_private), col(Profile.approves_followers))
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(col(User.id) == found, visible_people(viewer))
    ).first()
    if row is None:
        raise NotFound(NOBODY_HERE)
    return Other(found, row[0], bool(row[1] or row[2]))


def id_of(session: Session, viewer: Viewer, username: str, oneself: str) -> int:
    """The id of somebody else the viewer may know of; raises NotFound, or Invalid for oneself."""
    statement = select(col(User.id)).where(
        col(User.username) == username.strip().casefold(), visible_people(viewer)
    )
    found = session.execute(statement).scalar()
    if found is None:
        raise NotFound(NOBODY_HERE)
    if found == viewer.id:
        raise Invalid(oneself, "username")
    return found


def hold(session: Session, user_ids: Iterable[int]) -> None:
    """Keep these profiles from being changed by others until the end of the transaction.

    One statement: the only index of the table is its key, so the rows are taken in its order.
    """
    session.execute(
        select(col(Profile.user_id))
        .where(col(Profile.user_id).in_(sorted(set(user_ids))))
        .order_by(col(Profile.user_id))
        .with_for_update()
    ).all()


def tie(session: Session, follower_id: int, followed_id: int) -> bool:
    """Make a follow and count it; False when it was there. Both profiles are held already."""
    if not add_once(session, Follow(follower_id=follower_id, followed_id=followed_id)):
        return False
    _count(session, follower_id, followed_id, 1)
    return True


def untie(session: Session, follower_id: int, followed_id: int) -> bool:
    """End a follow, uncount it and take back what was told of it; False when there was none.

    Both profiles are held already.
    """
    if not remove(session, Follow, follower_id=follower_id, followed_id=followed_id):
        return False
    _count(session, follower_id, followed_id, -1)
    withdraw(session, kinds.FOLLOW, follower_id, followed_id)
    withdraw(session, kinds.ACCEPT, followed_id, follower_id)
    return True


def unask(session: Session, requester_id: int, requested_id: int) -> bool:
    """Take a request away with what was told of it; False when there was none."""
    if not remove(session, FollowRequest, requester_id=requester_id, requested_id=requested_id):
        return False
    withdraw(session, kinds.REQUEST, requester_id, requested_id)
    return True


def remove(session: Session, table: type[SQLModel], **key: int) -> bool:
    """Delete the row with this key; False when there was none."""
    met = [getattr(table, name) == value for name, value in key.items()]
    result = cast(CursorResult[Any], session.execute(delete(table).where(*met)))
    return result.rowcount == 1


def announce(session: Session, *user_ids: int) -> None:
    """Have the open tabs of these people read again how they stand to others."""
    for user_id in user_ids:
        publish_later(session, f"relations:{user_id}")


def _count(session: Session, follower_id: int, followed_id: int, change: int) -> None:
    for user_id, counted in sorted(
        ((follower_id, Profile.following_count), (followed_id, Profile.follower_count)),
        key=lambda each: each[0],
    ):
        session.execute(
            update(Profile)
            .where(col(Profile.user_id) == user_id)
            .values({col(counted): counted + change})
        )
