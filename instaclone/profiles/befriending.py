"""One's close friends, who see what is shared with them alone; only oneself knows the list."""

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.profiles.bonds import announce, hold_other, id_of
from instaclone.profiles.bonds import remove as remove_row
from instaclone.relations.models import CloseFriend

ONESELF = "You see what you share with close friends anyway."


def add(session: Session, viewer: Viewer, username: str) -> None:
    """Count somebody among one's close friends. Raises NotFound, Invalid for oneself."""
    other = hold_other(session, viewer, username, ONESELF)  # held: no block comes in between
    if add_once(session, CloseFriend(owner_id=viewer.id, friend_id=other.id)):
        announce(session, viewer.id)


def remove(session: Session, viewer: Viewer, username: str) -> None:
    """Count somebody among them no longer. Raises NotFound, Invalid for oneself."""
    other_id = id_of(session, viewer, username, ONESELF)
    if remove_row(session, CloseFriend, owner_id=viewer.id, friend_id=other_id):
        announce(session, viewer.id)
