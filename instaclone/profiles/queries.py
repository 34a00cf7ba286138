"""Reads profiles as cards."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.profiles.cards import ProfileCard
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow
from instaclone.settings import settings
from instaclone.ui.head import Head


def profile_card(session: Session, viewer: Viewer | None, username: str) -> ProfileCard:
    """The profile under this name; raises NotFound when there is none for the viewer."""
    followers = select(func.count()).where(Follow.followed_id == User.id).scalar_subquery()
    following = select(func.count()).where(Follow.follower_id == User.id).scalar_subquery()
    row = session.execute(
        select(User, Profile, followers, following)
        .join(Profile, col(Profile.user_id) == User.id)
        .where(User.username == username.casefold(), col(User.suspended_at).is_(None))
    ).first()
    if row is None or (viewer is None and settings().private_community):
        raise NotFound("Nobody here has this name.")
    user, profile, follower_count, following_count = row
    assert user.id
    return ProfileCard(
        id=user.id,
        username=user.username,
        display_name=profile.display_name,
        bio=profile.bio,
        follower_count=follower_count,
        following_count=following_count,
        is_own=viewer is not None and viewer.id == user.id,
    )


def profile_head(session: Session, viewer: Viewer | None, username: str) -> Head | None:
    """What a link to a profile says; None when there is none for the viewer."""
    try:
        card = profile_card(session, viewer, username)
    except NotFound:
        return None
    name = f"{card.display_name} (@{card.username})" if card.display_name else f"@{card.username}"
    return Head(f"{name} · Instaclone", card.bio or f"Photos by {card.username}.")
