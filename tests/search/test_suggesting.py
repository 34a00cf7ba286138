"""What is suggested while somebody types, and to whom."""

from dataclasses import replace

from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.accounts.viewer import Viewer
from instaclone.objects.models import PopularObject
from instaclone.search import remembering, saving
from instaclone.search.asking import Names, ask, names_in
from instaclone.search.models import SavedSearch
from instaclone.search.suggesting import MOST, suggest
from instaclone.settings import settings
from instaclone.tags.models import PopularTag
from tests import make
from tests.statements import counted


def _texts(session: Session, text: str, viewer: Viewer | None = None, *languages: str):
    return [each.text for each in suggest(session, viewer, text, languages or ("en",))]


def test_an_object_is_suggested_by_any_word_for_it_with_how_many_posts_show_one(session: Session):
    session.add(PopularObject(label="dog", post_count=12))
    session.flush()
    (first, *_) = suggest(session, None, "big AND do", ("en",))
    assert (first.title, first.said, first.text) == ("dog", "Object, 12 posts", "big AND dog")
    assert _texts(session, "a traffic li")[0] == "a traffic light"
    assert _texts(session, "big ball")[0] == "big sports ball"
    assert _texts(session, "Hun", None, "de", "en")[0] == "Hund"
    assert _texts(session, "cat -do")[0] == "cat -dog"


def test_what_follows_an_operator_is_suggested_in_its_place(session: Session):
    ana = make.user(session, "ana")
    make.town(session, "Lisbon", "Lisbon", "Portugal")
    assert _texts(session, "dog has:v") == ["dog has:video"]
    assert "place:Lisbon" in _texts(session, "place:lisb")
    assert "dog near:Lisbon" in _texts(session, "dog near:lisb")
    assert _texts(session, "from:an") == ["@ana"]
    assert _texts(session, "from:m", ana) == ["from:me"]
    (operator, *_) = suggest(session, None, "bef", ("en",))
    assert (operator.text, operator.continues) == ("before:", True)


def test_of_places_with_one_name_the_likeliest_is_suggested(session: Session):
    make.town(session, "Lisbon", "Maine", "United States", population=9_000)
    make.town(session, "Lisbon", "Lisbon", "Portugal", population=500_000)
    (only,) = suggest(session, None, "near:lisb", ("en",))
    assert (only.text, only.said) == ("near:Lisbon", "Portugal")


def test_a_lone_name_leads_to_the_person_and_another_stays_in_the_search(session: Session):
    make.user(session, "harbourman")
    session.add(PopularTag(tag="harbour", people_count=3, post_count=4))
    session.flush()
    alone = suggest(session, None, "harb", ("en",))
    assert [(each.kind, each.href, each.text) for each in alone] == [
        ("person", "/harbourman", "@harbourman"),
        ("tag", "", "#harbour"),
    ]
    assert _texts(session, "dog harb") == ["dog @harbourman", "dog #harbour"]
    assert _texts(session, "dog #harb") == ["dog #harbour"]


def test_a_phrase_is_suggested_as_the_search_it_is_and_a_slip_as_what_was_meant(session: Session):
    (first, *_) = suggest(session, None, "two dogs and no person", ("en",))
    assert (first.kind, first.text) == ("phrase", "dog>=2 -person")
    assert first.title == "Posts with two or more dogs and no person"
    (only,) = suggest(session, None, "cat dgo", ("en",))
    assert (only.said, only.text) == ("Did you mean this?", "cat dog")


def test_only_ones_own_searches_are_suggested_again(session: Session):
    ana, ben = make.user(session), make.user(session)
    remembering.remember(session, ana, "xylophone at night")
    saving.save(session, ana, "xylo -dog")
    assert _texts(session, "XYL", ana) == ["xylo -dog", "xylophone at night"]
    assert _texts(session, "xyl", ben) == []
    assert _texts(session, "xyl") == []


def test_a_saved_search_is_suggested_by_its_name_as_what_it_asks_for(session: Session):
    ana = make.user(session)
    saving.save(session, ana, "dog>=2 #zoo")
    saving.rename(session, ana, saving.saved(session, ana)[0].id, "Xylo dogs")
    (only,) = suggest(session, ana, "xyl", ("en",))
    assert (only.title, only.text) == ("Xylo dogs", "dog>=2 #zoo")
    assert only.said == "Saved search, dog>=2 #zoo"
    assert _texts(session, "dog>=2 #z", ana)[0] == "dog>=2 #zoo"


def test_nothing_is_suggested_for_nothing_nor_to_guests_of_a_private_community(session: Session):
    assert _texts(session, "  ") == []
    assert _texts(session, "do")
    with settings_module.using(replace(settings(), private_community=True)):
        assert _texts(session, "do") == []


def test_suggestions_are_few_and_cost_the_same_however_many_fit(session: Session):
    ana = make.user(session)
    _texts(session, "ca", ana)
    with counted(session) as few:
        _texts(session, "ca", ana)
    for number in range(20):
        make.user(session, f"cat_{number}")
        session.add(PopularTag(tag=f"cat{number}", people_count=1, post_count=1))
        remembering.remember(session, ana, f"cat {number}")
        query = f"cab {number}"
        session.add(SavedSearch(user_id=ana.id, query=query, folded=query, name=f"Cake {number}"))
    session.flush()
    with counted(session) as many:
        found = _texts(session, "ca", ana)
    assert len(found) == MOST
    assert len(many) <= len(few) + 1  # the avatars of whom was found
    assert len(many) <= 16


def test_names_in_a_search_are_told_from_what_it_rules_out():
    def found(text: str) -> Names:
        return names_in(ask(text, ("en",)).term)

    assert found("ana -dog") == Names("ana", "ana", "ana")
    assert found("@ana #beach place:Lisbon") == Names("ana", "beach", "lisbon")
    assert found("dog>=2") == Names()
    assert found("") == Names()
