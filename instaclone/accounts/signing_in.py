"""Letting people in and out, and who belongs to the cookie of a request or a websocket."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, or_, select

from instaclone import clock
from instaclone.accounts.models import SignIn, User
from instaclone.accounts.passwords import verify, waste_time
from instaclone.accounts.viewer import Viewer

COOKIE = "sid"
STAYS = timedelta(days=30)
MISMATCH = "That username or email and password do not match."
SUSPENDED = "This account is suspended. Ask the people who run this site."
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 random bytes


@dataclass(frozen=True, slots=True)
class Account:
    """What checking a password needs of an account."""

    id: int
    username: str
    password_hash: str = field(repr=False)
    is_suspended: bool


def find_account(session: Session, login: str) -> Account | None:
    """The account with this folded username or email."""
    row = session.exec(select(User).where(or_(User.username == login, User.email == login))).first()
    if row is None or row.id is None:
        return None
    return Account(row.id, row.username, row.password_hash, row.suspended_at is not None)


def password_fits(account: Account | None, password: str) -> tuple[bool, str | None]:
    """Whether the password is the account's, and a new hash if the old one is outdated.

    Takes as long where there is no account. Blocks: run it through `passwords.in_line`.
    """
    if account is None:
        waste_time()
        return False, None
    return verify(password, account.password_hash)


def sign_in(
    session: Session,
    user_id: int,
    user_agent: str = "",
    address: str = "",
    instead_of: str | None = None,
    new_hash: str | None = None,
) -> str:
    """Remember a browser for 30 days; returns the token for its cookie, which is kept nowhere.

    `instead_of` is the token the browser came with: it ends, so that a token somebody planted
    there is worth nothing. `new_hash` replaces a password hash whose policy is outdated.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    if instead_of:
        sign_out(session, instead_of)
    if new_hash:
        session.execute(update(User).where(col(User.id) == user_id).values(password_hash=new_hash))
    session.add(
        SignIn(
            user_id=user_id,
            token_hash=_hash(token),
            user_agent=user_agent[:255],
            address=address[:45],
            created_at=now,
            expires_at=now + STAYS,
        )
    )
    session.flush()
    return token


def sign_out(session: Session, token: str) -> None:
    """Forget the browser that holds this token; nothing happens when it is unknown."""
    session.execute(delete(SignIn).where(col(SignIn.token_hash) == _hash(token)))


def viewer_of_token(session: Session, token: str | None) -> Viewer | None:
    """Who holds this token; None when it is unknown or expired, or the account is suspended."""
    if not token or not TOKEN.fullmatch(token):
        return None
    row = session.execute(
        select(User.id, User.username, User.moderator_since)
        .join(SignIn, col(SignIn.user_id) == User.id)
        .where(
            SignIn.token_hash == _hash(token),
            col(SignIn.expires_at) > clock.now(),
            col(User.suspended_at).is_(None),
        )
    ).first()
    return Viewer(row[0], row[1], is_moderator=row[2] is not None) if row else None


def viewer_of_cookie_header(session: Session, header: str | None) -> Viewer | None:
    """Who sends a request or holds a websocket, by the raw text of its Cookie header."""
    return viewer_of_token(session, token_in(header))


def token_in(header: str | None) -> str | None:
    """The token in the raw text of a Cookie header."""
    for part in (header or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value.strip('"')
    return None


def prune(session: Session) -> None:
    """Forget browsers whose time is over."""
    session.execute(delete(SignIn).where(col(SignIn.expires_at) < clock.now()))


def _hash(token: str) -> str:
    # Not argon2: 32 random bytes cannot be guessed, and this runs with every request.
    return hashlib.sha256(token.encode()).hexdigest()
