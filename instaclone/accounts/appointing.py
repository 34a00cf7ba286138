"""Who moderates: said at the terminal, by whoever runs the site."""

from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.names import fold_login
from instaclone.errors import NotFound


def appoint(session: Session, username: str) -> str:
    """Make this person a moderator; their name as it is stored. Raises NotFound."""
    row = _person(session, username)
    row.moderator_since = row.moderator_since or clock.now()
    session.add(row)
    return row.username


def dismiss(session: Session, username: str) -> str:
    """Have this person be a moderator no longer; their name as it is stored. Raises NotFound."""
    row = _person(session, username)
    row.moderator_since = None
    session.add(row)
    return row.username


def _person(session: Session, username: str) -> User:
    name = fold_login(username)
    row = session.exec(select(User).where(User.username == name)).first()
    if row is None:
        raise NotFound(f"There is no account with the username {name}.")
    return row
