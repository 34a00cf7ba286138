"""A post's tags: those of its own words and, in the room left, of its author's comments."""

from dataclasses import replace

from sqlmodel import Session, select

from instaclone.comments.commenting import comment
from instaclone.comments.tagging import edit_post
from instaclone.posts.models import PostTag
from instaclone.text import TAG_LIMIT
from tests import make
from tests.posts.test_editing import as_is


def _tags(session: Session, post_id: int | None) -> dict[str, int | None]:
    session.expire_all()
    rows = session.exec(select(PostTag).where(PostTag.post_id == post_id))
    return {row.tag: row.comment_id for row in rows}


def test_a_tag_that_leaves_the_caption_stays_if_the_author_wrote_it_below(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    before = as_is(session, ana, post.code)
    edit_post(session, ana, post.code, replace(before, caption="#sea #sun"))
    below = comment(session, ana, post.code, "#sea")
    assert _tags(session, post.id) == {"sea": None, "sun": None}
    now = as_is(session, ana, post.code)
    assert edit_post(session, ana, post.code, replace(now, caption="", tags=""))
    assert _tags(session, post.id) == {"sea": below}


def test_a_posts_own_tags_take_the_room_of_those_from_comments(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    comment(session, ana, post.code, "#below")
    words = " ".join(f"#tag{number}" for number in range(TAG_LIMIT))
    edit_post(session, ana, post.code, replace(as_is(session, ana, post.code), caption=words))
    assert len(_tags(session, post.id)) == TAG_LIMIT
    assert "below" not in _tags(session, post.id)
