"""What people say in plain words is offered in the language."""

from datetime import date
from random import Random

import pytest

from instaclone.search.phrasing import phrased
from instaclone.search.questions import corrected
from instaclone.search.reading import read
from instaclone.search.simplifying import atoms
from instaclone.search.terms import Nothing
from tests.search.asking import LABELS, TODAY

SAID = (
    "two dogs no without a the person near Lisbon in New York last summer winter week month year "
    "yesterday 2024 between and at least more than only one by ana my photos of car or sunset "
    "traffic light before after since May"
)
WORDS = SAID.split()


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "two dogs and no person near Lisbon last summer",
            "dog>=2 -person near:Lisbon..20km 2026-06..2026-08",
        ),
        ("a dog without a car", "dog -car"),
        ("at least three people", "person>=3"),
        ("more than 2 traffic lights", "traffic-light>2"),
        ("fewer than three cats", "cat<3"),
        ("only one dog", "dog=1"),
        ("three or more dogs", "dog>=3"),
        ("sunset in New York", 'sunset place:"New York"'),
        ("kite around lisbon", "kite near:lisbon..20km"),
        ("dog last winter", "dog 2025-12..2026-02"),
        ("dog last week", "dog 2026-11-09..2026-11-15"),
        ("dog last month", "dog 2026-10..2026-10"),
        ("dog last year", "dog 2025..2025"),
        ("dog yesterday", "dog on:yesterday"),
        ("dogs in 2024", "dog on:2024"),
        ("dogs in May", "dog on:2026-05"),
        ("dogs in December 2023", "dog on:2023-12"),
        ("dogs since 2024", "dog 2024.."),
        ("dogs before May 2024", "dog before:2024-05"),
        ("cats between 2023 and 2024", "cat 2023..2024"),
        ("photos of dogs by ana", "dog @ana"),
        ("my photos of cats", "from:me cat"),
        ("videos of cats", "has:video cat"),
        ("no sunset", "-sunset"),
    ],
)
def test_a_phrase_is_offered_as_a_search(text: str, offered: str):
    note = phrased(text, TODAY, LABELS)
    assert note
    assert corrected(text, note) == offered
    assert note in read(text, TODAY, LABELS).notes
    assert read(offered, TODAY, LABELS).notes == ()


@pytest.mark.parametrize(
    "text",
    ["", "dog", "sunset dog", "dog and cat", "dog>=2 near Lisbon", "no", "in love",
     "dog by the sea", "the two of us", "near", "last", "-dog in Lisbon", "one way or another"],
)  # fmt: skip
def test_what_is_no_phrase_is_left_alone(text: str):
    assert phrased(text, TODAY, LABELS) is None


def test_the_last_summer_is_the_last_that_is_over():
    def offered(today: date) -> str | None:
        note = phrased("last summer", today, LABELS)
        return note and note.replacement

    assert offered(date(2026, 7, 10)) == "2025-06..2025-08"
    assert offered(date(2026, 9, 1)) == "2026-06..2026-08"
    assert offered(date(2026, 1, 1)) == "2025-06..2025-08"


def test_what_is_offered_can_be_searched():
    random = Random(9)
    offers = 0
    for _ in range(5000):
        text = " ".join(random.choice(WORDS) for _ in range(random.randint(1, 8)))
        note = phrased(text, TODAY, LABELS)
        if note is None or note.replacement is None:
            continue
        offers += 1
        term = read(note.replacement, TODAY, LABELS).term
        assert term, text
        assert not any(isinstance(atom, Nothing) for atom, _ in atoms(term)), text
    assert offers > 2000
