"""Passwords: the rule for choosing one, hashing with argon2id, and how much of that at a time."""

import asyncio
import threading
import unicodedata
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

from instaclone.errors import Invalid, Unavailable

with warnings.catch_warnings():
    # passlib asks for crypt, which Python 3.13 drops, although it is not used here.
    warnings.filterwarnings("ignore", "'crypt' is deprecated", DeprecationWarning)
    from passlib.context import CryptContext
    from passlib.exc import UnknownHashError
    from passlib.handlers.argon2 import argon2

with warnings.catch_warnings():
    # passlib 1.7 reads argon2.__version__, once, while it chooses its backend.
    warnings.filterwarnings("ignore", "Accessing argon2.__version__", DeprecationWarning)
    argon2.set_backend("argon2_cffi")

R = TypeVar("R")

SHORTEST, LONGEST = 8, 128  # characters; NIST SP 800-63B asks for at least 8 and room for 64
MOST_BYTES = 1024
PASSWORD_RULE = (
    f"{SHORTEST} to {LONGEST} characters. It is not your username or email, and not one of the "
    "passwords everybody tries first."
)
# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane.
MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
AT_ONCE = 2  # as many cores as a small server has; 38 MiB at the most
LONGEST_LINE = 40  # about one second of waiting; whoever comes later is asked to come again

# Leaked lists agree on the first hundred; a list of all would be megabytes in every process.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())


def check_password(password: str, username: str = "", email: str = "") -> str:
    """The password ready for hashing; raises Invalid with the rule it breaks."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise Invalid(f"This password is too short. {PASSWORD_RULE}", "password")
    if len(text) > LONGEST or len(text.encode()) > MOST_BYTES:
        raise Invalid(f"This password is too long. {PASSWORD_RULE}", "password")
    folded = text.casefold()
    if folded in {username, email, email.partition("@")[0]}:
        raise Invalid(f"Your password is your username or email. {PASSWORD_RULE}", "password")
    if folded in COMMON or len(set(folded)) == 1:
        raise Invalid(f"This password is tried first by everybody. {PASSWORD_RULE}", "password")
    return text


def hash_password(password: str) -> str:
    """The argon2id hash of a password under the current policy. Blocks for some 30 ms."""
    return _policy().hash(_normal(password))


def verify(password: str, hashed: str) -> tuple[bool, str | None]:
    """Whether the password fits, and a new hash when the old one's policy is outdated.

    Blocks as long as `hash_password`, twice as long when the hash is renewed.
    """
    secret = _normal(password).encode(errors="surrogatepass")
    if len(secret) > MOST_BYTES:
        # Nobody has such a password, and passlib refuses to hash more than 4,096.
        waste_time()
        return False, None
    try:
        return _policy().verify_and_update(secret, hashed)
    except UnknownHashError:
        # An account whose hash fits no password must not answer sooner than the others.
        waste_time()
        return False, None


def waste_time() -> None:
    """Do the work of `verify` for nobody: an unknown user must not be told by the clock."""
    _policy().verify("no password", _nobodys_hash())


async def in_line(call: Callable[[], R]) -> R:
    """Run a call that hashes, off the event loop and at most AT_ONCE at a time.

    Raises Unavailable when the line is too long: a flood must not take memory and all cores.
    """
    if not _line.acquire(blocking=False):
        raise Unavailable("Too many people are logging in right now. Try again in a minute.")
    try:
        return await asyncio.get_running_loop().run_in_executor(_pool(), call)
    finally:
        _line.release()


_line = threading.BoundedSemaphore(LONGEST_LINE)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")


@cache
def _policy() -> CryptContext:
    return CryptContext(
        schemes=["argon2"],
        argon2__type="ID",
        argon2__memory_cost=MEMORY_KIB,
        argon2__time_cost=PASSES,
        argon2__parallelism=LANES,
    )


@cache
def _nobodys_hash() -> str:
    return _policy().hash("nobody has this password")


def _normal(password: str) -> str:
    # The same password typed on two keyboards may arrive composed differently.
    return unicodedata.normalize("NFKC", password)
