"""How the databases find posts: by the index that leads, and whatever else is asked by key."""

import re
from typing import Any

import pytest
from sqlmodel import Session

from instaclone.comments import indexing as comments
from instaclone.posts import indexing as posts
from instaclone.profiles import indexing as profiles
from instaclone.search import finding, terms
from instaclone.search.matching import matched
from instaclone.search.terms import Term, Words
from instaclone.search.unknown_places import unknown_places
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
    "many alike": terms.Either(
        (
            *(terms.Objects(label) for label in ("dog", "cat", "car")),
            *(terms.Tagged(tag) for tag in ("lake", "sea")),
            *(terms.Coloured(colour) for colour in ("red", "blue")),
            *(Words((word,)) for word in ("golden", "hour")),
            *(terms.By(name) for name in ("ana", "ben")),
        )
    ),
    "none of many": terms.All(
        tuple(terms.Not(terms.Thing(label, Words((label,)))) for label in ("dog", "cat", "car"))
    ),
}
# The full text, asked for words; what other steps have made; a page of what an index leads to.
MADE = re.compile(r"SCAN (ft_\w+ VIRTUAL TABLE INDEX \d+:M|there|found|either|among|ends|newest)")


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
        unknown_places(session, cast.ana, SEARCHES[name])
    assert statements
    steps = [step for sent in list(statements) for step in plans._careless(session, *sent)]
    assert [step for step in steps if not MADE.match(step)] == []


def test_what_matched_is_looked_for_in_the_pictures_of_the_page_alone(session: Session):
    """An index of labels leads to all pictures there are with one."""
    author = make.user(session)
    made = [make.post(session, author, labels={"dog": 3}) for _ in range(finding.PAGE)]
    rows = [(post, "ana", "Ana") for post in made]
    with plans._sent(session) as statements:
        found = matched(session, terms.Objects("dog"), rows)
    assert all(each.boxes for each in found.values())
    asked = [sent for sent in statements if "label" in sent[0] and "threshold" not in sent[0]]
    assert len(asked) == 2
    for statement, values in asked:
        indexes = _that_may_lead(session, statement, values)
        assert not [each for each in indexes if re.search(r"ix_\w+_label", each)]


def _that_may_lead(session: Session, statement: str, values: Any) -> list[str]:
    """The indexes that a statement is answered by; on MariaDB, which reads tables as small as
    these otherwise, those that it can be."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [step.detail for step in steps]
    return [str(row[4]) for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values)]
