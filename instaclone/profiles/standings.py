"""How people stand to the viewer, in the one word a button needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, or_, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.profiles import people
from instaclone.profiles.cards import BLOCKED
from instaclone.profiles.models import Profile
from instaclone.profiles.people import NOBODY
from instaclone.relations.models import Block, FollowRequest
from instaclone.relations.standing import follows, visible_people


@dataclass(frozen=True, slots=True)
class Standing:
    """What the viewer is to somebody, in a word of `cards`; `asks`: who follows them must ask."""

    word: str
    asks: bool = False


def standings(
    session: Session, viewer: Viewer | None, usernames: Iterable[str]
) -> dict[str, Standing]:
    """How the viewer stands to the people with these names, without those they may not know of.

    One statement, however many. Whom the viewer has blocked is there, to be unblocked.
    """
    rows = session.execute(_rows(viewer, list(usernames)))
    return {
        username: Standing(_word(viewer, user_id, *stands), bool(is_private or approves))
        for user_id, username, is_private, approves, *stands in rows
    }


def _rows(viewer: Viewer | None, usernames: list[str]) -> Any:
    me = viewer.id if viewer else NOBODY
    blocked = exists().where(col(Block.blocker_id) == me, col(Block.blocked_id) == col(User.id))
    requested = exists().where(
        col(FollowRequest.requester_id) == me, col(FollowRequest.requested_id) == col(User.id)
    )
    return (
        select(
            col(User.id),
            col(User.username),
            col(Profile.is_private),
            col(Profile.approves_followers),
            blocked,
            follows(me, User.id),
            requested,
        )
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(col(User.username).in_(usernames), or_(visible_people(viewer), blocked))
    )


def _word(
    viewer: Viewer | None, user_id: int, is_blocked: bool, is_followed: bool, is_requested: bool
) -> str:
    is_you = viewer is not None and viewer.id == user_id
    return BLOCKED if is_blocked else people.standing(is_you, is_followed, is_requested)
