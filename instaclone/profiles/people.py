"""Reads people for lists: likers, followers, suggestions, whoever is named somewhere."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import exists, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.media.models import READY, Media, Variant
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.models import Avatar, Profile
from instaclone.relations.models import FollowRequest
from instaclone.relations.standing import follows, visible_people
from instaclone.storage.signing import media_url

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
        PersonCard(
            id=user_id,
            username=found[user_id][1],
            display_name=found[user_id][2],
            avatar=pictures.get(user_id, ""),
            is_you=viewer is not None and user_id == viewer.id,
            is_followed=bool(found[user_id][3]),
            is_requested=bool(found[user_id][4]),
            follows_you=bool(found[user_id][5]),
        )
        for user_id in wanted
        if user_id in found
    ]


def _rows(viewer: Viewer | None, user_ids: list[int]) -> Any:
    me = viewer.id if viewer else NOBODY
    requested = exists().where(
        col(FollowRequest.requester_id) == me, col(FollowRequest.requested_id) == col(User.id)
    )
    return (
        select(
            col(User.id),
            col(User.username),
            col(Profile.display_name),
            follows(me, User.id),
            requested,
            follows(User.id, me),
        )
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(col(User.id).in_(user_ids), visible_people(viewer))
    )


def avatars(session: Session, user_ids: Iterable[int]) -> dict[int, str]:
    """The addresses of the smallest rendition of these people's avatars, where they have one."""
    rows = session.execute(
        select(col(Avatar.user_id), col(Variant.key))
        .join(Media, col(Media.id) == col(Avatar.media_id))
        .join(Variant, col(Variant.media_id) == col(Media.id))
        .where(
            col(Avatar.user_id).in_(list(user_ids)),
            col(Media.state) == READY,
            col(Media.deleted_at).is_(None),
        )
        .order_by(col(Variant.width).desc())
    )
    return {user_id: media_url(key) for user_id, key in rows}
