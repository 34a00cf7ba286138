"""What plain values tell of a post is what a search for it finds: of random ones."""

import os
from collections import Counter
from random import Random

import pytest
from sqlmodel import Session, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.posts.models import Post
from instaclone.posts.visibility import finders
from instaclone.search import terms
from instaclone.search.screening import fits, traits_of
from tests.search import world as worlds
from tests.search.brute import Rows
from tests.search.test_properties import random_term

QUERIES = int(os.environ.get("SEARCH_QUERIES", "300"))
SEED = int(os.environ.get("SEARCH_SEED", "1"))


@pytest.mark.usefixtures("database")
def test_what_plain_values_tell_is_what_a_search_finds(session: Session):
    random = Random(SEED)
    world = worlds.build(session, random)
    rows = Rows(session)
    posts = traits_of(session, [post.id or 0 for post in rows.posts])
    assert len(posts) == len(rows.posts)
    said: Counter[bool | None] = Counter()
    for number in range(QUERIES):
        viewer, term = random.choice(world.viewers[1:]), random_term(random, world)
        found, findable = set(rows.find(viewer, term)), set(rows.find(viewer, terms.All(())))
        for post in posts:
            if viewer and post.post_id in findable and post.author_id != viewer.id:
                fit = fits(term, post)
                words = f"query {number} of seed {SEED}, by {viewer}: {term}"
                assert fit is None or fit is (post.post_id in found), words
                said[fit] += 1
    assert min(said.values()) > 0
    assert said[None] < said[True] + said[False]


@pytest.mark.usefixtures("database")
def test_the_gate_of_many_people_is_that_of_each(session: Session):
    worlds.build(session, Random(SEED))
    rows, everything = Rows(session), terms.All(())
    people = {user.id or 0: user for user in session.exec(select(User))}
    expected = {
        (user_id, post_id)
        for user_id, user in people.items()
        for post_id in rows.find(Viewer(user_id, user.username), everything)
        if user.suspended_at is None
    }
    own = {(post.author_id, post.id) for post in session.exec(select(Post))}
    found = {
        (user_id, post_id)
        for _, post_id in own
        if post_id
        for user_id in finders(session, post_id, people)
    }
    assert found == expected - own
    assert found
