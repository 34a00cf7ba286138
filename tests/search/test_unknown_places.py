"""A place in a search that nobody posts from is named, and one that is kept secret is, too."""

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.posts import indexing
from instaclone.posts.models import FOLLOWERS, Post
from instaclone.search import unknown_places as places
from instaclone.search.results import result_page
from instaclone.search.terms import All, At, Either, Has, Not, Objects, Term
from tests import make
from tests.statements import counted

LISBON = At(("lisbon",))


def _posted(session: Session, author: Viewer, place: str = "Lisbon Café") -> Post:
    post = make.own_place(session, make.post(session, author), place)
    indexing.index(session, post)
    session.flush()
    return post


def _notes(session: Session, term: Term, viewer: Viewer | None = None) -> tuple[str, ...]:
    return result_page(session, viewer, term).notes


def _unknown(name: str) -> str:
    return f"No post here is from a place called “{name}”."


@pytest.mark.parametrize(
    "asked",
    [
        At(("atlan", "tis")),
        Not(At(("atlan", "tis"))),
        All((Objects("dog"), At(("atlan", "tis")))),
        Either((At(("atlan", "tis")), LISBON, At(("cafe", "lisbon")), At(("atlan", "tis")))),
    ],
)
def test_a_place_that_no_post_is_from_is_named(session: Session, asked: Term):
    _posted(session, make.user(session))
    assert _notes(session, asked) == (_unknown("atlan tis"),)


def test_a_place_of_several_words_is_known_where_a_post_has_them_all(session: Session):
    ana = make.user(session)
    _posted(session, ana, "Lisbon")
    _posted(session, ana, "The café")
    assert _notes(session, At(("lisbon", "cafe"))) == (_unknown("lisbon cafe"),)
    _posted(session, ana, "Café of Lisbon")
    assert _notes(session, At(("lisbon", "cafe"))) == ()


def test_a_rare_word_tells_and_of_common_words_nothing_is_said(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    ana = make.user(session)
    for name in ("Lisbon, Portugal", "Porto, Portugal", "Porto, Portugal", "Porto, Alegre"):
        _posted(session, ana, name)
    monkeypatch.setattr(places, "FEW", 2)
    for name in (("lisbon", "portugal"), ("portugal", "lisbon"), ("porto", "portugal"), ("porto",)):
        assert _notes(session, At(name)) == ()
    assert _notes(session, At(("porto", "lisbon"))) == (_unknown("porto lisbon"),)


def test_a_place_of_ever_so_many_words_costs_nothing(session: Session):
    many = At(tuple(f"word{number}" for number in range(300)))
    with counted(session) as none:
        assert places.unknown_places(session, None, many) == ()
    assert none == []
    repeated = At(("lisbon",) * 300)
    assert places.unknown_places(session, None, repeated) == (_unknown(" ".join(repeated.tokens)),)


def test_a_country_is_a_place_too(session: Session):
    post = make.post(session)
    town = make.town(session, "Lisbon", "Lisbon", "Portugal")
    post.place, post.place_id = "Lisbon", town.id
    indexing.index(session, post)
    session.flush()
    assert _notes(session, At(("portugal",))) == ()


def test_a_place_that_is_for_others_is_as_unknown_as_none(session: Session):
    ana, ben, cleo = (make.user(session, name) for name in ("ana", "ben", "cleo"))
    make.follow(session, ben, ana)
    post = _posted(session, ana)
    post.visibility = FOLLOWERS
    session.flush()
    assert _notes(session, LISBON, ben) == ()
    assert _notes(session, LISBON, cleo) == (_unknown("lisbon"),)
    assert _notes(session, LISBON) == (_unknown("lisbon"),)
    post.is_unlisted = True
    session.flush()
    assert _notes(session, LISBON, ben) == (_unknown("lisbon"),)
    assert _notes(session, LISBON, ana) == ()
    post.deleted_at = clock.now()
    session.flush()
    assert _notes(session, LISBON, ana) == (_unknown("lisbon"),)


def test_it_costs_two_statements_and_none_where_enough_is_found(session: Session):
    ana = make.user(session)
    _posted(session, ana)
    asked = Either((LISBON, At(("atlantis",)), Not(Has("alt"))))
    with counted(session) as few:
        assert len(_notes(session, asked)) == 1
    with counted(session) as two:
        assert places.unknown_places(session, ana, asked) == (_unknown("atlantis"),)
    assert len(two) == 2
    _posted(session, ana)
    _posted(session, ana)
    with counted(session) as many:
        assert _notes(session, asked) == ()
    assert len(many) == len(few) - 2
    with counted(session) as none:
        assert places.unknown_places(session, ana, Objects("dog")) == ()
    assert none == []
