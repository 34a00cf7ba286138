"""A new person: their account and the profile that belongs to it, in one transaction."""

from sqlmodel import Session

from instaclone.accounts.signing_up import NewAccount, sign_up
from instaclone.profiles.indexing import index
from instaclone.profiles.models import Profile
from instaclone.profiles.renaming import keep_for_owner


def join(session: Session, account: NewAccount) -> int:
    """Write account and profile; returns the id of the user. Raises Conflict naming the field."""
    user_id = sign_up(session, account)
    # Asked once the name is held: who gives it up at this moment keeps it.
    keep_for_owner(session, account.username, user_id)
    session.add(Profile(user_id=user_id))
    session.flush()
    index(session, user_id)
    return user_id
