"""How the databases find posts: by the index that leads, and whatever else is asked by key."""

import re

import pytest
from sqlmodel import Session

from instaclone.comments import indexing as comments
from instaclone.posts import indexing as posts
from instaclone.profiles import indexing as profiles
from instaclone.search import finding, terms
from instaclone.search.terms import Term, Words
from tests import make, people
from tests.feed import test_plans as plans

SEARCHES: dict[str, Term] = {
    "object": terms.Objects("dog"),
    "many objects": terms.Objects("dog", 3),
    "none of them": terms.Objects("dog", 0, 0),
    "words": Words(("golden", "hour")),
    "the beginning of a word": Words(("gol",), is_open=True),
    "thing": terms.Thing("dog", Words(("dog",))),
    "tag": terms.Tagged("lake"),
    "person": terms.By("ana"),
    "place": terms.At(("lisbon", "portugal")),
    "near": terms.Near(("lisbon",), 50),
    "days": terms.During(),
    "video": terms.Has(terms.VIDEO),
    "saved": terms.Is(terms.SAVED),
    "liked": terms.Is(terms.LIKED),
    "own": terms.Is(terms.MINE),
    "orientation": terms.Oriented(terms.PORTRAIT),
    "colour": terms.Coloured("red"),
    "all": terms.All((terms.Objects("dog"), terms.Tagged("lake"), terms.Not(Words(("car",))))),
    "either": terms.Either((terms.Objects("dog"), terms.Tagged("lake"), terms.By("ana"))),
    "not": terms.Not(terms.Tagged("lake")),
}
# The full text, asked for words; what other steps have made; a page of what an index leads to.
MADE = re.compile(r"SCAN (ft_\w+ VIRTUAL TABLE INDEX \d+:M|there|found|either|among|ends)")


@pytest.mark.parametrize("name", SEARCHES)
def test_everything_is_found_by_key(session: Session, name: str):
    cast = people.cast(session)
    lisbon = make.town(session, "Lisbon", latitude=38.72, longitude=-9.14)
    for _ in range(3):
        post = make.post(session, cast.ana, "Golden hour", labels={"dog": 3})
        make.tag(session, post, "lake")
        post.place, post.place_id = "Lisbon, Portugal", lisbon.id
        comments.index(session, make.comment(session, cast.ben, post, "Golden"))
        posts.index(session, post)
    profiles.index(session, cast.ana.id)
    session.flush()
    with plans._sent(session) as statements:
        finding.find_ids(session, cast.ana, SEARCHES[name])
        finding.find_ids(session, None, SEARCHES[name])
    assert statements
    steps = [step for sent in list(statements) for step in plans._careless(session, *sent)]
    assert [step for step in steps if not MADE.match(step)] == []
