"""Who finds a comment."""

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.commenting import comment
from instaclone.comments.models import Comment
from instaclone.comments.visibility import visible_comment
from instaclone.errors import NotFound
from instaclone.posts.models import ONLY_ME
from tests import make
from tests.comments.people import seen
from tests.people import cast


def test_what_moderation_hid_is_there_for_moderators_and_who_wrote_it(session: Session):
    people = cast(session)
    moderator = Viewer(make.user(session, "mia").id, "mia", is_moderator=True)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hidden")
    session.get_one(Comment, written).hidden_at = clock.now()
    assert seen(session, people.ben, post) == ["Hidden"]
    assert seen(session, moderator, post) == ["Hidden"]
    for viewer in (None, people.ana, people.cleo):
        assert seen(session, viewer, post) == []


def test_a_suspended_persons_comments_are_nowhere(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    top = comment(session, people.ben, post.code, "Top")
    comment(session, people.cleo, post.code, "Reply", top)
    session.get_one(User, people.ben.id).suspended_at = clock.now()
    for viewer in (None, people.ana, people.cleo):
        assert seen(session, viewer, post) == []


def test_a_comment_by_its_id_stands_behind_the_posts_gate(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hello")
    assert visible_comment(session, people.cleo, written)[1].id == post.id
    post.visibility = ONLY_ME
    session.flush()
    for viewer in (None, people.ben, people.cleo):
        with pytest.raises(NotFound):
            visible_comment(session, viewer, written)
    assert visible_comment(session, people.ana, written)[0].id == written
    with pytest.raises(NotFound):
        visible_comment(session, people.ana, 999_999)
