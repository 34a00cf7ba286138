"""Saving posts for later, which nobody else gets to know."""

import pytest
from sqlmodel import Session, select

from instaclone.activity.models import Notification
from instaclone.errors import NotFound
from instaclone.posts.models import SavedPost
from instaclone.posts.saving import save, unsave
from instaclone.relations.models import Block
from tests import make, people


def test_a_post_is_saved_once_and_nobody_is_told(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    assert save(session, cast.ben, post.code) == save(session, cast.ben, post.code) == post.id
    rows = session.exec(select(SavedPost)).all()
    assert [(row.post_id, row.user_id) for row in rows] == [(post.id, cast.ben.id)]
    assert session.exec(select(Notification)).all() == []


def test_nobody_saves_what_is_not_for_them(session: Session):
    cast = people.cast(session)
    hidden = make.post(session, cast.ana, published=False)
    for act in (save, unsave):
        for code in (hidden.code, "nothing"):
            with pytest.raises(NotFound):
                act(session, cast.ben, code)


def test_what_one_keeps_can_be_let_go_of_when_one_no_longer_sees_it(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    save(session, cast.ben, post.code)
    session.add(Block(blocker_id=cast.ana.id, blocked_id=cast.ben.id))
    session.flush()
    unsave(session, cast.ben, post.code)
    assert session.exec(select(SavedPost)).all() == []
    with pytest.raises(NotFound):
        unsave(session, cast.ben, post.code)
