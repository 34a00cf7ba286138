"""Making accounts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import select

from instaclone import settings as settings_module
from instaclone.accounts.models import User
from instaclone.accounts.signing_up import NewAccount, check, prepare, sign_up
from instaclone.db.session import read, transact
from instaclone.errors import Conflict, Invalid, NotAllowed
from instaclone.profiles.joining import join
from instaclone.profiles.models import Profile

GOOD = ("Ana", "Ana@Example.org", "correct horse", "correct horse")


def account(username: str = "ana", email: str = "ana@example.org") -> NewAccount:
    return NewAccount(username, email, "!")


def test_prepared_accounts_are_folded_and_hashed():
    made = prepare(*GOOD)
    assert (made.username, made.email) == ("ana", "ana@example.org")
    assert made.password_hash.startswith("$argon2id$")
    assert made.password_hash not in repr(made)


def test_the_two_passwords_must_be_the_same():
    with pytest.raises(Invalid) as refused:
        check("ana", "ana@example.org", "correct horse", "correct house")
    assert refused.value.field == "confirm_password"


def test_a_closed_site_takes_nobody(database):
    with (
        settings_module.using(replace(database, registration="closed")),
        pytest.raises(NotAllowed, match="takes no new accounts"),
    ):
        check(*GOOD)


def test_a_person_gets_an_account_and_a_profile(session):
    user_id = join(session, account())
    user = session.get(User, user_id)
    assert user
    assert user.username == "ana"
    assert session.get(Profile, user_id)


@pytest.mark.parametrize(
    ("second", "field"),
    [
        (account(email="other@example.org"), "username"),
        (account(username="other"), "email"),
        (account(), "username"),
    ],
)
def test_a_taken_name_or_address_is_refused_by_field(session, second, field):
    sign_up(session, account())
    with pytest.raises(Conflict) as refused:
        sign_up(session, second)
    assert refused.value.field == field
    assert sign_up(session, account("third", "third@example.org"))


def test_of_two_who_want_one_name_at_once_one_gets_it(database):
    def attempt(number: int) -> bool:
        try:
            return bool(transact(join, account(email=f"ana{number}@example.org")))
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert len(read(lambda session: session.exec(select(Profile)).all())) == 1
