"""A new person: their account and the profile that belongs to it, in one transaction."""

from sqlmodel import Session

from instaclone.accounts.signing_up import NewAccount, sign_up
from instaclone.profiles.models import Profile


def join(session: Session, account: NewAccount) -> int:
    """Write account and profile; returns the id of the user. Raises Conflict naming the field."""
    user_id = sign_up(session, account)
    session.add(Profile(user_id=user_id))
    session.flush()
    return user_id
