"""What a search finds, in plain English."""

from random import Random

import pytest

from instaclone.search.explaining import explain
from instaclone.search.reading import read
from tests.search.asking import LABELS, TODAY, random_term


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "dog>=2 -car near:Lisbon..20km 2024..2025",
            "with two or more dogs and no car, near Lisbon (20 km), in 2024 or 2025",
        ),
        ("dog", "with a dog"),
        ("dog* ", "with a dog or a word that begins with “dog”"),
        ("dog OR cat", "with a dog or a cat"),
        ("dog (cat OR car)", "with a dog and (a cat or a car)"),
        ("dog OR (cat @ana)", "with a dog or (with a cat, by @ana)"),
        ("-(dog #pets)", "not (with a dog, tagged #pets)"),
        ("person=1 dog=0", "with exactly one person and no dog"),
        ("dog<3 person=12..20", "with at most two dogs and 12 to 20 people"),
        ("-dog=2", "not with exactly two dogs"),
        ("bicycle>=1", "with a bicycle"),
        ('sunset "hot dog" x', "saying “sunset”, “hot dog” and a word that begins with “x”"),
        ('"hot do"*', "saying “hot do…”"),
        ('-"hot dog"', "not saying “hot dog”"),
        ("from:me -@ana", "by you, not by @ana"),
        ('place:"new york" is:portrait', "in New York and portrait format"),
        ("has:video -has:alt color:blue", "with a video, no alt text and much blue"),
        ("is:saved -is:liked", "saved by you, not liked by you"),
        ("is:saved 2024-05..", "saved by you, since May 2024"),
        ("on:2024-05-17", "on 17 May 2024"),
        ("2024-05..", "since May 2024"),
        ("..2023", "until 2023"),
        ("on:2024-05", "in May 2024"),
        ("2024-05..2024-08", "from May 2024 to August 2024"),
        ("2024-05-02..2025", "from 2 May 2024 to 31 December 2025"),
        ("2021..2024", "from 2021 to 2024"),
        ("dgo>=2", "that cannot be found (“dgo>=2”)"),
    ],
)
def test_a_search_is_said_in_words(text: str, said: str):
    term = read(text, TODAY, LABELS).term
    assert term
    assert explain(term) == f"Posts {said}"


def test_every_tree_can_be_said():
    random = Random(3)
    for _ in range(2000):
        said = explain(random_term(random))
        assert said.startswith("Posts ")
        assert "  " not in said
        assert said.count("(") == said.count(")")
