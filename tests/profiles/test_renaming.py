"""A new username, and what becomes of the old one."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.signing_up import NewAccount
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Conflict, Invalid, TooMany
from instaclone.profiles import blocking, renaming
from instaclone.profiles.joining import join
from instaclone.profiles.models import FormerUsername
from tests import make, people


def _account(username: str) -> NewAccount:
    return NewAccount(username, f"{username}@elsewhere.example", "!")


def test_the_old_name_leads_to_the_new_one(session: Session):
    cast = people.cast(session)
    assert renaming.rename(session, cast.ana, " Anna ") == "anna"
    assert renaming.person_of_former(session, None, "ANA") == "anna"
    blocking.block(session, cast.ben, "anna")
    assert renaming.person_of_former(session, cast.ben, "ana") is None


def test_nobody_else_may_take_a_name_that_was_given_up_lately(session: Session):
    cast = people.cast(session)
    renaming.rename(session, cast.ana, "anna")
    for taken in ("ana", "anna"):
        with pytest.raises(Conflict), session.begin_nested():
            renaming.rename(session, cast.ben, taken)
        with pytest.raises(Conflict), session.begin_nested():
            join(session, _account(taken))
    session.execute(update(FormerUsername).values(ends_at=clock.now() - timedelta(seconds=1)))
    assert renaming.person_of_former(session, None, "ana") is None
    assert renaming.rename(session, cast.ben, "ana") == "ana"
    renaming.prune(session)
    assert [row.username for row in session.exec(select(FormerUsername))] == ["ben"]


def test_one_may_go_back_and_not_on_for_ever(session: Session):
    cast = people.cast(session)
    for name in ("ana2", "ana3", "ana", "ana2", "ana3", "ana3"):
        assert renaming.rename(session, cast.ana, name) == name
    with pytest.raises(TooMany) as refusal:
        renaming.rename(session, cast.ana, "ana4")
    assert refusal.value.retry_after > 29 * 86400


@pytest.mark.parametrize("name", ["", "a", "admin", "a b", "anä", "photo.jpg"])
def test_a_name_keeps_the_rules(session: Session, name: str):
    cast = people.cast(session)
    with pytest.raises(Invalid):
        renaming.rename(session, cast.ana, name)


def test_of_many_who_want_a_name_while_it_is_given_up_nobody_gets_it(database):
    ana = transact(make.user, "ana")
    rivals = [transact(make.user) for _ in range(8)]
    together = threading.Barrier(len(rivals) + 1, timeout=20)

    def want(viewer: Viewer, name: str) -> None:
        together.wait()
        try:
            transact(renaming.rename, viewer, name)
        except AppError:
            refused.append(name)

    refused: list[str] = []
    threads = [threading.Thread(target=want, args=(rival, "ana")) for rival in rivals]
    threads.append(threading.Thread(target=want, args=(ana, "anna")))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert refused == ["ana"] * len(rivals)
    names = set(read(lambda session: list(session.exec(select(User.username)))))
    assert "anna" in names
    assert "ana" not in names
