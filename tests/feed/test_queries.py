"""The feed: own and followed posts, newest first, in a constant number of statements."""

import random

import pytest
from sqlalchemy import or_
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.accounts.viewer import Viewer
from instaclone.feed import queries, sources
from instaclone.feed.queries import count_newer, feed_page, topics
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    FOLLOWERS,
    NOT_INTERESTED,
    PUBLIC,
    Post,
    PostTag,
    PutAside,
)
from instaclone.posts.visibility import visible_posts, wanted_posts
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, CloseFriend, Follow, Mute
from instaclone.tags.following import follow_tag
from tests import make, people
from tests.statements import counted

TAGS = ("t0", "t1", "t2", "t3")


def codes(session: Session, viewer: Viewer) -> list[str]:
    """What stands in the viewer's feed."""
    return [card.code for card in feed_page(session, viewer).cards]


def test_the_feed_holds_ones_own_posts_and_those_of_people_one_follows(session: Session):
    cast = people.cast(session)
    of_ana = make.post(session, cast.ana).code
    of_ben = make.post(session, cast.ben).code
    make.post(session, cast.cleo)
    assert codes(session, cast.ben) == [of_ben, of_ana]
    assert codes(session, cast.ana) == [of_ana]


def test_posts_that_wait_for_a_picture_are_not_in_the_feed(session: Session):
    cast = people.cast(session)
    make.post(session, cast.ben, published=False)
    assert feed_page(session, cast.ben).cards == []


def test_posts_of_followed_tags_say_why_they_are_here_and_stand_once(session: Session):
    cast = people.cast(session)
    follow_tag(session, cast.ben, "lake")
    follow_tag(session, cast.ben, "swim")
    of_ana = make.tag(session, make.post(session, cast.ana), "lake", "swim").code
    of_cleo = make.tag(session, make.post(session, cast.cleo), "swim", "lake").code
    of_ben = make.tag(session, make.post(session, cast.ben), "lake").code
    make.tag(session, make.post(session, cast.cleo), "sea")
    found = feed_page(session, cast.ben).cards
    assert [(card.code, card.reason) for card in found] == [
        (of_ben, ""),
        (of_cleo, "#lake, a tag you follow"),
        (of_ana, ""),
    ]


def test_the_gate_decides_about_posts_of_tags_too(session: Session):
    cast = people.cast(session)
    follow_tag(session, cast.ben, "lake")
    for visibility in (FOLLOWERS, CLOSE_FRIENDS):
        post = make.tag(session, make.post(session, cast.cleo), "lake")
        post.visibility = visibility
    session.flush()
    assert codes(session, cast.ben) == []
    session.add(CloseFriend(owner_id=cast.cleo.id, friend_id=cast.ben.id))
    session.flush()
    assert codes(session, cast.ben) == [post.code]


def test_the_muted_the_put_aside_and_the_archived_are_left_out(session: Session):
    cast = people.cast(session)
    follow_tag(session, cast.ben, "lake")
    make.follow(session, cast.ben, cast.cleo)
    make.tag(session, make.post(session, cast.ana), "lake")
    aside, archived, left = (make.post(session, cast.cleo) for _ in range(3))
    archived.archived_at = clock.now()
    session.add(Mute(muter_id=cast.ben.id, muted_id=cast.ana.id))
    assert aside.id
    session.add(PutAside(user_id=cast.ben.id, post_id=aside.id, reason=NOT_INTERESTED))
    session.flush()
    assert codes(session, cast.ben) == [left.code]


def test_new_posts_of_others_are_counted_as_the_feed_would_show_them(session: Session):
    cast = people.cast(session)
    follow_tag(session, cast.ben, "lake")
    assert count_newer(session, cast.ben, 0) == 0
    make.post(session, cast.ana)
    newest = feed_page(session, cast.ben).newest
    assert count_newer(session, cast.ben, 0) == 1
    assert count_newer(session, cast.ben, newest) == 0
    make.post(session, cast.ana)
    make.post(session, cast.ben)
    make.tag(session, make.post(session, cast.cleo), "lake")
    make.post(session, cast.cleo)
    assert count_newer(session, cast.ben, newest) == 2
    session.add(Mute(muter_id=cast.ben.id, muted_id=cast.ana.id))
    session.flush()
    assert count_newer(session, cast.ben, newest) == 1


def test_what_is_kept_out_of_searching_reaches_those_who_follow_its_author_alone(session: Session):
    cast = people.cast(session)
    follow_tag(session, cast.ben, "lake")
    of_ana = make.tag(session, make.post(session, cast.ana), "lake")
    of_cleo = make.tag(session, make.post(session, cast.cleo), "lake")
    for post in (of_ana, of_cleo):
        post.is_unlisted = True
    session.flush()
    assert codes(session, cast.ben) == [of_ana.code]
    assert count_newer(session, cast.ben, 0) == 1
    of_cleo.is_unlisted = False
    session.get_one(Profile, cast.cleo.id).is_unlisted = True
    session.flush()
    assert codes(session, cast.ben) == [of_ana.code]
    make.follow(session, cast.ben, cast.cleo)
    assert codes(session, cast.ben) == [of_cleo.code, of_ana.code]


def test_a_tab_hears_of_those_one_followed_last(session: Session, monkeypatch):
    monkeypatch.setattr(queries, "PEOPLE_HEARD", 1)
    cast = people.cast(session)
    follow_tag(session, cast.ben, "lake")
    session.flush()
    make.follow(session, cast.ben, cast.cleo)
    me = cast.ben.id
    assert topics(session, cast.ben) == [
        f"user:{me}",
        f"relations:{me}",
        f"tags:{me}",
        f"user:{cast.cleo.id}",
        "tag:lake",
    ]


def test_a_page_costs_at_most_nine_statements_however_long(session: Session):
    cast = people.cast(session)
    for number in range(30):
        post = make.post(session, (cast.ana, cast.cleo)[number % 2], labels={"dog": 2})
        make.tag(session, post, "dog", f"dog{number}")
        follow_tag(session, cast.ben, f"dog{number}")
    follow_tag(session, cast.ben, "dog")
    session.commit()
    session.expire_all()
    with counted(session) as few:
        assert len(feed_page(session, cast.ben, size=10).cards) == 10
    session.expire_all()
    with counted(session) as many:
        assert len(feed_page(session, cast.ben, size=30).cards) == 30
    assert len(few) == len(many) <= 9, "with the look-up of the viewer ten"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("window", [1, 5])
def test_pages_hold_exactly_what_a_plain_query_finds_in_order(
    session: Session, monkeypatch, seed: int, window: int
):
    """The short cut to a page's sources must never lose a post: against the naive statement."""
    monkeypatch.setattr(sources, "WINDOW", window)
    chance = random.Random(seed)
    viewer = _somebody_with_a_history(session, chance)
    followed = select(Follow.followed_id).where(Follow.follower_id == viewer.id)
    tags = [follow_tag(session, viewer, tag) for tag in TAGS[: chance.randrange(5)]]
    tagged = select(PostTag.post_id).where(col(PostTag.tag).in_(tags))
    naive = session.exec(
        select(Post.code)
        .where(
            or_(
                col(Post.author_id) == viewer.id,
                col(Post.author_id).in_(followed),
                col(Post.id).in_(tagged),
            ),
            col(Post.sort_key).is_not(None),
            visible_posts(viewer),
            wanted_posts(viewer),
        )
        .order_by(col(Post.sort_key).desc())
    ).all()
    seen: list[str] = []
    before = None
    while True:
        page = feed_page(session, viewer, before, size=7)
        assert len(page.cards) <= 7
        seen += [card.code for card in page.cards]
        before = page.next_before
        if before is None:
            break
    assert seen == list(naive)


def _somebody_with_a_history(session: Session, chance: random.Random) -> Viewer:
    """A viewer, others they follow or not, and posts of every kind with tags."""
    viewer = make.user(session)
    authors = [make.user(session) for _ in range(chance.choice((2, 9, 40)))]
    for author in authors:
        _relate(session, chance, viewer, author)
    for number in range(150):
        author = chance.choice([viewer, *authors[: chance.choice((1, len(authors)))]])
        key = ids.sort_key(clock.now()) - chance.randrange(10**12) - number
        is_published = chance.random() < 0.9
        post = Post(
            author_id=author.id,
            sort_key=key if is_published else None,
            visibility=chance.choice((PUBLIC, PUBLIC, FOLLOWERS, CLOSE_FRIENDS)),
            archived_at=clock.now() if chance.random() < 0.05 else None,
        )
        session.add(post)
        session.flush()
        make.put_picture(session, post)
        make.tag(session, post, *chance.sample(TAGS, chance.randrange(3)))
        if chance.random() < 0.1:
            assert post.id
            session.add(PutAside(user_id=viewer.id, post_id=post.id, reason=NOT_INTERESTED))
    session.flush()
    return viewer


def _relate(session: Session, chance: random.Random, viewer: Viewer, author: Viewer) -> None:
    if chance.random() < 0.6:
        make.follow(session, viewer, author)
    if chance.random() < 0.2:
        session.add(Mute(muter_id=viewer.id, muted_id=author.id))
    if chance.random() < 0.2:
        session.add(CloseFriend(owner_id=author.id, friend_id=viewer.id))
    if chance.random() < 0.1:
        session.add(Block(blocker_id=author.id, blocked_id=viewer.id))
    profile = session.get(Profile, author.id)
    assert profile
    profile.is_private = chance.random() < 0.2
