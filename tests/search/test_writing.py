"""What is written is read again as what was meant, and written the same."""

from random import Random

import pytest

from instaclone.search import terms
from instaclone.search.reading import LONGEST, MOST_ATOMS, read
from instaclone.search.simplifying import atoms, simplified
from instaclone.search.terms import All, Either, Not, Thing, Words
from instaclone.search.writing import write
from tests.search.asking import LABELS, TODAY, random_term, random_text

DOG = Thing("dog", Words(("dog",)))
CAT = Thing("cat", Words(("cat",)))


@pytest.mark.parametrize("labels", [LABELS, None])
def test_what_is_written_of_any_tree_is_read_as_this_tree(labels: dict[str, str] | None):
    random = Random(5)
    tried = 0
    for _ in range(6000):
        term = random_term(random)
        text = write(term, labels)
        if len(text) > LONGEST or len(list(atoms(term))) > MOST_ATOMS:
            continue
        # Without labels nobody can tell that two of them side by side name a third.
        if labels is None and "teddy bear" in text:
            continue
        tried += 1
        assert read(text, TODAY, LABELS).term == term, text
    assert tried > 5000


@pytest.mark.parametrize("labels", [LABELS, None])
def test_writing_what_was_read_of_any_text_comes_to_rest(labels: dict[str, str] | None):
    random = Random(6)
    tried = 0
    for _ in range(6000):
        text = random_text(random)
        term = read(text, TODAY, LABELS).term
        if term is None:
            continue
        written = write(term, labels)
        if len(written) > LONGEST or (labels is None and "teddy bear" in written):
            continue
        tried += 1
        assert read(written, TODAY, LABELS).term == term, (text, written)
        assert write(term, labels) == written
    assert tried > 3000


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Not(Not(DOG)), "dog"),
        (All((All((DOG,)), Either((CAT,)))), "dog cat"),
        (Either((DOG, All((CAT, Not(Either((DOG, CAT))))))), "dog OR (cat -(dog OR cat))"),
        (Words(("sunset",)), '"sunset"'),
        (Words(("sunset",), is_open=True), "sunset"),
        (All((Words(("sunset",)), DOG)), "sunset dog"),
        (All((Words(("sunset",), is_open=True), DOG)), "sunset* dog"),
        (Words(("dog",)), '"dog"'),
        (All((Words(("or",)), DOG)), '"or" dog'),
        (Thing("traffic light", Words(("traffic", "lights"))), "traffic-lights"),
        (
            All((Thing("teddy bear", Words(("teddy",))), Thing("bear", Words(("bear",))))),
            "teddy AND bear",
        ),
        (Not(terms.Objects("dog", 2, 2)), "-dog=2"),
        (terms.Objects("traffic light", 2), "traffic-light>=2"),
        (terms.Near(("new", "york"), 8.05), 'near:"new york"..8.05km'),
        (terms.By("me"), "from:me"),
        (terms.By("ana"), "@ana"),
    ],
)
def test_the_text_is_the_plainest_there_is(term: terms.Term, text: str):
    assert write(term, LABELS) == text
    assert read(text, TODAY, LABELS).term == simplified(term)
