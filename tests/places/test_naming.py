"""What a place is called, and which one an author means."""

import pytest
from sqlmodel import Session, col, select

from instaclone.errors import Invalid
from instaclone.places.models import Place
from instaclone.places.naming import LABEL_LENGTH, OWN_FROM, fold, label_of, place_for
from tests import make


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Köln", "koln"),
        ("KÖLN", "koln"),
        ("Saint-Denis", "saint denis"),
        ("L'Aquila", "laquila"),
        ("Łódź", "lodz"),
        ("Ærøskøbing", "aeroskobing"),
        ("İstanbul", "istanbul"),
        ("Straße 7", "strasse 7"),
        ("がっこう", "がっこう"),
        ("Αθήνα", "αθηνα"),
        ("100 % fun_park", "100 fun park"),
        ("🌲🌲", "🌲🌲"),
    ],
)
def test_names_are_compared_without_accents_case_and_signs(name: str, folded: str):
    assert fold(name) == folded


def test_a_town_is_called_by_its_label_and_never_says_anything_twice(session: Session):
    texan = make.town(session, "Paris", "Texas", "United States")
    assert label_of(texan) == "Paris, Texas, United States"
    assert label_of(make.town(session, "Vienna", "Vienna", "Austria")) == "Vienna, Austria"
    assert label_of(make.town(session, "Singapore", "", "Singapore")) == "Singapore"
    long = make.town(session, "Llan" + "fair" * 10, "n" * 40, "United Kingdom")
    assert label_of(long) == f"{long.name}, United Kingdom"
    assert len(label_of(make.town(session, "x" * 120, "n" * 40, "y" * 60))) == LABEL_LENGTH
    assert place_for(session, texan.id, "Somewhere else") == (label_of(texan), texan.id)


def test_the_same_words_are_one_place_however_they_are_written(session: Session):
    label, place_id = place_for(session, None, "Grandma's garden")
    assert label == "Grandma's garden"
    assert place_id is not None
    assert place_id >= OWN_FROM
    assert place_for(session, None, "grandma’s GARDEN") == ("grandma’s GARDEN", place_id)
    assert len(session.exec(select(Place)).all()) == 1


def test_nowhere_is_no_place(session: Session):
    assert place_for(session, None, "") == ("", None)
    assert session.exec(select(Place)).all() == []


def test_an_unknown_number_is_refused_and_so_is_one_without_its_words(session: Session):
    """By trying numbers nobody learns what others call their places."""
    _, hidden = place_for(session, None, "Behind the mill")
    for place_id, words in ((7_777_777, ""), (hidden, ""), (hidden, "The mill"), (-1, "The mill")):
        with pytest.raises(Invalid) as refusal:
            place_for(session, place_id, words)
        assert refusal.value.field == "place"
    assert place_for(session, hidden, "behind the MILL") == ("behind the MILL", hidden)


def test_the_number_of_a_place_does_not_tell_who_named_it_first(session: Session):
    numbers = [place_for(session, None, f"Place {each}")[1] for each in range(6)]
    assert numbers != sorted(numbers, key=lambda each: each or 0)
    session.delete(session.get_one(Place, numbers[0]))
    session.flush()
    assert place_for(session, None, "Place 0")[1] == numbers[0]


def test_two_names_whose_numbers_would_be_one_are_two_places(session: Session, monkeypatch):
    monkeypatch.setattr(
        "instaclone.places.naming._own_id", lambda folded, number: OWN_FROM + number
    )
    assert [place_for(session, None, each)[1] for each in ("One", "Two", "One")] == [
        OWN_FROM,
        OWN_FROM + 1,
        OWN_FROM,
    ]
    assert len(session.exec(select(Place).where(col(Place.id) >= OWN_FROM)).all()) == 2
