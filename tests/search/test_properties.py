"""Random searches by random people find, page by page, what looking at every post finds.

SEARCH_QUERIES says how many are asked of each database, SEARCH_SEED begins them elsewhere.
"""

import os
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.db import full_text
from instaclone.db.engine import writing_engine
from instaclone.folding import tokens
from instaclone.search import cells, drivers, finding, narrowing, terms, ways
from instaclone.search.terms import Term, Words
from tests.search import world as worlds
from tests.search.brute import Rows
from tests.search.world import BEGIN, DAYS, LABELS, NAMES, SAYINGS, TAGS, World

QUERIES = int(os.environ.get("SEARCH_QUERIES", "200"))
SEED = int(os.environ.get("SEARCH_SEED", "1"))
# From windows in which nearly nothing fits to those that hold all posts.
WINDOWS = ((2, 3, 5), (5, 9, 40), (30, 60, 100), finding.WINDOWS, finding.WINDOWS)
# What decides how posts are looked for, and never what is found.
LIMITS = (
    (finding, "WINDOWS", WINDOWS),
    (full_text, "COMMON", (4, 20, 1_000)),
    (narrowing, "LEADS", (1, 8)),
    (drivers, "LISTED", (3, 2_000)),
    (drivers, "PEOPLE", (1, 200)),
    (drivers, "COMMENTS", (2, 300)),
    (cells, "ENOUGH", (1, 12)),
    (cells, "MOST", (2, 40)),
    (ways, "LEAST", (2, 25)),
)
PLACES = ("lisbon", "setubal", "koln", "bonn", "suva", "apia", "taveuni", "alert", "atlantis")


@pytest.mark.usefixtures("database")
@pytest.mark.timeout(120 + QUERIES)  # seconds: thousands take their time
def test_random_searches_find_what_looking_at_every_post_finds(monkeypatch: pytest.MonkeyPatch):
    random = Random(SEED)
    with Session(writing_engine(), expire_on_commit=False) as session:
        world = worlds.build(session, random)
        session.commit()  # MariaDB's full text knows what is committed
    with Session(writing_engine(), expire_on_commit=False) as session:
        rows = Rows(session)
        found_some = 0
        for number in range(QUERIES):
            viewer, term = random.choice(world.viewers), random_term(random, world)
            for module, name, limits in LIMITS:
                monkeypatch.setattr(module, name, random.choice(limits))
            expected = rows.find(viewer, term)
            said = f"query {number} of seed {SEED}, by {viewer}: {term}"
            assert _all_pages(session, viewer, term, random.choice((1, 4, 24))) == expected, said
            found_some += bool(expected)
            if number % 10 == 0:
                _check_the_others(session, viewer, term, expected)
        assert found_some > QUERIES / 5


def _all_pages(session: Session, viewer: Viewer | None, term: Term, size: int) -> list[int]:
    found: list[int] = []
    before = None
    while True:
        page = finding.find_ids(session, viewer, term, before, size)
        assert len(page.post_ids) <= size
        found += page.post_ids
        assert before is None or page.next_before is None or page.next_before < before
        if page.next_before is None:
            return found
        assert page.is_cut or len(page.post_ids) == size
        before = page.next_before


def _check_the_others(
    session: Session, viewer: Viewer | None, term: Term, expected: list[int]
) -> None:
    some = [*expected[:5], 1, 2, 3]
    assert finding.matches(session, viewer, term, some) == {*some} & {*expected}
    count, is_all = finding.count_up_to(session, viewer, term, 7)
    assert count == min(len(expected), 7) if is_all else count <= 7


def random_term(random: Random, world: World, depth: int = 3) -> Term:
    """A tree of any shape, also of those that no reader makes."""
    kind = random.random()
    if depth == 0 or kind < 0.35:
        return _atom(random, world)
    if kind < 0.42:
        return _alike(random, world)
    if kind < 0.54:
        return terms.Not(random_term(random, world, depth - 1))
    parts = tuple(random_term(random, world, depth - 1) for _ in range(random.randint(0, 3)))
    return terms.All(parts) if kind < 0.75 else terms.Either(parts)


def _alike(random: Random, world: World) -> Term:
    """Many of one kind: any of them, or none."""
    kind = type(_atom(random, world))
    some = [_atom(random, world) for _ in range(random.choice((20, 60, 200)))]
    parts = tuple(each for each in some if type(each) is kind)
    if random.random() < 0.6:
        return terms.Either(parts)
    return terms.All(tuple(terms.Not(each) for each in parts))


def _atom(random: Random, world: World) -> Term:
    label = random.choice((*LABELS, "zebra"))
    least = random.randint(0, 4)
    makers = (
        lambda: terms.Objects(label, least, random.choice((None, None, least, least + 1))),
        lambda: terms.Objects(label),
        lambda: _words(random),
        lambda: _words(random),
        lambda: terms.Thing(label, Words((label,))),
        lambda: terms.Thing("dog", Words((random.choice(("dogs", "dog")),), random.random() < 0.3)),
        lambda: terms.Thing("person", Words(("people",))),
        lambda: terms.Tagged(random.choice((*TAGS, "nothing"))),
        lambda: terms.By(random.choice((terms.ME, "nobody", *world.usernames))),
        lambda: terms.At(tuple(tokens(random.choice((*PLACES, "portugal", "the lake", "東京"))))),
        lambda: terms.Near((random.choice(PLACES),), random.choice((0.5, 20, 50, 250, 300, 700))),
        lambda: _during(random),
        lambda: terms.Has(random.choice(terms.FEATURES)),
        lambda: terms.Is(random.choice(terms.STANDINGS)),
        lambda: terms.Oriented(random.choice(terms.ORIENTATIONS)),
        lambda: terms.Coloured(random.choice(terms.COLOURS)),
        lambda: terms.Nothing("dgo"),
    )
    return random.choice(makers)()


def _words(random: Random) -> Words:
    said = tokens(random.choice((*SAYINGS, *NAMES, "zebra", "golden hours", "lisbon")))
    begin = random.randrange(len(said)) if said else 0
    chosen = said[begin : begin + random.randint(1, 3)]
    if random.random() < 0.1:
        random.shuffle(chosen)
    if chosen and random.random() < 0.4:
        chosen[-1] = chosen[-1][: random.randint(1, len(chosen[-1]))]
        return Words(tuple(chosen), is_open=True)
    return Words(tuple(chosen))


def _during(random: Random) -> Term:
    begin = (BEGIN + timedelta(days=random.randrange(DAYS))).date()
    end = begin + timedelta(days=random.choice((0, 30, 200)))
    return terms.During(*random.choice(((begin, end), (begin, None), (None, end), (None, None))))
