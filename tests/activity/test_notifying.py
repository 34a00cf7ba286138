"""What is recorded for whom, and what is taken back."""

import threading

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.activity import models as kinds
from instaclone.activity.models import Notification, NotificationWish
from instaclone.activity.notifying import (
    announce_post,
    announce_posts_of,
    notify,
    withdraw,
    withdraw_between,
    withdraw_comments,
)
from instaclone.db.session import AFTER_COMMIT, read, transact
from instaclone.relations.models import Block, Mute
from instaclone.settings import Settings
from tests import make, people
from tests.statements import counted


def told(session: Session, kind: str | None = None) -> list[tuple[int, int, str]]:
    rows = session.exec(select(Notification).order_by(col(Notification.id)))
    return [(row.actor_id, row.recipient_id, row.kind) for row in rows if kind in (None, row.kind)]


def test_what_somebody_does_is_told_once(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    assert notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=post.id) is True
    assert notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=post.id) is False
    assert told(session) == [(cast.ben.id, cast.ana.id, "like")]


def test_like_unlike_like_leaves_one(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=post.id)
    withdraw(session, kinds.LIKE, cast.ben.id, post_id=post.id)
    assert told(session) == []
    notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=post.id)
    assert len(told(session)) == 1


def test_nobody_hears_of_their_own_acts(session: Session):
    ana = make.user(session, "ana")
    post = make.post(session, ana)
    assert notify(session, kinds.LIKE, ana, ana.id, post_id=post.id) is False
    assert told(session) == []


@pytest.mark.parametrize("blocker", ["ana", "ben"])
def test_nothing_is_told_across_a_block_in_either_direction(session: Session, blocker: str):
    cast = people.cast(session)
    one, other = (cast.ana, cast.ben) if blocker == "ana" else (cast.ben, cast.ana)
    session.add(Block(blocker_id=one.id, blocked_id=other.id))
    session.flush()
    assert notify(session, kinds.FOLLOW, cast.ben, cast.ana.id) is False


def test_a_mute_holds_back_only_with_notifications_and_while_it_lasts(session: Session):
    cast = people.cast(session)
    mute = Mute(muter_id=cast.ana.id, muted_id=cast.ben.id, with_notifications=False)
    session.add(mute)
    session.flush()
    assert notify(session, kinds.FOLLOW, cast.ben, cast.ana.id) is True
    mute.with_notifications = True
    session.flush()
    assert notify(session, kinds.REQUEST, cast.ben, cast.ana.id) is False
    mute.ends_at = clock.now()
    session.flush()
    assert notify(session, kinds.REQUEST, cast.ben, cast.ana.id) is True


@pytest.mark.parametrize(
    ("senders", "from_ben", "from_cleo"),
    [("everyone", True, True), ("following", True, False), ("nobody", False, False)],
)
def test_a_wish_decides_from_whom(session: Session, senders: str, from_ben: bool, from_cleo: bool):
    cast = people.cast(session)
    make.follow(session, cast.ana, cast.ben)
    post = make.post(session, cast.ana)
    session.add(NotificationWish(user_id=cast.ana.id, kind=kinds.LIKE, senders=senders))
    session.flush()
    assert notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=post.id) is from_ben
    assert notify(session, kinds.LIKE, cast.cleo, cast.ana.id, post_id=post.id) is from_cleo
    assert notify(session, kinds.FOLLOW, cast.cleo, cast.ana.id) is True, "a wish is of one kind"


def test_what_is_told_of_a_comment_goes_with_it(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    one, other = make.comment(session, cast.ben, post), make.comment(session, cast.ben, post)
    for comment in (one, other):
        assert comment.id
        notify(
            session, kinds.COMMENT, cast.ben, cast.ana.id, post_id=post.id, comment_id=comment.id
        )
    notify(session, kinds.MENTION, cast.ben, cast.cleo.id, post_id=post.id, comment_id=one.id)
    withdraw_comments(session, [one.id or 0])
    assert told(session) == [(cast.ben.id, cast.ana.id, "comment")]
    withdraw_comments(session, [])
    assert len(told(session)) == 1


def test_what_two_people_were_told_of_each_other_goes_by_its_kind(session: Session):
    cast = people.cast(session)
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    notify(session, kinds.ACCEPT, cast.ana, cast.ben.id)
    notify(session, kinds.REQUEST, cast.ben, cast.ana.id)
    notify(session, kinds.FOLLOW, cast.cleo, cast.ana.id)
    withdraw_between(session, cast.ana.id, cast.ben.id, kinds.FOLLOW, kinds.ACCEPT)
    assert told(session) == [
        (cast.ben.id, cast.ana.id, "request"),
        (cast.cleo.id, cast.ana.id, "follow"),
    ]


def test_one_recipient_can_be_spared_when_it_is_taken_back(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ben)
    for person in (cast.ana, cast.cleo):
        notify(session, kinds.TAG, cast.ben, person.id, post_id=post.id)
    withdraw(session, kinds.TAG, cast.ben.id, cast.ana.id, post_id=post.id)
    assert told(session) == [(cast.ben.id, cast.cleo.id, "tag")]


def test_news_go_out_only_when_something_changed(session: Session):
    cast = people.cast(session)
    withdraw(session, kinds.FOLLOW, cast.ben.id, cast.ana.id)
    assert AFTER_COMMIT not in session.info
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    assert len(session.info[AFTER_COMMIT]) == 1
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    assert len(session.info[AFTER_COMMIT]) == 1


def test_who_was_told_of_a_post_hears_when_it_is_hidden(session: Session):
    cast = people.cast(session)
    one, other = make.post(session, cast.ana), make.post(session, cast.ben)
    notify(session, kinds.MENTION, cast.ana, cast.cleo.id, post_id=one.id)
    notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=one.id)
    notify(session, kinds.LIKE, cast.cleo, cast.ben.id, post_id=other.id)
    for announce in (
        lambda: announce_post(session, one.id or 0),
        lambda: announce_posts_of(session, cast.ana.id),
    ):
        session.info.pop(AFTER_COMMIT)
        announce()
        assert len(session.info[AFTER_COMMIT]) == 2


def test_acts_at_the_same_time_are_told_once_each_and_deadlock_nobody(database: Settings):
    """Twenty people tell and take back at once; each act is told once, whatever the order."""
    cast = transact(people.cast)
    actors = [transact(make.user) for _ in range(10)]
    post_id = transact(lambda session: make.post(session, cast.ana).id)
    problems: list[BaseException] = []

    def act(number: int) -> None:
        actor = actors[number % len(actors)]
        try:
            for _ in range(3):
                transact(notify, kinds.LIKE, actor, cast.ana.id, post_id=post_id)
                transact(withdraw, kinds.LIKE, actor.id, post_id=post_id)
                transact(notify, kinds.LIKE, actor, cast.ana.id, post_id=post_id)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=act, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    for actor in actors:
        transact(notify, kinds.LIKE, actor, cast.ana.id, post_id=post_id)
    assert sorted(read(told)) == sorted((actor.id, cast.ana.id, "like") for actor in actors)


def test_what_was_told_of_a_comment_that_very_many_like_is_taken_back(session: Session):
    cast = people.cast(session)
    comment = make.comment(session, cast.ben, make.post(session, cast.ana))
    session.add_all(
        Notification(
            recipient_id=cast.ben.id,
            actor_id=cast.ana.id,
            kind=kinds.COMMENT_LIKE,
            cause=f"test:{number}",
            bundle="test",
            comment_id=comment.id,
        )
        for number in range(1_001)
    )
    session.flush()
    with counted(session) as sent:
        withdraw_comments(session, [comment.id or 0])
    assert len([each for each in sent if each.startswith("DELETE")]) == 3
    assert told(session) == []
