"""What is screened out, no search finds: for random searches, on random posts."""

import os
from random import Random

import pytest
from sqlmodel import Session

from instaclone.search import terms
from instaclone.search.screening import may_find, traits_of
from tests.search import world as worlds
from tests.search.brute import Rows
from tests.search.test_properties import random_term

QUERIES = int(os.environ.get("SEARCH_QUERIES", "300"))
SEED = int(os.environ.get("SEARCH_SEED", "1"))
CERTAIN = (
    terms.Objects, terms.Thing, terms.Tagged, terms.At, terms.During, terms.Has, terms.Oriented,
    terms.Coloured, terms.Nothing, terms.Words,
)  # fmt: skip


@pytest.mark.usefixtures("database")
def test_nothing_that_a_search_finds_is_screened_out(session: Session):
    random = Random(SEED)
    world = worlds.build(session, random)
    rows = Rows(session)
    posts = traits_of(session, [post.id or 0 for post in rows.posts])
    assert len(posts) == len(rows.posts)
    kept = screened_out = 0
    for number in range(QUERIES):
        viewer, term = random.choice(world.viewers), random_term(random, world)
        found = set(rows.find(viewer, term))
        for post in posts:
            if viewer is not None and post.author_id == viewer.id:
                continue
            may = may_find(term, post)
            said = f"query {number} of seed {SEED}, by {viewer}: {term}"
            assert may or post.post_id not in found, said
            kept, screened_out = kept + may, screened_out + (not may)
    assert screened_out > kept > 0


@pytest.mark.usefixtures("database")
def test_what_depends_on_nobody_is_screened_exactly(session: Session):
    random = Random(SEED)
    world = worlds.build(session, random)
    rows = Rows(session)
    ana = world.viewers[1]
    assert ana
    posts = {post.post_id: post for post in traits_of(session, [p.id or 0 for p in rows.posts])}
    others = [i for i in rows.find(ana, terms.All(())) if posts[i].author_id != ana.id]
    for _ in range(QUERIES):
        term = random_term(random, world, depth=0)
        if isinstance(term, CERTAIN):
            found = set(rows.find(ana, term))
            screened = [i for i in others if may_find(term, posts[i])]
            assert screened == [i for i in others if i in found], term
