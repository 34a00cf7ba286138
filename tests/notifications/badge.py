"""What the badge says."""

from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.notifications.queries import news


def unread(session: Session, viewer: Viewer) -> int:
    """How many notifications a person has not read."""
    return news(session, viewer, clock.now()).unread
