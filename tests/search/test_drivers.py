"""What it costs to choose the index that leads a search: no more however much is asked for."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session

from instaclone.profiles import indexing as profiles
from instaclone.search import drivers, resolving, terms
from instaclone.search.terms import Term, Words
from instaclone.search.ways import Way
from tests import make
from tests.statements import counted

LETTERS = "abcdefghijklmnopqrstu"


def _choice(session: Session, term: Term) -> tuple[Way | None, int]:
    """The way in which a member's search is led, and how many statements it took to know."""
    search = resolving.resolve(session, make.user(session), term)
    with counted(session) as sent:
        way = drivers.way_of(session, search, term)
    return way, len(sent)


def _either(words: Sequence[str]) -> Term:
    return terms.Either(tuple(Words((word,)) for word in words))


@pytest.mark.parametrize("number", [3, 21])
def test_words_that_many_are_called_are_not_asked_for_one_by_one_to_the_end(
    session: Session, monkeypatch: pytest.MonkeyPatch, number: int
):
    monkeypatch.setattr(drivers, "PEOPLE", 0)
    words = [letter * 3 for letter in LETTERS[:number]]
    ana = make.user(session)
    make.display_name(session, ana, words[0])
    profiles.index(session, ana.id)
    session.commit()  # MariaDB's full text knows what is committed
    way, cost = _choice(session, _either(words))
    assert way is None
    # All words at once, then the first alone where they are few; MariaDB asks what is common.
    asked = 2 if number <= drivers.NAMES else 1
    on_mariadb = session.get_bind().dialect.name != "sqlite"
    assert cost == asked * (1 + on_mariadb)
