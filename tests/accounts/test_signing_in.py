"""Who belongs to a cookie."""

from datetime import timedelta

import pytest
from sqlmodel import select

from instaclone import clock
from instaclone.accounts import passwords, signing_in
from instaclone.accounts.models import SignIn, User
from instaclone.accounts.signing_in import (
    Account,
    find_account,
    password_fits,
    sign_in,
    sign_out,
    token_in,
    viewer_of_cookie_header,
    viewer_of_token,
)
from tests import make


def test_the_token_finds_its_person_and_only_its_hash_is_kept(session):
    ana = make.user(session, "ana")
    token = sign_in(session, ana.id, "Browser", "203.0.113.5")
    assert viewer_of_token(session, token) == ana
    row = session.exec(select(SignIn)).one()
    assert len(token) == 43
    assert token not in (row.token_hash, row.user_agent, row.address)


@pytest.mark.parametrize("token", [None, "", "x", "x" * 43, "x" * 5000, "' or 1=1 --", "é" * 43])
def test_other_tokens_find_nobody(session, token):
    sign_in(session, make.user(session).id)
    assert viewer_of_token(session, token) is None


def test_the_hash_is_no_token(session):
    sign_in(session, make.user(session).id)
    assert viewer_of_token(session, session.exec(select(SignIn.token_hash)).one()) is None


def test_a_browser_is_forgotten_after_30_days(session, monkeypatch):
    ana = make.user(session)
    token = sign_in(session, ana.id)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=29, hours=23))
    assert viewer_of_token(session, token) == ana
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=30, seconds=1))
    assert viewer_of_token(session, token) is None
    signing_in.prune(session)
    assert session.exec(select(SignIn)).all() == []


def test_a_suspended_person_is_a_guest(session):
    ana = make.user(session)
    token = sign_in(session, ana.id)
    user = session.get(User, ana.id)
    assert user
    user.suspended_at = clock.now()
    session.flush()
    assert viewer_of_token(session, token) is None


def test_signing_out_ends_one_browser_and_no_other(session):
    ana = make.user(session)
    here, there = sign_in(session, ana.id), sign_in(session, ana.id)
    sign_out(session, here)
    assert viewer_of_token(session, here) is None
    assert viewer_of_token(session, there) == ana


def test_a_planted_token_is_worth_nothing_after_the_log_in(session):
    thief, ana = make.user(session), make.user(session)
    planted = sign_in(session, thief.id)
    token = sign_in(session, ana.id, instead_of=planted)
    assert token != planted
    assert viewer_of_token(session, planted) is None
    assert viewer_of_token(session, token) == ana


def test_a_renewed_hash_is_written(session):
    ana = make.user(session)
    sign_in(session, ana.id, new_hash="$new$")
    assert session.exec(select(User.password_hash).where(User.id == ana.id)).one() == "$new$"


def test_long_user_agents_are_cut(session):
    sign_in(session, make.user(session).id, "x" * 5000, "y" * 100)
    assert len(session.exec(select(SignIn.user_agent)).one()) == 255


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (None, None),
        ("", None),
        ("sid=abc", "abc"),
        ("theme=dark; sid=abc; x=y", "abc"),
        ('sid="abc"', "abc"),
        ("a[b]=c; sid=abc", "abc"),
        ("xsid=abc; sidx=abc", None),
        (";;;=; sid", ""),
    ],
)
def test_the_token_is_found_in_every_kind_of_header(header, token):
    assert token_in(header) == token


def test_the_header_of_a_websocket_finds_its_person(session):
    ana = make.user(session)
    header = f"theme=dark; sid={sign_in(session, ana.id)}"
    assert viewer_of_cookie_header(session, header) == ana


def test_accounts_are_found_by_name_and_by_address(session):
    ana = make.user(session, "ana")
    for login in ("ana", "ana@example.org"):
        found = find_account(session, login)
        assert found
        assert found.id == ana.id
    assert find_account(session, "nobody") is None


def test_an_unknown_user_costs_as_much_hashing_as_a_wrong_password(monkeypatch):
    known = Account(1, "ana", passwords.hash_password("correct horse"), False)
    passwords.waste_time()  # nobody's hash is made once per process
    calls = []
    real = type(passwords._policy()).verify
    real_update = type(passwords._policy()).verify_and_update

    def verify(self, *given, **more):
        calls.append("verify")
        return real(self, *given, **more)

    def verify_and_update(self, *given, **more):
        calls.append("verify")
        return real_update(self, *given, **more)

    monkeypatch.setattr(type(passwords._policy()), "verify", verify)
    monkeypatch.setattr(type(passwords._policy()), "verify_and_update", verify_and_update)
    assert password_fits(known, "wrong horse") == (False, None)
    for_known, calls = len(calls), []
    assert password_fits(None, "wrong horse") == (False, None)
    assert for_known == len(calls) == 1
    parameters = passwords._nobodys_hash().split("$")[1:4]
    assert parameters == known.password_hash.split("$")[1:4]
