"""Likes of comments, and comments kept at the top."""

import pytest
from sqlmodel import Session, select

from instaclone.activity.models import COMMENT, COMMENT_LIKE
from instaclone.comments.commenting import comment
from instaclone.comments.deleting import delete
from instaclone.comments.liking import like, unlike
from instaclone.comments.models import Comment, CommentLike
from instaclone.comments.pinning import pin, unpin
from instaclone.comments.queries import comments_page
from instaclone.errors import Conflict, NotAllowed, NotFound
from instaclone.relations.models import Block
from tests import make
from tests.comments.people import seen, told
from tests.people import cast


def test_a_like_counts_once_and_is_told_and_taken_back(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hello")
    like(session, people.cleo, written)
    like(session, people.cleo, written)
    like(session, people.ben, written)
    card = comments_page(session, people.cleo, post.code).cards[0]
    assert (card.likes, card.is_liked) == ("2 likes", True)
    assert told(session) == {(COMMENT, people.ana.id), (COMMENT_LIKE, people.ben.id)}
    unlike(session, people.cleo, written)
    unlike(session, people.cleo, written)
    session.expire_all()
    assert session.get_one(Comment, written).like_count == 1
    assert len(session.exec(select(CommentLike)).all()) == 1
    assert told(session) == {(COMMENT, people.ana.id)}


def test_what_one_does_not_see_one_does_not_like(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hello")
    session.add(Block(blocker_id=people.ben.id, blocked_id=people.cleo.id))
    session.flush()
    with pytest.raises(NotFound):
        like(session, people.cleo, written)


def test_three_comments_stand_on_top(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    ids = [comment(session, people.ben, post.code, f"Number {each}") for each in range(5)]
    for each in ids[:3]:
        pin(session, people.ana, each)
    with pytest.raises(Conflict):
        pin(session, people.ana, ids[3])
    assert seen(session, None, post) == [f"Number {each}" for each in (2, 1, 0, 4, 3)]
    unpin(session, people.ana, ids[0])
    pin(session, people.ana, ids[3])
    assert seen(session, None, post) == [f"Number {each}" for each in (3, 2, 1, 4, 0)]
    delete(session, people.ana, ids[3])
    session.expire_all()
    pin(session, people.ana, ids[0])


def test_only_the_author_pins_and_only_what_is_no_reply(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    top = comment(session, people.ben, post.code, "Top")
    reply = comment(session, people.ben, post.code, "Reply", top)
    with pytest.raises(NotAllowed):
        pin(session, people.ben, top)
    with pytest.raises(NotAllowed):
        pin(session, people.ana, reply)
