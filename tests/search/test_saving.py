"""Saved searches are the viewer's own, each once and by a name of its own, no more than fifty."""

import pytest
from sqlmodel import Session, select

from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.search import saving
from instaclone.search.models import LONGEST_NAME, SavedSearch
from tests import make


def test_a_search_is_saved_once_and_found_again_in_other_letters(session: Session):
    ana = make.user(session)
    saving.save(session, ana, " Dog>=2   #beach", notifies=True)
    saving.save(session, ana, "dog>=2 #Beach")
    (card,) = saving.saved(session, ana)
    assert (card.query, card.notifies) == ("Dog>=2 #beach", True)
    assert saving.saved_as(session, ana, "DOG>=2 #beach") == card
    assert saving.saved_as(session, ana, "dog>=3 #beach") is None


def test_nothing_cannot_be_saved_nor_more_than_fifty(session: Session):
    ana = make.user(session)
    with pytest.raises(Invalid, match="Search for something first"):
        saving.save(session, ana, "  ")
    for number in range(saving.MOST):
        saving.save(session, ana, f"dog {number}")
    with pytest.raises(Invalid, match="There may be 50 saved searches"):
        saving.save(session, ana, "cat")
    saving.save(session, ana, "dog 7")
    assert len(saving.saved(session, ana)) == saving.MOST


def test_the_bell_begins_with_what_comes_from_now_on(session: Session):
    ana = make.user(session)
    first = make.post(session)
    saving.save(session, ana, "dog", languages=["de", "en", "fr", "it"])
    row = session.exec(select(SavedSearch)).one()
    assert row.id
    assert (row.seen_key, row.languages) == (first.sort_key, "de en fr")
    second = make.post(session)
    saving.set_notifies(session, ana, row.id, True)
    assert row.notifies
    assert row.seen_key == second.sort_key
    saving.set_notifies(session, ana, row.id, False)
    assert not row.notifies


def test_nobody_changes_what_somebody_else_saved(session: Session):
    ana, ben = make.user(session), make.user(session)
    saving.save(session, ana, "dog")
    (card,) = saving.saved(session, ana)
    saving.set_notifies(session, ben, card.id, True)
    saving.unsave(session, ben, card.id)
    with pytest.raises(NotFound, match="not saved any more"):
        saving.rename(session, ben, card.id, "Mine")
    assert saving.saved(session, ben) == []
    assert saving.saved_as(session, ben, "dog") is None
    assert saving.saved(session, ana) == [card]
    saving.unsave(session, ana, card.id)
    assert saving.saved(session, ana) == []


def test_a_search_is_called_as_its_owner_says_until_they_take_the_name_away(session: Session):
    ana = make.user(session)
    saving.save(session, ana, "dog>=2 #beach")
    (card,) = saving.saved(session, ana)
    assert card.title == card.query == "dog>=2 #beach"
    saving.rename(session, ana, card.id, "  Dogs \n at the sea \u202e🐕 ")
    (named,) = saving.saved(session, ana)
    assert (named.title, named.query) == ("Dogs at the sea 🐕", "dog>=2 #beach")
    assert named.href == card.href
    assert saving.saved_as(session, ana, "DOG>=2 #beach") == named
    for plain in ("dog>=2 #beach", "x", ""):
        saving.rename(session, ana, card.id, plain)
    assert saving.saved(session, ana) == [card]


def test_a_search_that_reads_like_the_name_of_another_is_not_saved_beside_it(session: Session):
    ana = make.user(session)
    saving.save(session, ana, "dog>=2")
    (card,) = saving.saved(session, ana)
    saving.rename(session, ana, card.id, "Bird")
    with pytest.raises(Conflict, match=r"called “bird” already\. Rename that one first"):
        saving.save(session, ana, "bird")
    saving.rename(session, ana, card.id, "")
    saving.save(session, ana, "bird")
    assert [each.title for each in saving.saved(session, ana)] == ["bird", "dog>=2"]


@pytest.mark.parametrize(
    ("name", "refusal", "sentence"),
    [
        ("n" * (LONGEST_NAME + 3), Invalid, "may have 50 characters; this one has 53"),
        ("\u200d\ufe0f", Invalid, "Nobody could see this name"),
        ("BIRDS", Conflict, "Another saved search is called “BIRDS” already"),
        ("#Sky", Conflict, "Another saved search is called “#Sky” already"),
    ],
)
def test_a_bad_name_is_refused_with_what_is_wrong(
    session: Session, name: str, refusal: type[Exception], sentence: str
):
    ana, ben = make.user(session), make.user(session)
    for query in ("dog", "bird", "#sky"):
        saving.save(session, ana, query)
    saving.save(session, ben, "bird")
    sky, bird, dog = saving.saved(session, ana)
    saving.rename(session, ana, bird.id, "Birds")
    saving.rename(session, ana, dog.id, "n" * LONGEST_NAME)
    with pytest.raises(refusal, match=sentence):
        saving.rename(session, ana, dog.id, name)
    assert [each.title for each in saving.saved(session, ana)] == [
        sky.query, "Birds", "n" * LONGEST_NAME
    ]  # fmt: skip
    saving.rename(session, ben, saving.saved(session, ben)[0].id, "Birds")
