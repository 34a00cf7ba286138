"""Following tags: once each, up to a limit, whatever way the tag is written."""

import threading

import pytest
from sqlmodel import Session, col, func, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import Invalid
from instaclone.tags import following
from instaclone.tags.following import follow_tag, unfollow_tag
from instaclone.tags.models import TagFollow
from tests import make


def test_a_tag_is_followed_once_however_it_is_written(session: Session):
    ana = make.user(session)
    assert [follow_tag(session, ana, each) for each in ("#Dog", "dog", "ＤＯＧ")] == ["dog"] * 3
    assert _tags(session, ana) == ["dog"]
    unfollow_tag(session, ana, "DOG")
    unfollow_tag(session, ana, "never followed")
    assert _tags(session, ana) == []


@pytest.mark.parametrize("tag", ["", "#", "12", "two words", "../etc", "x" * 101, "#" * 9000])
def test_what_is_no_tag_cannot_be_followed(session: Session, tag: str):
    with pytest.raises(Invalid) as refused:
        follow_tag(session, make.user(session), tag)
    assert refused.value.field == "tag"


def test_there_is_a_most_and_what_is_followed_stays_followed(session: Session, monkeypatch):
    monkeypatch.setattr(following, "MOST", 2)
    ana = make.user(session)
    follow_tag(session, ana, "one")
    follow_tag(session, ana, "two")
    assert follow_tag(session, ana, "one") == "one"
    with pytest.raises(Invalid, match="Unfollow one"):
        follow_tag(session, ana, "three")


def test_many_tabs_at_once_do_not_pass_the_most(database, monkeypatch):
    monkeypatch.setattr(following, "MOST", 5)
    ana = transact(make.user)
    refused: list[Invalid] = []

    def follow(number: int) -> None:
        try:
            transact(follow_tag, ana, f"tag{number % 25}")
        except Invalid as error:
            refused.append(error)

    threads = [threading.Thread(target=follow, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count = select(func.count()).select_from(TagFollow).where(col(TagFollow.user_id) == ana.id)
    assert read(lambda session: session.exec(count).one()) == 5
    assert refused


def _tags(session: Session, viewer: Viewer) -> list[str]:
    return list(session.exec(select(TagFollow.tag).where(TagFollow.user_id == viewer.id)))
