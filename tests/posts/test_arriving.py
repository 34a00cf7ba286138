"""A new post is told of once its pictures are scanned, by one worker at a time, for a day."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.jobs.models import Worker
from instaclone.posts import arriving, publishing
from instaclone.posts.arriving import Arrival, claim, is_any_due, settle
from instaclone.posts.models import FreshPost, Post, PostMedia
from instaclone.vision import forgetting
from instaclone.vision.models import DONE, FAILED, SCANNING, WAITING, Scan
from tests import make


def fresh(session: Session, state: str = DONE, age: timedelta = timedelta()) -> Post:
    """A post that was shown so long ago and whose one picture's scan has come so far."""
    post = make.post(session)
    session.add(FreshPost(post_id=post.id or 0, shown_at=clock.now() - age))
    _scan(session, post).state = state
    session.flush()
    return post


def _scan(session: Session, post: Post) -> Scan:
    media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
    return session.get_one(Scan, media_id)


def worker(session: Session) -> int:
    row = Worker(host="here", pid=1)
    session.add(row)
    session.flush()
    return row.id or 0


def held(session: Session, by: int) -> list[tuple[int, bool]]:
    return [(each.post_id, each.is_whole) for each in claim(session, by)]


def test_a_post_is_fresh_from_the_moment_it_is_shown(session: Session):
    ana = make.user(session)
    picture = make.media(session, ana)
    post = publishing.publish(session, ana, [picture.id or 0], "A dog")
    row = session.exec(select(FreshPost)).one()
    assert (row.post_id, row.shown_at) == (post.id, post.published_at)


@pytest.mark.parametrize("state", [DONE, FAILED])
def test_a_post_is_due_once_its_pictures_are_read_or_never_will_be(session: Session, state: str):
    me = worker(session)
    post = fresh(session, state)
    assert is_any_due(session, me)
    assert held(session, me) == [(post.id, True)]


def test_a_post_without_scans_is_due_at_once(session: Session):
    me = worker(session)
    post = fresh(session, WAITING)
    forgetting.forget(session, [_scan(session, post).media_id])
    session.expire_all()
    assert held(session, me) == [(post.id, True)]


@pytest.mark.parametrize("state", [WAITING, SCANNING])
def test_it_waits_for_every_picture_but_not_longer_than_ten_minutes(session: Session, state: str):
    me = worker(session)
    post = fresh(session, state, timedelta(minutes=9))
    make.put_picture(session, post, 1)
    assert not is_any_due(session, me)
    assert held(session, me) == []
    _age(session, post, timedelta(minutes=11))
    assert held(session, me) == [(post.id, False)]


def _age(session: Session, post: Post, age: timedelta) -> None:
    session.get_one(FreshPost, post.id).shown_at = clock.now() - age
    session.flush()


def test_what_was_told_early_is_told_once_more_when_its_scan_comes(session: Session):
    me = worker(session)
    post = fresh(session, WAITING, timedelta(minutes=11))
    settle(session, me, claim(session, me))
    session.expire_all()
    assert held(session, me) == []
    _scan(session, post).state = DONE
    session.flush()
    found = claim(session, me)
    assert found == [Arrival(post.id or 0, is_whole=True)]
    settle(session, me, found)
    assert session.exec(select(FreshPost)).all() == []


def test_a_scan_that_never_comes_is_not_waited_for_longer_than_a_day(session: Session):
    me = worker(session)
    post = fresh(session, WAITING, timedelta(minutes=11))
    settle(session, me, claim(session, me))
    session.expire_all()
    _age(session, post, timedelta(days=1, minutes=1))
    assert held(session, me) == [(post.id, True)]


def test_what_one_worker_holds_another_gets_only_when_that_one_is_dead(session: Session):
    one, other = worker(session), worker(session)
    post = fresh(session)
    assert held(session, one) == [(post.id, True)]
    assert not is_any_due(session, other)
    assert held(session, other) == []
    session.get_one(Worker, one).beat_at = clock.now() - timedelta(minutes=1)
    session.flush()
    found = claim(session, other)
    assert [each.post_id for each in found] == [post.id]
    settle(session, one, found)  # it was only slow, and has nothing to say any more
    assert session.exec(select(FreshPost.worker_id)).all() == [other]


def test_after_three_tries_nobody_tries_again(session: Session):
    me = worker(session)
    post = fresh(session)
    for _ in range(arriving.MOST_ATTEMPTS):
        assert held(session, me) == [(post.id, True)]
    assert held(session, me) == []
    assert session.exec(select(FreshPost)).all() == []


def test_what_could_not_be_told_early_is_still_told_when_its_scan_comes(session: Session):
    me = worker(session)
    post = fresh(session, WAITING, timedelta(minutes=11))
    for _ in range(arriving.MOST_ATTEMPTS):
        assert held(session, me) == [(post.id, False)]
    assert held(session, me) == []
    assert not is_any_due(session, me)
    _scan(session, post).state = DONE
    session.flush()
    assert held(session, me) == [(post.id, True)]


def test_a_purged_post_is_fresh_no_more(session: Session):
    post = fresh(session)
    session.delete(post)
    session.flush()
    session.expire_all()
    assert session.exec(select(FreshPost)).all() == []
