"""Transactions: what follows a commit, and what happens when two want the same rows."""

import threading

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.db.dialect import add_once, change_if
from instaclone.db.session import after_commit, read, transact
from instaclone.errors import Invalid
from instaclone.settings import Settings
from tests import make


def test_a_failure_after_the_commit_neither_undoes_nor_hides_it(database: Settings):
    done: list[str] = []

    def act(session: Session) -> str:
        make.user(session, "ana")
        after_commit(session, lambda: 1 / 0)
        after_commit(session, lambda: done.append("second"))
        return "committed"

    assert transact(act) == "committed"
    assert done == ["second"]
    assert read(lambda session: session.exec(select(User.username)).all()) == ["ana"]


def test_half_a_character_is_refused_and_not_a_failure(database: Settings):
    def find(session: Session, name: str) -> object:
        return session.exec(select(User).where(User.username == name)).first()

    for run in (read, transact):
        with pytest.raises(Invalid, match="cannot be kept"):
            run(find, "half \ud800")
    assert read(find, "a whole 😀") is None


def test_what_should_follow_a_commit_dies_with_a_rollback(database: Settings):
    done: list[str] = []

    def act(session: Session) -> None:
        after_commit(session, lambda: done.append("followed"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transact(act)
    assert not done


def test_the_victim_of_a_deadlock_runs_again(database: Settings):
    def make_two(session: Session) -> list[int]:
        return [make.user(session).id, make.user(session).id]

    one, two = transact(make_two)
    both_hold_one = threading.Barrier(2, timeout=10)
    runs: list[int] = []

    def act(session: Session, first: int, second: int) -> None:
        runs.append(first)
        for number, user_id in enumerate((first, second)):
            session.execute(
                update(User).where(col(User.id) == user_id).values(password_hash=str(first))
            )
            if number == 0 and len(runs) <= 2 and not database.database_url.startswith("sqlite"):
                both_hold_one.wait()

    threads = [
        threading.Thread(target=transact, args=(act, *order)) for order in ((one, two), (two, one))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    hashes = read(lambda session: session.exec(select(User.password_hash)).all())
    assert len(set(hashes)) == 1, "one of them wrote both rows last"
    if not database.database_url.startswith("sqlite"):
        assert len(runs) == 3


def test_a_row_is_new_once(session: Session):
    user = make.user(session, "ana")

    def again() -> User:
        return User(username="ana", email="other@example.org", password_hash="!")

    assert not add_once(session, again())
    assert session.get(User, user.id), "the refusal leaves the transaction alive"


def test_of_many_that_claim_a_row_one_wins(database: Settings):
    user_id = transact(lambda session: make.user(session).id)
    won: list[bool] = []

    def claim(name: str) -> None:
        won.append(
            transact(
                lambda session: change_if(
                    session, User, User.id == user_id, User.password_hash == "!", password_hash=name
                )
            )
        )

    threads = [threading.Thread(target=claim, args=(f"claimed by {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(won) == [False] * 7 + [True]
