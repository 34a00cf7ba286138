"""The box writes the builder and the builder the box, and neither changes what is meant."""

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest

from instaclone.search import building, terms
from instaclone.search.building import Condition, conditions, term_of
from instaclone.search.reading import read
from instaclone.search.simplifying import atoms
from instaclone.search.terms import All, Atom, Either, Not, Objects, Term
from instaclone.search.writing import write
from tests.search.asking import LABELS, TODAY, random_term


def is_met(term: Term, truths: Mapping[Atom, bool]) -> bool:
    """Whether a post meets the term of which so many atoms are true."""
    if isinstance(term, Not):
        return not is_met(term.part, truths)
    if isinstance(term, All):
        return all(is_met(part, truths) for part in term.parts)
    if isinstance(term, Either):
        return any(is_met(part, truths) for part in term.parts)
    return truths[term]


def test_from_the_box_to_the_builder_and_back_the_meaning_stays():
    random = Random(11)
    shown = 0
    for _ in range(6000):
        term = random_term(random, 2)
        rows = conditions(term)
        if rows is None:
            continue
        shown += 1
        back = term_of(rows)
        assert back
        text = write(back, LABELS)
        assert read(text, TODAY, LABELS).term == back, text
        assert conditions(back) == rows
        found = list(dict.fromkeys(atom for atom, _ in [*atoms(term), *atoms(back)]))
        for _ in range(8):
            truths = {atom: random.random() < 0.5 for atom in found}
            assert is_met(term, truths) == is_met(back, truths), (term, back)
    assert shown > 3000


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        (
            "dog>=2 -person near:Lisbon..5km",
            [
                (Condition("object", label="dog", number=2),),
                (Condition("thing", True, "person", "person"),),
                (Condition("near", text="lisbon", km=5),),
            ],
        ),
        ("dog=1..3", [(Condition("object", label="dog", comparison="between", until=3),)]),
        (
            "#a OR @ana",
            [(Condition("tag", text="a"), Condition("person", text="ana"))],
        ),
        (
            "-(#a OR has:video)",
            [(Condition("tag", True, "a"),), (Condition("has", True, "video"),)],
        ),
        ("2024..", [(Condition("dates", begin=date(2024, 1, 1)),)]),
    ],
)
def test_a_text_as_rows(text: str, rows: list[building.Group]):
    assert conditions(read(text, TODAY, LABELS).term) == rows


@pytest.mark.parametrize("text", ["dog OR (cat #a)", "-(dog (cat OR #a))", "color:mauve"])
def test_what_is_more_than_rows_stays_text(text: str):
    assert conditions(read(text, TODAY, LABELS).term) is None


def test_a_part_that_is_more_than_rows_stays_as_it_is_written_beside_the_others():
    term = read("cat>=2 (dog OR (cat #a)) color:mauve", TODAY, LABELS).term
    rows = building.all_rows(term, LABELS)
    assert [[(row.kind, row.text) for row in group] for group in rows] == [
        [("object", "")],
        [("kept", "dog OR (cat #a)")],
        [("kept", "color:mauve")],
    ]
    assert term_of(rows) == term
    assert building.all_rows(None, LABELS) == []


@pytest.mark.parametrize("kind", building.KINDS)
def test_a_row_that_is_not_filled_in_asks_for_nothing(kind: str):
    assert term_of([[Condition(kind)]]) is None
    assert term_of([[Condition(kind, True, text=" ")], []]) is None


@pytest.mark.parametrize(
    ("row", "term"),
    [
        (Condition("object", label="dog", comparison="exactly", number=-3), Objects("dog", 0, 0)),
        (
            Condition("object", label="dog", comparison="between", number=4, until=2),
            Objects("dog", 2, 4),
        ),
        (Condition("near", text="Köln", km=9000), terms.Near(("koln",), 300)),
        (Condition("tag", text="#Dog"), terms.Tagged("dog")),
        (Condition("person", text="@Ana"), terms.By("ana")),
        (
            Condition("dates", begin=date(2025, 1, 1), end=date(2024, 1, 1)),
            terms.During(date(2024, 1, 1), date(2025, 1, 1)),
        ),
    ],
)
def test_what_is_typed_into_a_row_is_taken_as_meant(row: Condition, term: Term):
    assert term_of([[row]]) == term
