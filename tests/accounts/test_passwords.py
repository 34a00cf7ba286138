"""The rule for passwords, their hashes, and how many are hashed at a time."""

import asyncio
import threading
import time
import warnings
from functools import partial

import pytest
from passlib.context import CryptContext

from instaclone.accounts import passwords
from instaclone.accounts.passwords import check_password, hash_password, verify
from instaclone.errors import Invalid, Unavailable


@pytest.mark.parametrize(
    "password", ["correct horse", "x7!kdlwe", "пароль-мой", "🐈" * 8 + "x", "a" * 127 + "b"]
)
def test_other_passwords_are_allowed(password):
    assert check_password(password, "ana", "ana@example.org")


@pytest.mark.parametrize(
    "password",
    ["", "1234567", "x" * 129, "password", "PassWord1", "aaaaaaaa", "anamaria", "anamaria@x.org"],
)
def test_bad_passwords_are_refused_with_the_rule_and_the_field(password):
    with pytest.raises(Invalid, match="8 to 128 characters") as refused:
        check_password(password, "anamaria", "anamaria@x.org")
    assert refused.value.field == "password"


def test_the_hash_is_argon2id_with_the_documented_costs():
    hashed = hash_password("correct horse")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_password_fits_and_another_does_not():
    hashed = hash_password("correct horse")
    assert verify("correct horse", hashed) == (True, None)
    assert verify("correct horsf", hashed) == (False, None)


def test_a_password_composed_differently_fits():
    assert verify("cafe\u0301 noir", hash_password("caf\u00e9 noir"))[0]


older = CryptContext(["argon2"], argon2__memory_cost=8192, argon2__time_cost=1)


def test_a_hash_of_an_older_policy_is_renewed():
    old = older.hash("correct horse")
    fits, renewed = verify("correct horse", old)
    assert fits
    assert renewed is not None
    assert renewed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify("wrong horse", old) == (False, None)


def test_a_hash_that_fits_no_password_takes_the_same_work(monkeypatch):
    wasted = []
    monkeypatch.setattr(passwords, "waste_time", lambda: wasted.append(1))
    assert verify("anything", "!") == (False, None)
    assert wasted


def test_no_password_breaks_the_hash():
    for strange in ("nul\0inside", "x" * 100_000, "\ud800 half a pair"):
        assert verify(strange, hash_password("correct horse")) == (False, None)


def test_hashing_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert verify("correct horse", hash_password("correct horse"))[0]


def test_at_most_two_are_hashed_at_a_time():
    running, most = 0, 0
    lock = threading.Lock()

    def hash_slowly() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    async def flood() -> None:
        await asyncio.gather(*(passwords.in_line(hash_slowly) for _ in range(10)))

    asyncio.run(flood())
    assert most == passwords.AT_ONCE


def test_a_line_too_long_is_sent_away():
    async def flood() -> list:
        calls = [passwords.in_line(partial(time.sleep, 0.005)) for _ in range(60)]
        return await asyncio.gather(*calls, return_exceptions=True)

    answers = asyncio.run(flood())
    refused = [answer for answer in answers if isinstance(answer, Unavailable)]
    assert len(refused) == 60 - passwords.LONGEST_LINE
    asyncio.run(passwords.in_line(lambda: None))
