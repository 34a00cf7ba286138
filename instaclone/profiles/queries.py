"""Reads profiles as cards."""

from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import exists, func, or_, select
from sqlmodel import Session, col

from instaclone import text
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.profiles.bonds import NOBODY_HERE
from instaclone.profiles.cards import BLOCKED, LinkCard, PersonCard, ProfileCard, ProfileForm
from instaclone.profiles.lists import followed_ids
from instaclone.profiles.models import Profile, ProfileLink
from instaclone.profiles.muting import mute_text
from instaclone.profiles.people import (
    NOBODY,
    asks,
    avatar_of,
    listed_people,
    person_cards,
    standing,
)
from instaclone.relations.models import Block, Follow, Mute
from instaclone.relations.standing import follows, is_close_friend_of, unmet_people, visible_people
from instaclone.text import names_host
from instaclone.ui.head import Head

MUTUALS = 3


def profile_card(session: Session, viewer: Viewer | None, username: str) -> ProfileCard:
    """The profile under this name; raises NotFound when there is none for the viewer.

    Eight statements, whatever there is.
    """
    row = session.execute(_row(viewer, username)).first()
    if row is None:
        raise NotFound(NOBODY_HERE)
    user, profile, is_blocked, followed, requested, follows_you, has_requested, is_friend = row
    if is_blocked:
        return ProfileCard(
            id=user.id, username=user.username, standing=BLOCKED, may_see_posts=False
        )
    is_own = viewer is not None and viewer.id == user.id
    counts, mute = _counts(session, viewer, profile), _mute(session, viewer, user.id)
    mutuals, mutual_count = _mutuals(session, viewer, user.id)
    return ProfileCard(
        id=user.id,
        username=user.username,
        display_name=profile.display_name,
        bio=profile.bio,
        bio_pieces=_pieces(profile.bio),
        pronouns=profile.pronouns,
        links=_links(session, user.id),
        avatar=avatar_of(session, user.id),
        follower_count=counts[0],
        following_count=counts[1],
        is_own=is_own,
        is_private=profile.is_private,
        approves_followers=profile.approves_followers,
        standing=standing(is_own, followed, requested),
        follows_you=bool(follows_you),
        has_requested=bool(has_requested),
        is_muted=bool(mute),
        mute=mute,
        is_close_friend=bool(is_friend),
        may_see_posts=is_own or bool(followed) or not profile.is_private,
        mutuals=mutuals,
        mutual_count=mutual_count,
    )


def profile_head(session: Session, viewer: Viewer | None, username: str) -> Head | None:
    """What a link to a profile says; None when there is none for the viewer. Who is not to be found
    here is not by search engines of the web either."""
    try:
        card = profile_card(session, viewer, username)
    except NotFound:
        return None
    name = f"{card.display_name} (@{card.username})" if card.display_name else f"@{card.username}"
    said = card.bio or f"Photos by {card.username}."
    listed = select(col(User.id)).where(col(User.username) == card.username, listed_people(None))
    is_indexed = session.scalar(listed) is not None
    return Head(f"{name} · Instaclone", said, card.avatar, is_indexed)


def profile_form(session: Session, viewer: Viewer) -> ProfileForm:
    """What the viewer may change about themselves, as it stands."""
    profile = session.get(Profile, viewer.id)
    assert profile
    return ProfileForm(
        username=viewer.username,
        display_name=profile.display_name,
        bio=profile.bio,
        pronouns=profile.pronouns,
        links=_links(session, viewer.id),
        is_private=profile.is_private,
        approves_followers=profile.approves_followers,
        approves_tags=profile.approves_tags,
        hides_like_counts=profile.hides_like_counts,
        is_unlisted=profile.is_unlisted,
        refuses_scans=profile.refuses_scans,
        avatar=avatar_of(session, viewer.id),
    )


def _row(viewer: Viewer | None, username: str) -> Any:
    me = viewer.id if viewer else NOBODY
    blocks = exists().where(col(Block.blocker_id) == me, col(Block.blocked_id) == col(User.id))
    return (
        select(
            User,
            Profile,
            blocks,
            follows(me, User.id),
            asks(me, User.id),
            follows(User.id, me),
            asks(User.id, me),
            is_close_friend_of(User.id, me),
        )
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(
            col(User.username) == username.casefold(),
            col(User.suspended_at).is_(None),
            or_(visible_people(viewer), blocks),
        )
    )


def _counts(session: Session, viewer: Viewer | None, profile: Profile) -> tuple[int, int]:
    """Followers and followed, without those in a block with the viewer: they find them nowhere."""
    hidden = unmet_people(viewer)
    follower = select(func.count()).select_from(hidden).where(follows(hidden.c.id, profile.user_id))
    followed = select(func.count()).select_from(hidden).where(follows(profile.user_id, hidden.c.id))
    fewer = session.execute(select(follower.scalar_subquery(), followed.scalar_subquery())).one()
    return profile.follower_count - fewer[0], profile.following_count - fewer[1]


def _mutuals(session: Session, viewer: Viewer | None, user_id: int) -> tuple[list[PersonCard], int]:
    """Some followers whom the viewer follows too, and how many there are."""
    if viewer is None or viewer.id == user_id:
        return [], 0
    rows = session.execute(
        select(col(Follow.follower_id), func.count().over())
        .join(User, col(User.id) == col(Follow.follower_id))
        .where(
            col(Follow.followed_id) == user_id,
            col(Follow.follower_id).in_(followed_ids(session, viewer)),
            visible_people(viewer),
        )
        .order_by(col(Follow.created_at).desc(), col(Follow.follower_id).desc())
        .limit(MUTUALS)
    ).all()
    return person_cards(session, viewer, [row[0] for row in rows]), rows[0][1] if rows else 0


def _mute(session: Session, viewer: Viewer | None, user_id: int) -> str:
    if viewer is None:
        return ""
    row = session.get(Mute, (viewer.id, user_id))
    return mute_text(row.ends_at, row.with_notifications) if row else ""


def _links(session: Session, user_id: int) -> list[LinkCard]:
    rows = session.execute(
        select(col(ProfileLink.title), col(ProfileLink.url))
        .where(col(ProfileLink.user_id) == user_id)
        .order_by(col(ProfileLink.position))
    )
    return [LinkCard(title, url, _shown(title, url)) for title, url in rows]


def _shown(title: str, url: str) -> str:
    """The title, unless it looks like an address, which might be another one than it leads to."""
    return title if title and not names_host(title) else _short(url)


def _short(url: str) -> str:
    """An address as people read it: without its scheme and a slash at the end."""
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")


def _pieces(bio: str) -> list[text.Piece]:
    """A bio cut at its links and mentions; a #tag in it is a word like any other."""
    return [
        text.Piece(each.text) if each.href.startswith("/tags/") else each
        for each in text.pieces(bio)
    ]
