"""The people, tags and places whose names begin as a search has it, each on its tab and on All."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.search.addresses import ALL, PEOPLE, PLACES, POSTS, TAGS
from instaclone.search.asking import ask, names_in
from instaclone.search.namesakes import FEW, Namesakes, namesakes
from instaclone.settings import settings
from instaclone.tags.models import PopularTag
from tests import make
from tests.statements import counted


def _found(session: Session, text: str, tab: str, viewer: Viewer | None = None) -> Namesakes:
    return namesakes(session, viewer, names_in(ask(text, ("en",)).term), tab)


def _places(session: Session, text: str, tab: str) -> list[str]:
    return [place.name for place in _found(session, text, tab).places]


def test_the_first_few_places_of_their_tab_stand_on_the_tab_all(session: Session):
    for name, population in (("Lisb", 900), ("Lisbon", 500_000), ("Lisburn", 70_000)):
        make.town(session, name, population=population)
    make.town(session, "Lisbo Velho", population=50_000)
    make.town(session, "Porto", population=900_000)
    on_its_own = _places(session, "lisb", PLACES)
    assert on_its_own == ["Lisb", "Lisbon", "Lisburn", "Lisbo Velho"]
    assert _places(session, "lisb", ALL) == on_its_own[:FEW]
    assert _places(session, "place:lisb dog", ALL) == on_its_own[:FEW]


def test_the_name_of_a_thing_lists_on_all_only_places_called_so(session: Session):
    make.town(session, "Dogonbadan", population=90_000)
    assert _places(session, "dog", ALL) == []
    make.town(session, "Dog", population=20)
    assert _places(session, "dog", ALL) == ["Dog"]
    assert _places(session, "dog", PLACES) == ["Dog", "Dogonbadan"]
    assert _places(session, "place:dog cat", ALL) == ["Dog", "Dogonbadan"]


@pytest.mark.parametrize("tab", [ALL, POSTS, PEOPLE, TAGS, PLACES])
def test_a_tab_holds_what_is_of_its_kind(session: Session, tab: str):
    make.user(session, "harbourman")
    make.town(session, "Harbour Grace")
    session.add(PopularTag(tag="harbour", people_count=3, post_count=4))
    session.flush()
    found = _found(session, "harb", tab)
    assert bool(found.people) is (tab in (ALL, PEOPLE))
    assert bool(found.tags) is (tab in (ALL, TAGS))
    assert bool(found.places) is (tab in (ALL, PLACES))


def test_guests_of_a_private_community_learn_of_no_place_by_its_name(session: Session):
    make.town(session, "Lisbon")
    with settings_module.using(replace(settings(), private_community=True)):
        assert _places(session, "lisb", ALL) == []


def test_the_tab_all_costs_the_same_however_many_bear_the_name(session: Session):
    ana = make.user(session)

    def add(number: int) -> None:
        make.user(session, f"harbour_{number}")
        make.town(session, f"Harbour {number}")
        post = make.own_place(session, make.post(session, ana), f"Harbour bar {number}")
        make.tag(session, post, f"harbour{number}")
        session.flush()

    add(0)
    _found(session, "harb", ALL, ana)
    with counted(session) as few:
        assert len(_found(session, "harb", ALL, ana).places) == 2
    for number in range(1, 30):
        add(number)
    with counted(session) as many:
        found = _found(session, "harb", ALL, ana)
    assert len(many) <= len(few)
    assert [len(each) for each in (found.people, found.tags, found.places)] == [FEW] * 3
