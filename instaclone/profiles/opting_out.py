"""Accounts that are found by nobody who does not follow them."""

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce_posts_of
from instaclone.profiles.bonds import announce, hold
from instaclone.profiles.models import Profile


def set_unlisted(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Keep the viewer and their posts out of what others find and discover who do not follow them;
    or no longer."""
    _held(session, viewer.id).is_unlisted = wanted
    session.flush()
    announce(session, viewer.id)
    announce_posts_of(session, viewer.id)


def _held(session: Session, user_id: int) -> Profile:
    hold(session, (user_id,))
    profile = session.get(Profile, user_id, populate_existing=True)
    assert profile
    return profile
