"""What is said once of both databases."""

from sqlmodel import Session, select

from instaclone.db.dialect import add_once
from instaclone.posts.models import SavedPost
from tests import make


def test_a_row_is_added_once_also_when_this_transaction_still_holds_it(session: Session):
    ben, post = make.user(session), make.post(session)
    assert post.id
    held = SavedPost(post_id=post.id, user_id=ben.id)
    assert add_once(session, held)
    assert not add_once(session, SavedPost(post_id=post.id, user_id=ben.id))
    session.expunge(held)
    assert not add_once(session, SavedPost(post_id=post.id, user_id=ben.id))
    assert len(session.exec(select(SavedPost)).all()) == 1
