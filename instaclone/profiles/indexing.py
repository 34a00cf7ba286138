"""What people are found by: their username and what they call themselves."""

from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.db.full_text import encoded
from instaclone.folding import tokens
from instaclone.profiles.models import PersonWords, Profile

BREAK = "."  # between the two names: no phrase goes over it


def index(session: Session, user_id: int) -> None:
    """Write anew what a person is found by."""
    names = session.execute(
        select(User.username, Profile.display_name)
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(User.id == user_id)
    ).first()
    if names is None:
        return
    words = BREAK.join(encoded(tokens(name)) for name in names if name)
    session.merge(PersonWords(user_id=user_id, words=words))
    session.flush()


def unindexed(session: Session, begin: int, end: int) -> list[int]:
    """Ids from `begin` up to, and without, `end` of people from before there was an index, the
    newest first."""
    indexed = select(PersonWords.user_id).where(PersonWords.user_id == Profile.user_id).exists()
    here = col(Profile.user_id)
    statement = select(here).where(here >= begin, here < end, ~indexed).order_by(here.desc())
    return list(session.exec(statement))
