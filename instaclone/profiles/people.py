"""Reads people for lists: likers, followers, suggestions, whoever is named somewhere."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import sieve
from instaclone.media.models import READY, Media, Variant
from instaclone.profiles.cards import FOLLOWING, NONE, REQUESTED, YOU, PersonCard
from instaclone.profiles.models import Avatar, Profile
from instaclone.relations.models import FollowRequest
from instaclone.relations.standing import follows, visible_people
from instaclone.storage.signing import media_url

_profile = aliased(Profile)

NOBODY = 0  # the id a guest has for comparisons


def person_cards(
    session: Session, viewer: Viewer | None, user_ids: Iterable[int]
) -> list[PersonCard]:
    """The people with these ids, in this order, without those the viewer may not know of.

    Two statements, however many.
    """
    wanted = list(dict.fromkeys(user_ids))
    found = {row[0]: row for row in session.execute(_rows(viewer, wanted))}
    pictures = avatars(session, found)
    return [
        _card(viewer, found[user_id], pictures.get(user_id, ""))
        for user_id in wanted
        if user_id in found
    ]


def _card(viewer: Viewer | None, row: Any, avatar: str) -> PersonCard:
    user_id, username, display_name, is_followed, is_requested, follows_you = row
    is_you = viewer is not None and user_id == viewer.id
    return PersonCard(
        id=user_id,
        username=username,
        display_name=display_name,
        avatar=avatar,
        is_you=is_you,
        is_followed=bool(is_followed),
        is_requested=bool(is_requested),
        follows_you=bool(follows_you),
        standing=standing(is_you, is_followed, is_requested),
    )


def standing(is_you: bool, is_followed: bool, is_requested: bool) -> str:
    """The word for how a viewer stands to somebody they have not blocked."""
    if is_you:
        return YOU
    return FOLLOWING if is_followed else REQUESTED if is_requested else NONE


def _rows(viewer: Viewer | None, user_ids: list[int]) -> Any:
    me = viewer.id if viewer else NOBODY
    return (
        select(
            col(User.id),
            col(User.username),
            col(Profile.display_name),
            follows(me, User.id),
            asks(me, User.id),
            follows(User.id, me),
        )
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(col(User.id).in_(user_ids), visible_people(viewer))
    )


def asks(requester: Any, requested: Any) -> Any:
    """The condition that one of the two asks to follow the other."""
    return exists().where(
        col(FollowRequest.requester_id) == requester, col(FollowRequest.requested_id) == requested
    )


def listed_people(viewer: Viewer | None, user: type[User] = User) -> ColumnElement[bool]:
    """The condition under which the viewer finds people by searching and discovering: they do not
    refuse that, or the viewer is they or follows them. Beside `visible_people`."""
    refuses = exists().where(
        col(_profile.user_id) == col(user.id), col(_profile.is_unlisted).is_(True)
    )
    if viewer is None:
        return ~refuses
    return or_(~refuses, col(user.id) == viewer.id, follows(viewer.id, user.id))


def avatars(session: Session, user_ids: Iterable[int]) -> dict[int, str]:
    """The addresses of the smallest rendition of these people's avatars, where they have one."""
    return _pictures(session, user_ids, col(Variant.width).desc())


def avatar_of(session: Session, user_id: int) -> str:
    """The address of the largest rendition of somebody's avatar, "" for none."""
    return _pictures(session, [user_id], col(Variant.width)).get(user_id, "")


def _pictures(session: Session, user_ids: Iterable[int], order: Any) -> dict[int, str]:
    rows = session.execute(
        select(col(Avatar.user_id), col(Variant.key))
        .join(Media, col(Media.id) == col(Avatar.media_id))
        .join(Variant, col(Variant.media_id) == col(Media.id))
        .where(
            col(Avatar.user_id).in_(list(user_ids)),
            sieve(and_(col(Media.state) == READY, col(Media.deleted_at).is_(None))),
        )
        .order_by(order)  # the last of each person stays
    )
    return {user_id: media_url(key) for user_id, key in rows}
