"""Marking as read: one line, or everything one finds."""

from sqlmodel import Session

from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify
from instaclone.db.session import AFTER_COMMIT
from instaclone.notifications.queries import notification_page
from instaclone.notifications.reading import mark_all, mark_read
from instaclone.relations.models import Mute
from tests import make, people
from tests.notifications.badge import unread


def test_one_line_is_read_and_the_others_are_not(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    for actor in (cast.ben, cast.cleo):
        notify(session, kinds.LIKE, actor, cast.ana.id, post_id=post.id)
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    assert mark_read(session, cast.ana, f"like:post:{post.id}") == 2
    assert unread(session, cast.ana) == 1
    assert [card.is_unread for card in notification_page(session, cast.ana).cards] == [True, False]


def test_a_line_is_unread_again_when_somebody_joins_it(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    notify(session, kinds.LIKE, cast.ben, cast.ana.id, post_id=post.id)
    mark_all(session, cast.ana)
    notify(session, kinds.LIKE, cast.cleo, cast.ana.id, post_id=post.id)
    (card,) = notification_page(session, cast.ana).cards
    assert (card.is_unread, card.count, unread(session, cast.ana)) == (True, 2, 1)


def test_nobody_reads_for_another(session: Session):
    cast = people.cast(session)
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    key = notification_page(session, cast.ana).cards[0].key
    assert mark_read(session, cast.cleo, key) == mark_all(session, cast.cleo) == 0
    assert unread(session, cast.ana) == 1


def test_what_is_kept_from_one_stays_unread(session: Session):
    cast = people.cast(session)
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    mute = Mute(muter_id=cast.ana.id, muted_id=cast.ben.id, with_notifications=True)
    session.add(mute)
    session.flush()
    assert mark_all(session, cast.ana) == 0
    session.delete(mute)
    session.flush()
    assert unread(session, cast.ana) == 1


def test_other_tabs_hear_of_it_only_when_something_was_unread(session: Session):
    cast = people.cast(session)
    notify(session, kinds.FOLLOW, cast.ben, cast.ana.id)
    session.info.pop(AFTER_COMMIT)
    mark_all(session, cast.ana)
    assert len(session.info.pop(AFTER_COMMIT)) == 1
    mark_all(session, cast.ana)
    assert AFTER_COMMIT not in session.info
