"""What was shown is remembered for a week, and whose turn it was."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.explore import recording
from instaclone.explore.models import Exposure, Shown
from instaclone.explore.recording import prune, record_shown, record_watched
from instaclone.posts.models import Post
from tests import make, people


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Move the clock."""
    real, passed = clock.now, [timedelta()]

    def move(**by: float) -> None:
        passed[0] += timedelta(**by)

    monkeypatch.setattr(clock, "now", lambda: real() + passed[0])
    return move


def _key(post: Post) -> int:
    assert post.id
    return post.id


def test_a_post_is_remembered_with_its_line(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    record_shown(session, cast.cleo, {_key(post): "fresh=120 friends=500 nonsense"})
    shown = session.get_one(Shown, (cast.cleo.id, _key(post)))
    assert shown.signals == "friends=500 fresh=120"


def test_what_is_shown_again_is_remembered_from_then_on(session: Session, later):
    cast = people.cast(session)
    first, second = make.post(session, cast.ana), make.post(session, cast.ana)
    record_shown(session, cast.cleo, {_key(first): "fresh=1"})
    before = session.get_one(Shown, (cast.cleo.id, _key(first))).shown_at
    later(days=8)
    record_shown(session, cast.cleo, {_key(first): "tags=2", _key(second): ""})
    session.expire_all()
    again = session.get_one(Shown, (cast.cleo.id, _key(first)))
    assert again.shown_at > before
    assert again.signals == "tags=2"


def test_only_what_the_viewer_may_find_is_recorded(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    post.visibility = "only_me"
    session.flush()
    record_shown(session, cast.cleo, {_key(post): "", 10**6: ""})
    record_watched(session, cast.cleo, {_key(post): "", 10**6: ""})
    assert session.exec(select(Shown)).all() == []


def test_it_was_the_turn_of_the_author_but_not_by_looking_at_oneself(session: Session, later):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    long_ago = clock.now() - timedelta(days=3)
    session.add(Exposure(author_id=cast.ana.id, shown_at=long_ago))
    session.flush()
    record_shown(session, cast.ana, {_key(post): ""})
    session.expire_all()
    assert session.get_one(Exposure, cast.ana.id).shown_at == long_ago
    record_shown(session, cast.cleo, {_key(post): ""})
    session.expire_all()
    first = session.get_one(Exposure, cast.ana.id).shown_at
    assert first > long_ago
    later(minutes=10)
    record_shown(session, cast.ben, {_key(post): ""})  # a moment later: their row is left alone
    session.expire_all()
    assert session.get_one(Exposure, cast.ana.id).shown_at == first


def test_what_is_watched_is_shown_and_keeps_why_it_was(session: Session, later):
    cast = people.cast(session)
    passed, opened = make.post(session, cast.ana), make.post(session, cast.ana)
    record_shown(session, cast.cleo, {_key(passed): "fresh=1"})
    assert session.get_one(Shown, (cast.cleo.id, _key(passed))).watched_at is None
    later(days=1)
    record_watched(session, cast.cleo, {_key(passed): "", _key(opened): "tags=2"})
    session.expire_all()
    for post, line in ((passed, "fresh=1"), (opened, "tags=2")):
        row = session.get_one(Shown, (cast.cleo.id, _key(post)))
        assert row.shown_at == row.watched_at
        assert row.signals == line
    watched = row.watched_at
    later(days=1)
    record_shown(session, cast.cleo, {_key(opened): "fresh=3"})  # in the grid, once again
    session.expire_all()
    row = session.get_one(Shown, (cast.cleo.id, _key(opened)))
    assert (row.watched_at, row.signals) == (watched, "fresh=3")


def test_what_was_shown_is_forgotten_after_a_week_some_at_a_time(
    session: Session, later, monkeypatch
):
    monkeypatch.setattr(recording, "PRUNED_AT_ONCE", 2)
    cast = people.cast(session)
    for _ in range(3):
        record_shown(session, cast.cleo, {_key(make.post(session, cast.ana)): ""})
        later(minutes=1)
    assert prune(session) == 0
    later(days=7)
    assert [prune(session), prune(session), prune(session)] == [2, 1, 0]
    assert session.exec(select(Shown)).all() == []
