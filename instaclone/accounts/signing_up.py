"""Making an account: first the rules and the costly hash, then a short transaction."""

from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from instaclone.accounts.models import User
from instaclone.accounts.names import check_email, check_username
from instaclone.accounts.passwords import check_password, hash_password
from instaclone.errors import Conflict, Invalid, NotAllowed
from instaclone.settings import settings

CLOSED = "This site takes no new accounts. Ask the person who runs it."


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that keeps every rule and is not written yet."""

    username: str
    email: str
    password_hash: str = field(repr=False)


def check(username: str, email: str, password: str, confirm_password: str) -> tuple[str, str]:
    """The folded username and email of somebody who may sign up.

    Raises NotAllowed when sign-up is closed, and Invalid for the first field that breaks its rule.
    """
    if settings().registration == "closed":
        raise NotAllowed(CLOSED)
    name, address = check_username(username), check_email(email)
    check_password(password, name, address)
    if password != confirm_password:
        raise Invalid("The two passwords differ. Type the same one twice.", "confirm_password")
    return name, address


def prepare(username: str, email: str, password: str, confirm_password: str) -> NewAccount:
    """Check and hash, without the database. Raises as `check` does; blocks some 30 ms."""
    name, address = check(username, email, password, confirm_password)
    return NewAccount(name, address, hash_password(password))


def sign_up(session: Session, account: NewAccount) -> int:
    """Write the account; returns the id of the user. Raises Conflict naming the field.

    Every account also has a profile: callers want `profiles.joining.join`, which makes both.
    """
    row = User(username=account.username, email=account.email, password_hash=account.password_hash)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        taken = session.exec(select(User.id).where(User.username == account.username)).first()
        if taken is not None:
            raise Conflict("This username is taken. Choose another one.", "username") from None
        raise Conflict(
            "There is an account with this email already. Log in instead.", "email"
        ) from None
    assert row.id
    return row.id
