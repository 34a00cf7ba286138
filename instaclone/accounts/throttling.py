"""How often somebody may try to get in, and the sentence for those who try too often."""

import hashlib
import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import FailedAttempt
from instaclone.db.session import transact
from instaclone.errors import TooMany

# NIST SP 800-63B, 5.2.2 allows 100 failures in a row; ten in a quarter of an hour leaves room for
# a person who looks for the right password and 960 guesses a day for a thief.
PER_ACCOUNT, ACCOUNT_WINDOW = 10, timedelta(minutes=15)
# A school or a household behind one address has more than one forgetful person.
PER_ADDRESS, ADDRESS_WINDOW = 50, timedelta(minutes=15)
SIGN_UPS_PER_ADDRESS, SIGN_UP_WINDOW = 20, timedelta(hours=1)
LONGEST_WINDOW = max(ACCOUNT_WINDOW, ADDRESS_WINDOW, SIGN_UP_WINDOW)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts of one subject `within` a time that slides."""

    subject: str
    most: int
    within: timedelta


def log_in_limits(user_id: int | None, login: str, address: str) -> list[Limit]:
    """The limits of a log-in. An unknown name is counted like an account.

    What was typed is kept as a hash only: people type passwords into the wrong field.
    """
    who = f"user:{user_id}" if user_id else f"name:{hashlib.sha256(login.encode()).hexdigest()}"
    return [
        Limit(f"login:{who}", PER_ACCOUNT, ACCOUNT_WINDOW),
        Limit(f"login:from:{grouped(address)}", PER_ADDRESS, ADDRESS_WINDOW),
    ]


def sign_up_limits(address: str) -> list[Limit]:
    """The limit of signing up."""
    return [Limit(f"signup:from:{grouped(address)}", SIGN_UPS_PER_ADDRESS, SIGN_UP_WINDOW)]


def admit(limits: Sequence[Limit]) -> list[int]:
    """Count an attempt before it is made; returns its rows. Raises TooMany when a limit is reached.

    Two transactions of its own: an attempt counts only when the others can see it, so each is
    committed first and counted after. However many arrive together, at most `most` get through.
    A refused attempt leaves nothing behind, so waiting is never made longer by asking again.
    """
    rows = transact(_record, limits)
    seconds = transact(_wait, limits, rows)
    if seconds:
        raise TooMany(sentence(seconds), seconds)
    return rows


def forgive(session: Session, limits: Sequence[Limit], rows: Sequence[int]) -> None:
    """After a success: this attempt did not fail, and the account starts anew.

    The failures of the address stay: one account of one's own must not buy more guesses.
    """
    take_back(session, rows)
    session.execute(delete(FailedAttempt).where(col(FailedAttempt.subject) == limits[0].subject))


def take_back(session: Session, rows: Sequence[int]) -> None:
    """Forget an attempt that was never made."""
    session.execute(delete(FailedAttempt).where(col(FailedAttempt.id).in_(rows)))


def prune(session: Session) -> None:
    """Forget attempts that no limit counts any more."""
    past = clock.now() - LONGEST_WINDOW
    session.execute(delete(FailedAttempt).where(col(FailedAttempt.at) < past))


def grouped(address: str) -> str:
    """An address as it is counted: IPv6 by /64, which is what one customer is given."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:45]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def sentence(seconds: int) -> str:
    """What a person reads who has to wait."""
    minutes = math.ceil(seconds / 60)
    return f"Too many attempts. Try again in {minutes} minute{'' if minutes == 1 else 's'}."


def _record(session: Session, limits: Sequence[Limit]) -> list[int]:
    rows = [FailedAttempt(subject=limit.subject) for limit in limits]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows if row.id]


def _wait(session: Session, limits: Sequence[Limit], rows: Sequence[int]) -> int:
    """Seconds until the attempt may be made; 0 for now. Takes its rows back otherwise."""
    longest = max(_seconds_left(session, limit, rows) for limit in limits)
    if longest:
        take_back(session, rows)
    return longest


def _seconds_left(session: Session, limit: Limit, rows: Sequence[int]) -> int:
    now = clock.now()
    others = session.exec(
        select(FailedAttempt.at)
        .where(
            FailedAttempt.subject == limit.subject,
            col(FailedAttempt.at) > now - limit.within,
            col(FailedAttempt.id).not_in(rows),
        )
        .order_by(col(FailedAttempt.at))
    ).all()
    if len(others) < limit.most:
        return 0
    frees = others[len(others) - limit.most] + limit.within
    return max(1, math.ceil((frees - now).total_seconds()))
