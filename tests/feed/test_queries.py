"""The feed: own and followed posts, newest first, in a constant number of statements."""

import random

import pytest
from sqlmodel import Session, col, select

from instaclone import ids
from instaclone.feed.queries import feed_page
from instaclone.posts.models import Post
from instaclone.posts.visibility import visible_posts
from instaclone.relations.models import Follow
from tests import make, people
from tests.statements import counted


def test_the_feed_holds_ones_own_posts_and_those_of_people_one_follows(session: Session):
    cast = people.cast(session)
    of_ana = make.post(session, cast.ana).code
    of_ben = make.post(session, cast.ben).code
    make.post(session, cast.cleo)
    assert [card.code for card in feed_page(session, cast.ben).cards] == [of_ben, of_ana]
    assert [card.code for card in feed_page(session, cast.ana).cards] == [of_ana]


def test_posts_that_wait_for_a_picture_are_not_in_the_feed(session: Session):
    cast = people.cast(session)
    make.post(session, cast.ben, published=False)
    assert feed_page(session, cast.ben).cards == []


def test_a_page_costs_at_most_seven_statements_however_long(session: Session):
    cast = people.cast(session)
    for _ in range(30):
        make.post(session, cast.ana, labels={"dog": 2})
    session.commit()
    session.expire_all()
    with counted(session) as few:
        assert len(feed_page(session, cast.ben, size=10).cards) == 10
    session.expire_all()
    with counted(session) as many:
        assert len(feed_page(session, cast.ben, size=30).cards) == 30
    assert len(few) == len(many) <= 7, "with the look-up of the viewer eight"


@pytest.mark.parametrize("seed", range(4))
def test_pages_hold_exactly_what_a_plain_query_finds_in_order(session: Session, seed: int):
    """The short cut to a page's authors must never lose a post: against the naive statement."""
    chance = random.Random(seed)
    viewer = make.user(session)
    authors = [make.user(session) for _ in range(chance.choice((2, 9, 40)))]
    followed = [author for author in authors if chance.random() < 0.7]
    for author in followed:
        make.follow(session, viewer, author)
    for number in range(150):
        author = chance.choice([viewer, *authors[: chance.choice((1, len(authors)))]])
        key = ids.sort_key(make.clock.now()) - chance.randrange(10**12) - number
        session.add(
            Post(author_id=author.id, sort_key=key, published_at=make.clock.now())
            if chance.random() < 0.9
            else Post(author_id=author.id)
        )
    session.flush()
    for post in session.exec(select(Post)).all():
        make.put_picture(session, post)
    naive = session.exec(
        select(Post.code)
        .where(
            col(Post.author_id).in_(
                [
                    viewer.id,
                    *session.exec(
                        select(Follow.followed_id).where(Follow.follower_id == viewer.id)
                    ),
                ]
            ),
            col(Post.sort_key).is_not(None),
            visible_posts(viewer),
        )
        .order_by(col(Post.sort_key).desc())
    ).all()
    seen: list[str] = []
    before = None
    while True:
        page = feed_page(session, viewer, before, size=7)
        seen += [card.code for card in page.cards]
        before = page.next_before
        if before is None:
            break
    assert seen == list(naive)
