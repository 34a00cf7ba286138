"""How many posts a search would find is said while it is built, at a bounded cost."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.posts import indexing
from instaclone.posts.models import ONLY_ME
from instaclone.search import counting, finding
from instaclone.search.counting import about, count_in_words
from instaclone.settings import settings
from tests import make
from tests.statements import counted


def _said(session: Session, text: str, viewer: Viewer | None = None) -> str:
    return count_in_words(session, viewer, text, ("en",))


def _dogs(session: Session, author: Viewer, number: int) -> None:
    for _ in range(number):
        indexing.index(session, make.post(session, author, labels={"dog": 1}))
    session.commit()


def test_as_many_are_counted_as_one_may_find(session: Session):
    ana, ben = make.user(session), make.user(session)
    _dogs(session, ana, 2)
    secret = make.post(session, ana, labels={"dog": 3})
    secret.visibility = ONLY_ME
    indexing.index(session, secret)
    session.commit()
    assert _said(session, "dog", ana) == "About 3 posts"
    assert _said(session, "dog", ben) == _said(session, "dog") == "About 2 posts"
    assert _said(session, "dog>=3", ben) == "No posts match yet"
    assert _said(session, "dog>=3", ana) == "About 1 post"


def test_nothing_is_counted_where_nothing_is_asked_for_or_may_be_known(session: Session):
    _dogs(session, make.user(session), 1)
    assert _said(session, " ") == _said(session, "-") == ""
    with settings_module.using(replace(settings(), private_community=True)):
        assert _said(session, "dog") == ""


def test_counting_ends_where_the_number_is_large_enough(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(counting, "COUNTED", 3)
    ana = make.user(session)
    _dogs(session, ana, 3)
    with counted(session) as few:
        assert _said(session, "dog") == "About 3 posts"
    _dogs(session, ana, 3)
    with counted(session) as many:
        assert _said(session, "dog") == "More than 3 posts"
    assert len(many) == len(few)


def test_what_was_not_looked_at_is_not_said_to_be_none(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(finding, "WINDOWS", (2,))
    _dogs(session, make.user(session), 5)
    assert _said(session, "-dog") == "None of the newest posts"
    assert _said(session, "-cat") == "2 posts or more"


@pytest.mark.parametrize(
    ("number", "is_all", "said"),
    [
        (0, True, "No posts match yet"),
        (1, True, "About 1 post"),
        (100, True, "About 100 posts"),
        (0, False, "None of the newest posts"),
        (7, False, "7 posts or more"),
        (100, False, "More than 100 posts"),
    ],
)
def test_a_number_is_said_as_surely_as_it_is_known(number: int, is_all: bool, said: str):
    assert about(number, is_all) == said
