"""Likes: once each, counted exactly, told to the author; also when very many come at once."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlmodel import Session, col, func, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import LIKE, Notification
from instaclone.db.session import read, transact
from instaclone.errors import NotFound
from instaclone.posts import deleting
from instaclone.posts.liking import like, unlike
from instaclone.posts.models import Post, PostLike
from instaclone.relations.models import Block
from tests import make, people

MANY = 50


def state_of(session: Session, post_id: int | None) -> tuple[int, int, int]:
    """What the post counts, the likes there are, and what its author was told of them."""
    count = session.exec(select(Post.like_count).where(Post.id == post_id)).one()
    likes = select(func.count()).select_from(PostLike).where(PostLike.post_id == post_id)
    told = (
        select(func.count())
        .select_from(Notification)
        .where(Notification.post_id == post_id, Notification.kind == LIKE)
    )
    return count, session.exec(likes).one(), session.exec(told).one()


def test_a_like_is_counted_once_and_told_to_the_author(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, cast.ben, post.code)
    like(session, cast.ben, post.code)
    like(session, cast.ana, post.code)
    assert state_of(session, post.id) == (2, 2, 1), "nobody is told of their own like"
    unlike(session, cast.ben, post.code)
    unlike(session, cast.ben, post.code)
    assert state_of(session, post.id) == (1, 1, 0)


def test_nobody_likes_what_is_not_for_them(session: Session):
    cast = people.cast(session)
    hidden = make.post(session, cast.ana, published=False)
    blocked = make.post(session, cast.cleo)
    session.add(Block(blocker_id=cast.cleo.id, blocked_id=cast.ben.id))
    session.flush()
    for act in (like, unlike):
        for code in (hidden.code, blocked.code, "nothing"):
            with pytest.raises(NotFound):
                act(session, cast.ben, code)
    assert state_of(session, hidden.id) == state_of(session, blocked.id) == (0, 0, 0)


def test_ones_own_like_can_be_taken_back_from_what_one_no_longer_sees(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, cast.ben, post.code)
    session.add(Block(blocker_id=cast.ana.id, blocked_id=cast.ben.id))
    session.flush()
    unlike(session, cast.ben, post.code)
    assert state_of(session, post.id) == (0, 0, 0)
    with pytest.raises(NotFound):
        unlike(session, cast.ben, post.code)


def _crowd(session: Session) -> tuple[str, int, list[Viewer]]:
    post = make.post(session, make.user(session, "ana"))
    assert post.id
    return post.code, post.id, [make.user(session) for _ in range(MANY)]


def _at_once(acts: Iterable[Callable[..., object]]) -> None:
    with ThreadPoolExecutor(MANY) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


@pytest.mark.usefixtures("database")
def test_fifty_people_like_at_once_and_fifty_take_it_back():
    code, post_id, crowd = transact(_crowd)
    _at_once(partial(transact, like, viewer, code) for viewer in crowd)
    assert read(state_of, post_id) == (MANY, MANY, MANY)
    _at_once(partial(transact, unlike, viewer, code) for viewer in crowd)
    assert read(state_of, post_id) == (0, 0, 0)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("seed", range(2))
def test_likes_unlikes_and_double_clicks_mixed_leave_counts_that_equal_the_rows(seed: int):
    chance = random.Random(seed)
    code, post_id, crowd = transact(_crowd)
    acts = [
        partial(transact, chance.choice((like, unlike)), viewer, code)
        for viewer in crowd[:10]
        for _ in range(6)
    ]
    chance.shuffle(acts)
    _at_once(acts)
    count, rows, told = read(state_of, post_id)
    assert count == rows == told


@pytest.mark.usefixtures("database")
def test_a_post_may_be_deleted_while_people_like_it():
    code, post_id, crowd = transact(_crowd)
    author = read(_author, post_id)

    def try_to_like(viewer: Viewer) -> None:
        try:
            transact(like, viewer, code)
        except NotFound:
            refused.append(viewer)

    refused: list[Viewer] = []
    acts = [partial(try_to_like, viewer) for viewer in crowd]
    acts.insert(25, partial(transact, deleting.delete, author, code))
    _at_once(acts)
    count, rows, _ = read(state_of, post_id)
    assert count == rows == MANY - len(refused)


def _author(session: Session, post_id: int) -> Viewer:
    found = session.exec(select(Post.author_id).where(col(Post.id) == post_id)).one()
    return Viewer(found, "ana")
