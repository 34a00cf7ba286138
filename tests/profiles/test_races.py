"""Fifty at once: the counts equal the rows, whatever came first, and nobody meets a deadlock."""

import random
import threading
from collections.abc import Callable

from sqlmodel import Session, col, func, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import FOLLOW, REQUEST, Notification
from instaclone.db.session import read, transact
from instaclone.errors import AppError
from instaclone.profiles import befriending, blocking, following, requesting
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, Follow, FollowRequest
from tests import make
from tests.profiles.test_following import counts, make_private

MANY = 50
Act = Callable[[], object]


def at_once(acts: list[Act]) -> list[BaseException]:
    """Do all of it in threads that start together; what was raised and is no refusal."""
    together, raised = threading.Barrier(len(acts), timeout=30), []

    def do(act: Act) -> None:
        together.wait()
        try:
            act()
        except AppError:
            return
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return raised


def person(name: str | None = None) -> Viewer:
    """A new person, committed."""
    return transact(make.user, name)


def act(ability: Callable, viewer: Viewer, *args: str) -> Act:
    """The ability in a transaction of its own, later."""
    return lambda: transact(ability, viewer, *args)


def check(session: Session) -> None:
    """What must hold whatever happened in which order."""
    for counted, who in (
        (Profile.follower_count, Follow.followed_id),
        (Profile.following_count, Follow.follower_id),
    ):
        rows = select(func.count()).where(col(who) == col(Profile.user_id)).scalar_subquery()
        differ = session.exec(select(Profile.user_id, counted, rows).where(counted != rows)).all()
        assert differ == []
    follows = {(row.follower_id, row.followed_id) for row in session.exec(select(Follow))}
    asks = {(row.requester_id, row.requested_id) for row in session.exec(select(FollowRequest))}
    blocks = {(row.blocker_id, row.blocked_id) for row in session.exec(select(Block))}
    between = blocks | {(other, one) for one, other in blocks}
    assert not follows & asks
    assert not (follows | asks) & between
    told = {
        (row.kind, row.actor_id, row.recipient_id) for row in session.exec(select(Notification))
    }
    assert {each[1:] for each in told if each[0] == FOLLOW} <= follows
    assert {each[1:] for each in told if each[0] == REQUEST} == asks


def test_many_follow_one_and_leave_again(database):
    ana = person("ana")
    crowd = [person() for _ in range(MANY)]
    assert at_once([act(following.follow, each, "ana") for each in crowd]) == []
    read(check)
    assert read(counts, ana)[0] == MANY
    assert at_once([act(following.unfollow, each, "ana") for each in crowd]) == []
    read(check)
    assert read(counts, ana)[0] == 0
    assert read(lambda session: session.exec(select(Notification)).all()) == []


def test_one_who_clicks_too_often_is_counted_once(database):
    person("ana")
    ben = person("ben")
    assert at_once([act(following.follow, ben, "ana") for _ in range(MANY)]) == []
    read(check)
    assert len(read(lambda session: session.exec(select(Follow)).all())) == 1


def test_everybody_does_everything_to_everybody(database):
    rng = random.Random(7)
    cast = [person() for _ in range(8)]
    for each in cast[:3]:
        transact(make_private, each)
    deeds = (
        *[following.follow] * 6,
        *[following.unfollow] * 2,
        following.remove_follower,
        *[requesting.approve] * 3,
        requesting.decline,
        befriending.add,
        blocking.block,
        blocking.unblock,
    )
    for _ in range(4):
        acts = [
            act(rng.choice(deeds), one, other.username)
            for one, other in (rng.sample(cast, 2) for _ in range(MANY))
        ]
        assert at_once(acts) == []
        read(check)


def test_requests_are_approved_while_they_are_taken_back(database):
    ana = person("ana")
    transact(make_private, ana)
    crowd = [person() for _ in range(MANY // 2)]
    for each in crowd:
        transact(following.follow, each, "ana")
    acts = [act(requesting.approve, ana, each.username) for each in crowd]
    acts += [act(following.unfollow, each, "ana") for each in crowd]
    random.Random(7).shuffle(acts)
    assert at_once(acts) == []
    read(check)
    assert read(lambda session: session.exec(select(FollowRequest)).all()) == []


def test_all_are_approved_at_once_while_some_go_and_some_come(database):
    ana = person("ana")
    transact(make_private, ana)
    crowd = [person() for _ in range(20)]
    for each in crowd[:10]:
        transact(following.follow, each, "ana")
    acts = [act(requesting.approve_all, ana) for _ in range(4)]
    acts += [act(following.unfollow, each, "ana") for each in crowd[:5]]
    acts += [act(following.follow, each, "ana") for each in crowd[10:]]
    acts += [act(blocking.block, each, "ana") for each in crowd[5:8]]
    assert at_once(acts) == []
    read(check)
