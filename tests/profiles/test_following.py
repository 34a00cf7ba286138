"""Following, asking to follow, and ending it: rows, counts and what is told of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.activity.models import ACCEPT, FOLLOW, REQUEST, Notification
from instaclone.errors import Invalid, NotFound, TooMany
from instaclone.profiles import blocking, following, requesting
from instaclone.profiles.models import Profile
from instaclone.relations.models import CloseFriend, Follow, FollowRequest
from tests import make, people


def counts(session: Session, viewer) -> tuple[int, int]:
    """Followers and followed, as the profile says."""
    session.expire_all()
    row = session.get(Profile, viewer.id)
    assert row
    return row.follower_count, row.following_count


def told(session: Session) -> list[tuple[str, int, int]]:
    """Everything that was told: kind, by whom, to whom."""
    rows = session.exec(select(Notification).order_by(col(Notification.id)))
    return [(row.kind, row.actor_id, row.recipient_id) for row in rows]


def make_private(session: Session, viewer, **switches: bool) -> None:
    """Have this person approve their followers."""
    wanted = switches or {"is_private": True}
    session.execute(update(Profile).where(col(Profile.user_id) == viewer.id).values(**wanted))


def test_to_follow_is_counted_and_told_once(session: Session):
    cast = people.cast(session)
    assert following.follow(session, cast.cleo, "ana") == "following"
    assert following.follow(session, cast.cleo, "ANA") == "following"
    assert counts(session, cast.ana) == (2, 0)
    assert counts(session, cast.cleo) == (0, 1)
    assert told(session) == [(FOLLOW, cast.cleo.id, cast.ana.id)]


def test_to_unfollow_takes_it_all_back(session: Session):
    cast = people.cast(session)
    following.follow(session, cast.cleo, "ana")
    following.unfollow(session, cast.cleo, "ana")
    following.unfollow(session, cast.cleo, "ana")
    assert counts(session, cast.ana) == (1, 0)
    assert counts(session, cast.cleo) == (0, 0)
    assert told(session) == []


@pytest.mark.parametrize("switch", ["is_private", "approves_followers"])
def test_who_approves_followers_is_asked(session: Session, switch: str):
    cast = people.cast(session)
    make_private(session, cast.ana, **{switch: True})
    assert following.follow(session, cast.cleo, "ana") == "requested"
    assert following.follow(session, cast.cleo, "ana") == "requested"
    assert counts(session, cast.ana) == (1, 0)
    assert told(session) == [(REQUEST, cast.cleo.id, cast.ana.id)]
    following.unfollow(session, cast.cleo, "ana")
    assert session.exec(select(FollowRequest)).all() == []
    assert told(session) == []


def test_who_was_asked_may_say_yes(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    following.follow(session, cast.cleo, "ana")
    requesting.approve(session, cast.ana, "cleo")
    assert counts(session, cast.ana) == (2, 0)
    assert told(session) == [(ACCEPT, cast.ana.id, cast.cleo.id)]
    with pytest.raises(NotFound):
        requesting.approve(session, cast.ana, "cleo")
    following.unfollow(session, cast.cleo, "ana")
    assert told(session) == []


def test_who_was_asked_may_say_no_and_be_asked_again(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    following.follow(session, cast.cleo, "ana")
    requesting.decline(session, cast.ana, "cleo")
    assert counts(session, cast.ana) == (1, 0)
    assert told(session) == []
    with pytest.raises(NotFound):
        requesting.decline(session, cast.ana, "cleo")
    assert following.follow(session, cast.cleo, "ana") == "requested"


def test_turning_public_accepts_nothing_by_itself(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    following.follow(session, cast.cleo, "ana")
    make_private(session, cast.ana, is_private=False)
    assert counts(session, cast.ana) == (1, 0)
    requesting.approve(session, cast.ana, "cleo")
    assert counts(session, cast.ana) == (2, 0)


def test_who_asked_before_it_turned_public_may_follow_at_once(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    following.follow(session, cast.cleo, "ana")
    make_private(session, cast.ana, is_private=False)
    assert following.follow(session, cast.cleo, "ana") == "following"
    assert told(session) == [(FOLLOW, cast.cleo.id, cast.ana.id)]
    assert session.exec(select(FollowRequest)).all() == []


def test_all_requests_are_approved_at_once_but_of_the_suspended(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    asking = [make.user(session) for _ in range(3)]
    for each in asking:
        following.follow(session, each, "ana")
    gone = session.get(User, asking[0].id)
    assert gone
    gone.suspended_at = clock.now()
    session.flush()
    assert requesting.approve_all(session, cast.ana) == 2
    assert requesting.approve_all(session, cast.ana) == 0
    assert counts(session, cast.ana) == (3, 0)
    accepted = [(ACCEPT, cast.ana.id, each.id) for each in asking[1:]]
    assert [each for each in told(session) if each[0] == ACCEPT] == accepted


def test_a_follower_is_removed_with_what_they_saw_as_a_close_friend(session: Session):
    cast = people.cast(session)
    session.add(CloseFriend(owner_id=cast.ana.id, friend_id=cast.ben.id))
    following.remove_follower(session, cast.ana, "ben")
    assert counts(session, cast.ana) == (0, 0)
    assert counts(session, cast.ben) == (0, 0)
    assert session.exec(select(CloseFriend)).all() == []


@pytest.mark.parametrize("act", [following.follow, following.unfollow, following.remove_follower])
def test_not_oneself_and_nobody_who_is_not_here(session: Session, act):
    cast = people.cast(session)
    with pytest.raises(Invalid):
        act(session, cast.ana, "ana")
    with pytest.raises(NotFound):
        act(session, cast.ana, "nobody")
    blocking.block(session, cast.cleo, "ana")
    for one, other in ((cast.ana, "cleo"), (cast.cleo, "ana")):
        with pytest.raises(NotFound):
            act(session, one, other)


def test_too_many_in_an_hour_have_to_wait(session: Session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(following, "MOST", 3)
    cast = people.cast(session)
    others = [make.user(session) for _ in range(4)]
    make_private(session, others[0])
    for other in others[:3]:
        following.follow(session, cast.cleo, other.username)
    with pytest.raises(TooMany) as refusal:
        following.follow(session, cast.cleo, others[3].username)
    assert 0 < refusal.value.retry_after <= 3600
    session.execute(update(Follow).values(created_at=clock.now() - timedelta(hours=2)))
    assert following.follow(session, cast.cleo, others[3].username) == "following"
