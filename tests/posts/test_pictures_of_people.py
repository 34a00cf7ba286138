"""A picture that somebody has of themselves is no post's, and goes with none."""

import pytest
from sqlmodel import Session

from instaclone.errors import Invalid
from instaclone.media.models import Media
from instaclone.posts import deleting, publishing
from instaclone.posts.models import PostMedia
from instaclone.profiles.models import Avatar
from tests import make


def test_nobody_publishes_their_avatar(session: Session):
    ana = make.user(session)
    picture = make.media(session, ana)
    session.add(Avatar(user_id=ana.id, media_id=picture.id or 0))
    session.flush()
    with pytest.raises(Invalid):
        publishing.publish(session, ana, [picture.id or 0])


def test_an_avatar_outlives_a_post_it_is_in(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, pictures=2)
    statement = PostMedia.__table__.select().order_by(PostMedia.position)  # pyright: ignore
    both = [row.media_id for row in session.execute(statement)]
    session.add(Avatar(user_id=ana.id, media_id=both[0]))
    session.flush()
    deleting.delete(session, ana, post.code)
    deleting.delete_for_good(session, ana, post.code)
    session.expire_all()
    deleted = [session.get_one(Media, each).deleted_at is not None for each in both]
    assert deleted == [False, True]
