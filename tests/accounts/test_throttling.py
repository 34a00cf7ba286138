"""How often somebody may try."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from instaclone import clock
from instaclone.accounts import throttling
from instaclone.accounts.models import FailedAttempt
from instaclone.accounts.throttling import (
    PER_ACCOUNT,
    PER_ADDRESS,
    admit,
    forgive,
    grouped,
    log_in_limits,
    sentence,
    sign_up_limits,
)
from instaclone.db.session import read, transact
from instaclone.errors import TooMany


@pytest.fixture
def move(monkeypatch):
    """Move the clock on by so many minutes."""
    passed = timedelta()
    real = clock.now

    def on(minutes: float) -> None:
        nonlocal passed
        passed += timedelta(minutes=minutes)

    monkeypatch.setattr(clock, "now", lambda: real() + passed)
    return on


def rows() -> int:
    return read(lambda session: session.exec(select(func.count(col(FailedAttempt.id)))).one())


def test_the_eleventh_failure_has_to_wait(database, move):
    limits = log_in_limits(1, "ana", "203.0.113.5")
    for _ in range(PER_ACCOUNT):
        admit(limits)
    move(3)
    with pytest.raises(TooMany, match=r"Too many attempts\. Try again in 12 minutes\.") as refused:
        admit(limits)
    assert 11 * 60 < refused.value.retry_after <= 12 * 60


def test_asking_again_makes_nobody_wait_longer(database, move):
    limits = log_in_limits(1, "ana", "203.0.113.5")
    for _ in range(PER_ACCOUNT):
        admit(limits)
    for _ in range(5):
        with pytest.raises(TooMany):
            admit(limits)
    assert rows() == 2 * PER_ACCOUNT
    move(15)
    assert admit(limits)


def test_another_account_from_the_same_address_may_try(database):
    for _ in range(PER_ACCOUNT):
        admit(log_in_limits(1, "ana", "203.0.113.5"))
    assert admit(log_in_limits(2, "ben", "203.0.113.5"))


def test_an_address_has_a_limit_over_all_accounts(database):
    for number in range(PER_ADDRESS):
        admit(log_in_limits(None, f"name{number}", "203.0.113.5"))
    with pytest.raises(TooMany):
        admit(log_in_limits(None, "another", "203.0.113.5"))
    assert admit(log_in_limits(None, "another", "203.0.113.6"))


def test_success_clears_the_account_and_not_the_address(database):
    limits = log_in_limits(1, "ana", "203.0.113.5")
    for _ in range(3):
        admit(limits)
    transact(forgive, limits, admit(limits))
    left = read(lambda session: session.exec(select(FailedAttempt.subject)).all())
    assert left == ["login:from:203.0.113.5"] * 3


def test_what_was_typed_is_not_kept(database):
    admit(log_in_limits(None, "hunter2-typed-in-the-wrong-field", "203.0.113.5"))
    subjects = read(lambda session: session.exec(select(FailedAttempt.subject)).all())
    assert not any("hunter2" in subject for subject in subjects)


@pytest.mark.parametrize("arriving", [20])
def test_a_race_gets_no_more_tries_than_a_queue(database, arriving):
    limits = log_in_limits(1, "ana", "203.0.113.5")

    def attempt(_number: int) -> bool:
        try:
            return bool(admit(limits))
        except TooMany:
            return False

    with ThreadPoolExecutor(arriving) as pool:
        admitted = sum(pool.map(attempt, range(arriving)))
    assert admitted <= PER_ACCOUNT
    assert rows() == 2 * admitted


def test_an_attempt_is_seen_by_others_before_it_is_counted(database, monkeypatch):
    seen = []
    real = throttling._wait
    monkeypatch.setattr(throttling, "_wait", lambda *given: (seen.append(rows()), real(*given))[1])
    admit(sign_up_limits("203.0.113.5"))
    assert seen == [1]


def test_sign_ups_of_an_address_have_a_limit(database):
    for _ in range(throttling.SIGN_UPS_PER_ADDRESS):
        admit(sign_up_limits("203.0.113.5"))
    with pytest.raises(TooMany):
        admit(sign_up_limits("203.0.113.5"))


def test_old_attempts_are_pruned(database, move):
    admit(sign_up_limits("203.0.113.5"))
    move(59)
    transact(throttling.prune)
    assert rows() == 1
    move(2)
    transact(throttling.prune)
    assert rows() == 0


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_addresses_are_grouped_by_customer(address, group):
    assert grouped(address) == group


def test_one_minute_is_singular():
    assert sentence(5) == "Too many attempts. Try again in 1 minute."
    assert sentence(61) == "Too many attempts. Try again in 2 minutes."
