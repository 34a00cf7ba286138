"""What somebody puts aside leaves their lists and nobody else's, until they take it back."""

import pytest
from sqlmodel import Session, select

from instaclone.db.session import AFTER_COMMIT
from instaclone.errors import Invalid, NotFound
from instaclone.posts.models import HIDDEN, NOT_INTERESTED, ONLY_ME, Post, PutAside
from instaclone.posts.putting_aside import put_aside, take_back
from instaclone.posts.visibility import visible_post, visible_posts, wanted_posts
from tests import make, people


def _wanted(session: Session, viewer) -> list[str]:
    rows = select(Post.code).where(visible_posts(viewer), wanted_posts(viewer))
    return list(session.exec(rows))


def test_a_post_put_aside_leaves_the_lists_of_who_did_it_and_can_still_be_visited(
    session: Session,
):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    put_aside(session, cast.ben, post.code)
    assert _wanted(session, cast.ben) == []
    assert _wanted(session, cast.cleo) == [post.code]
    assert visible_post(session, cast.ben, post.code)
    take_back(session, cast.ben, post.code)
    take_back(session, cast.ben, post.code)
    assert _wanted(session, cast.ben) == [post.code]


def test_who_puts_a_post_aside_has_their_notifications_read_again(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    session.info.pop(AFTER_COMMIT, None)
    for act in (put_aside, take_back):
        act(session, cast.ben, post.code)
        told = [news.topic for news in session.info.pop(AFTER_COMMIT)]
        assert told == [f"notifications:{cast.ben.id}"]


def test_the_last_reason_is_the_one_that_counts(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    put_aside(session, cast.ben, post.code, HIDDEN)
    put_aside(session, cast.ben, post.code, NOT_INTERESTED)
    session.expire_all()
    assert [row.reason for row in session.exec(select(PutAside))] == [NOT_INTERESTED]


def test_nobody_puts_aside_their_own_post_nor_one_they_may_not_see(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    with pytest.raises(Invalid, match="your own"):
        put_aside(session, cast.ana, post.code)
    with pytest.raises(Invalid, match="why"):
        put_aside(session, cast.ben, post.code, "because")
    post.visibility = ONLY_ME
    session.flush()
    for act in (put_aside, take_back):
        with pytest.raises(NotFound):
            act(session, cast.ben, post.code)
