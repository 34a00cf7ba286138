"""People are found by their username, and by any word of what they call themselves."""

from dataclasses import replace

from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.profiles import blocking, indexing, opting_out
from instaclone.profiles.searching import CANDIDATES, find_people, search_people
from instaclone.settings import settings
from tests import make


def _called(session: Session, username: str, name: str = "") -> Viewer:
    viewer = make.user(session, username)
    make.display_name(session, viewer, name)
    indexing.index(session, viewer.id)
    session.commit()  # the full text of MariaDB knows nothing before
    return viewer


def _names(session: Session, viewer: Viewer | None, words: str, limit: int = 10) -> list[str]:
    return [card.username for card in find_people(session, viewer, words, limit)]


def test_a_word_in_the_middle_of_a_name_finds_a_person(session: Session):
    ana = _called(session, "ana", "Ana María López")
    _called(session, "ben", "Ben López")
    _called(session, "lopez_maria")
    assert _names(session, None, "lopez") == ["lopez_maria", "ben", "ana"]
    assert _names(session, None, "María López") == ["lopez_maria", "ana"]
    assert _names(session, None, "ana lopez") == ["ana"]
    assert _names(session, None, "lop mar") == []
    assert _names(session, None, "lopez mar") == ["lopez_maria", "ana"]
    assert _names(session, ana, "@ben") == ["ben"]
    assert _names(session, ana, "  ") == []
    assert _names(session, ana, "lopez", limit=2) == ["lopez_maria", "ben"]


def test_who_is_followed_stands_first_and_who_is_blocked_nowhere(session: Session):
    ana, ben = _called(session, "ana"), _called(session, "ben", "Lake Ben")
    cleo = _called(session, "cleo", "Lake Cleo")
    make.follow(session, ana, cleo)
    assert _names(session, ana, "lake") == ["cleo", "ben"]
    blocking.block(session, ben, "ana")
    assert _names(session, ana, "lake ben") == []


def test_a_name_that_everybody_has_is_found_among_the_newest(session: Session):
    for number in range(30):
        _called(session, f"user_x{number}", "Maria Common")
    assert len(_names(session, None, "common maria")) == 10
    assert CANDIDATES >= 10


def test_a_guest_finds_nobody_in_a_private_community(session: Session):
    _called(session, "ana", "Ana Lake")
    with settings_module.using(replace(settings(), private_community=True)):
        assert _names(session, None, "lake") == []


def test_who_does_not_want_to_be_found_is_found_by_followers_and_by_the_whole_username(
    session: Session,
):
    ana, ben, cleo = (_called(session, name, "Same Name") for name in ("ana", "ben", "cleo"))
    make.follow(session, ben, ana)
    opting_out.set_unlisted(session, ana, True)
    for finder in (search_people, find_people):
        assert "ana" in [card.username for card in finder(session, ana, "same", 10)]
        assert "ana" in [card.username for card in finder(session, ben, "an", 10)]
        assert "ana" not in [card.username for card in finder(session, cleo, "same", 10)]
        assert "ana" not in [card.username for card in finder(session, cleo, "an", 10)]
    assert "ana" not in _names(session, None, "name")
    assert [card.username for card in search_people(session, cleo, "@ana", 5)] == ["ana"]
