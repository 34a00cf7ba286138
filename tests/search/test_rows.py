"""What becomes of a row of the builder as its fields are filled in."""

from dataclasses import replace
from datetime import date

import pytest

from instaclone.search import building, rows, terms
from instaclone.search.building import Condition, term_of
from instaclone.search.rows import cards, changed, complaint, new_row
from instaclone.search.terms import Not, Objects, Term, Thing, Words


def filled(*fields: tuple[str, str]) -> Condition:
    """A new row with these fields filled in, one after the other."""
    row = new_row()
    for field, value in fields:
        row = changed(row, field, value)
    return row


@pytest.mark.parametrize(
    ("fields", "term"),
    [
        ([("label", "dog"), ("number", "2")], Objects("dog", 2)),
        ([("label", "dog"), ("comparison", "at most"), ("number", "0")], Objects("dog", 0, 0)),
        ([("label", "dog"), ("number", "2"), ("comparison", "between")], Objects("dog", 2, 3)),
        ([("label", "dog"), ("kind", "-object")], Not(Objects("dog"))),
        ([("label", "dog"), ("kind", "thing")], Thing("dog", Words(("dog",)))),
        ([("kind", "words"), ("text", "golden sun*")], Words(("golden", "sun"), True)),
        ([("kind", "tag"), ("text", "#Sunset")], terms.Tagged("sunset")),
        ([("kind", "-person"), ("text", "@ana")], Not(terms.By("ana"))),
        ([("kind", "place"), ("text", "Lisbon"), ("kind", "near")], terms.Near(("lisbon",), 20)),
        ([("kind", "near"), ("text", "Lisbon"), ("km", "2,5")], terms.Near(("lisbon",), 2.5)),
        ([("kind", "dates"), ("begin", "2024-05-01")], terms.During(date(2024, 5, 1))),
        ([("kind", "has"), ("text", "video")], terms.Has("video")),
        ([("kind", "colour"), ("text", "blue")], terms.Coloured("blue")),
    ],
)
def test_a_row_asks_for_what_is_filled_in(fields: list[tuple[str, str]], term: Term):
    assert term_of([[filled(*fields)]]) == term


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "many"),
        ("number", ""),
        ("number", "-1"),
        ("comparison", "roughly"),
        ("kind", "spaceship"),
        ("km", "far"),
        ("km", "1.2.3"),
        ("nothing", "dog"),
    ],
)
def test_what_no_field_can_hold_changes_nothing(field: str, value: str):
    row = Condition(building.OBJECT, label="dog", number=2)
    assert changed(row, field, value) == row


def test_a_day_that_is_none_leaves_that_end_open():
    row = filled(("kind", "dates"), ("begin", "2024-05-01"), ("end", "0001-01-01"))
    assert (row.begin, row.end) == (date(2024, 5, 1), None)
    assert changed(row, "begin", "2024-02-31").begin is None


def test_what_is_kept_as_text_is_not_changed():
    row = Condition(building.KEPT, text="dog OR (cat #a)", term=Objects("dog"))
    assert changed(row, "text", "cat") == row


def test_a_row_says_why_it_finds_nothing():
    assert "username" in complaint(filled(("kind", "person"), ("text", "no body")))
    assert "tag" in complaint(filled(("kind", "tag"), ("text", "two words")))
    assert complaint(filled(("kind", "tag"), ("text", "sunset"))) == ""
    assert complaint(filled(("kind", "tag"))) == ""


def test_rows_are_shown_with_what_they_hold():
    begun = Condition(building.WORDS, text="sun", is_open=True)
    none = Condition(building.OBJECT, is_not=True, label="dog")
    (first, second) = cards([[(4, begun)], [(7, none), (8, replace(none, number=2))]])
    assert [(row.id, row.kind, row.text) for row in first.rows] == [(4, "words", "sun*")]
    assert [(row.kind, row.is_counted, row.number) for row in second.rows] == [
        (f"{rows.NOT}object", False, "1"),
        (f"{rows.NOT}object", True, "2"),
    ]
