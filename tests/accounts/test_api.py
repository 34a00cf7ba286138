"""Logging in, signing up and out over HTTP, as browsers and programs do it."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from passlib.context import CryptContext
from sqlmodel import select

from instaclone import clock
from instaclone import settings as settings_module
from instaclone.accounts import api as accounts_api
from instaclone.accounts import throttling
from instaclone.accounts.api import read_notice, safe_next
from instaclone.accounts.models import FailedAttempt, SignIn, User
from instaclone.accounts.passwords import hash_password
from instaclone.accounts.signing_in import MISMATCH, sign_in, token_in, viewer_of_token
from instaclone.api.app import api
from instaclone.db.session import read, transact
from instaclone.edge import Edge
from instaclone.errors import Unavailable
from instaclone.profiles.models import Profile
from tests import make
from tests.asking import ask

ORIGIN = {"origin": "http://localhost:3000"}
JSON = {**ORIGIN, "accept": "application/json"}
ANA = {
    "username": "Ana",
    "email": "Ana@example.org",
    "password": "correct horse",
    "confirm_password": "correct horse",
}
LOGIN = {"login": "ana", "password": "correct horse"}


@pytest.fixture
def edge(tmp_path):
    return Edge(api, tmp_path / "no-build")


@pytest.fixture
def ana(database):
    """Ana, whose password is known."""
    viewer = transact(make.user, "ana")

    def give_password(session):
        session.get(User, viewer.id).password_hash = hash_password("correct horse")

    transact(give_password)
    return viewer


def post(edge, path, data, headers=ORIGIN, **more):
    return ask(edge, "POST", path, data=data, headers=headers, **more)


def token_of(answer) -> str:
    token = token_in(answer.headers["set-cookie"].replace(";", "; "))
    assert token
    return token


def notice_of(answer, page):
    assert answer.status_code == 303
    location = urlsplit(answer.headers["location"])
    assert location.path == page
    assert not location.netloc
    notice = read_notice(parse_qs(location.query)["e"][0])
    assert notice
    return notice


def test_signing_up_makes_account_and_profile_and_logs_in(edge, database):
    answer = post(edge, "/auth/signup", ANA)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    viewer = read(viewer_of_token, token_of(answer))
    assert viewer
    assert viewer.username == "ana"
    assert read(lambda session: session.get(Profile, viewer.id))
    row = read(lambda session: session.exec(select(User)).one())
    assert row.email == "ana@example.org"
    assert row.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize("login", ["ana", "ANA ", "ana@example.org"])
def test_logging_in_by_name_or_address(edge, ana, login):
    answer = post(edge, "/auth/login", {**LOGIN, "login": login})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert read(viewer_of_token, token_of(answer)) == ana


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(edge, ana):
    parts = post(edge, "/auth/login", LOGIN).headers["set-cookie"].split("; ")
    assert parts[0].startswith("sid=")
    assert set(parts[1:]) == {"HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax"}


def test_over_tls_the_cookie_is_secure(edge, ana, database):
    headers = {"host": "photos.example", "origin": "https://photos.example"}
    with settings_module.using(replace(database, public_url="https://photos.example")):
        answer = post(edge, "/auth/login", LOGIN, headers)
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_every_log_in_has_a_new_token_and_ends_the_old_one(edge, ana):
    first = token_of(post(edge, "/auth/login", LOGIN))
    second = token_of(post(edge, "/auth/login", LOGIN, {**ORIGIN, "cookie": f"sid={first}"}))
    assert first != second
    assert read(viewer_of_token, first) is None
    assert read(viewer_of_token, second) == ana


def test_the_sign_in_remembers_browser_and_address(edge, ana):
    post(edge, "/auth/login", LOGIN, {**ORIGIN, "user-agent": "Browser 1"})
    row = read(lambda session: session.exec(select(SignIn)).one())
    assert (row.user_agent, row.address) == ("Browser 1", "203.0.113.5")


@pytest.mark.parametrize("login", ["ana", "nobody"])
def test_unknown_user_and_wrong_password_get_the_same_sentence(edge, ana, login):
    answer = post(edge, "/auth/login", {"login": login, "password": "wrong horse"})
    notice = notice_of(answer, "/login")
    assert (notice.sentence, notice.field, notice.login) == (MISMATCH, "", login)
    assert "set-cookie" not in answer.headers


def test_a_program_gets_json_and_the_status(edge, ana):
    wrong = post(edge, "/auth/login", {**LOGIN, "password": "wrong horse"}, JSON)
    assert (wrong.status_code, wrong.json()) == (401, {"error": MISMATCH})
    right = post(edge, "/auth/login", LOGIN, JSON)
    assert (right.status_code, right.json()) == (200, {"username": "ana"})
    assert token_of(right)


def test_an_outdated_hash_is_renewed_at_the_log_in(edge, ana):
    old = CryptContext(["argon2"], argon2__memory_cost=8192, argon2__time_cost=1)

    def age(session):
        session.get(User, ana.id).password_hash = old.hash("correct horse")

    transact(age)
    post(edge, "/auth/login", LOGIN)
    row = read(lambda session: session.get(User, ana.id))
    assert row
    assert "m=19456,t=2" in row.password_hash


def test_a_suspended_person_stays_outside(edge, ana):
    def suspend(session):
        session.get(User, ana.id).suspended_at = clock.now()

    transact(suspend)
    assert "suspended" in notice_of(post(edge, "/auth/login", LOGIN), "/login").sentence
    # Who does not know the password learns nothing about the account.
    wrong = post(edge, "/auth/login", {**LOGIN, "password": "wrong horse"})
    assert notice_of(wrong, "/login").sentence == MISMATCH


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "a"}, "username"),
        ({"username": "explore"}, "username"),
        ({"email": "nowhere"}, "email"),
        ({"password": "short", "confirm_password": "short"}, "password"),
        ({"confirm_password": "correct house"}, "confirm_password"),
    ],
)
def test_a_broken_rule_names_its_field_and_what_was_typed_stays(edge, database, change, field):
    answer = post(edge, "/auth/signup", ANA | change)
    notice = notice_of(answer, "/signup")
    typed = ANA | change
    assert notice.field == field
    assert (notice.username, notice.email) == (typed["username"], typed["email"])
    assert "horse" not in answer.headers["location"]
    program = post(edge, "/auth/signup", ANA | change, JSON)
    assert (program.status_code, program.json()["field"]) == (422, field)


def test_the_password_is_never_in_the_notice(edge, ana):
    answer = post(edge, "/auth/login", {"login": "ana", "password": "my secret words"})
    assert "secret" not in repr(notice_of(answer, "/login"))


def test_a_taken_name_is_said(edge, ana):
    assert notice_of(post(edge, "/auth/signup", ANA), "/signup").field == "username"
    program = post(edge, "/auth/signup", ANA | {"username": "other"}, JSON)
    assert (program.status_code, program.json()["field"]) == (409, "email")


def test_empty_forms_are_answered_in_sentences(edge, database):
    assert notice_of(post(edge, "/auth/login", {}), "/login").field == "login"
    assert notice_of(post(edge, "/auth/login", {"login": "ana"}), "/login").field == "password"
    assert notice_of(post(edge, "/auth/signup", {}), "/signup").field == "username"


def test_a_closed_site_says_so(edge, database):
    with settings_module.using(replace(database, registration="closed")):
        answer = post(edge, "/auth/signup", ANA, JSON)
    assert answer.status_code == 403
    assert "takes no new accounts" in answer.json()["error"]


def test_the_eleventh_try_has_to_wait_and_then_not_even_the_right_password_helps(edge, ana):
    for _ in range(throttling.PER_ACCOUNT):
        post(edge, "/auth/login", {**LOGIN, "password": "wrong horse"})
    answer = post(edge, "/auth/login", LOGIN, JSON)
    assert answer.status_code == 429
    assert answer.json() == {"error": "Too many attempts. Try again in 15 minutes."}
    assert int(answer.headers["retry-after"]) > 800
    # The name and the address are one account.
    again = post(edge, "/auth/login", {**LOGIN, "login": "ana@example.org"})
    assert "Too many attempts" in notice_of(again, "/login").sentence


def test_too_many_tries_cost_no_hashing(edge, ana, monkeypatch):
    monkeypatch.setattr(throttling, "PER_ACCOUNT", 1)
    post(edge, "/auth/login", {**LOGIN, "password": "wrong horse"})
    monkeypatch.setattr(accounts_api, "in_line", lambda _call: pytest.fail("hashed"))
    assert post(edge, "/auth/login", LOGIN, JSON).status_code == 429


def test_getting_in_clears_the_failures_of_the_account(edge, ana):
    for _ in range(3):
        post(edge, "/auth/login", {**LOGIN, "password": "wrong horse"})
    post(edge, "/auth/login", LOGIN)
    left = read(lambda session: session.exec(select(FailedAttempt.subject)).all())
    assert left == ["login:from:203.0.113.5"] * 3


def test_a_try_that_was_never_made_does_not_count(edge, ana, monkeypatch):
    def busy(_call):
        raise Unavailable("Too many people are logging in right now.")

    monkeypatch.setattr(accounts_api, "in_line", busy)
    assert post(edge, "/auth/login", LOGIN, JSON).status_code == 503
    assert read(lambda session: session.exec(select(FailedAttempt)).all()) == []


def test_sign_ups_of_one_address_are_limited(edge, database, monkeypatch):
    monkeypatch.setattr(throttling, "SIGN_UPS_PER_ADDRESS", 1)
    assert post(edge, "/auth/signup", ANA, JSON).status_code == 201
    other = ANA | {"username": "ben", "email": "ben@example.org"}
    assert post(edge, "/auth/signup", other, JSON).status_code == 429
    assert post(edge, "/auth/signup", other, JSON, address="203.0.113.6").status_code == 201


def test_logging_out_ends_the_browser_and_takes_the_cookie(edge, ana):
    token = transact(sign_in, ana.id)
    answer = post(edge, "/auth/logout", {}, {**ORIGIN, "cookie": f"sid={token}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert 'sid=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert read(viewer_of_token, token) is None
    assert post(edge, "/auth/logout", {}).status_code == 303


@pytest.mark.parametrize("path", ["/auth/login", "/auth/signup", "/auth/logout"])
def test_other_sites_cannot_post_these_forms(edge, path):
    answer = post(edge, path, LOGIN, {"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert ask(edge, "GET", path).status_code == 405


def test_who_wanted_a_page_gets_there(edge, ana):
    answer = post(edge, "/auth/login", {**LOGIN, "next": "/p/abc?show=1"})
    assert answer.headers["location"] == "/p/abc?show=1"
    refused = post(edge, "/auth/login", {"login": "ana", "next": "/create"})
    assert parse_qs(urlsplit(refused.headers["location"]).query)["next"] == ["/create"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/a\r\nSet-Cookie: sid=x",
        "/a\\b",
        "/auth/logout",
        "/" + "x" * 600,
    ],
)
def test_nobody_is_led_elsewhere(edge, ana, elsewhere):
    assert safe_next(elsewhere) == "/"
    assert post(edge, "/auth/login", {**LOGIN, "next": elsewhere}).headers["location"] == "/"
