"""Keeps posts for later; nobody else knows."""

from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.live.bus import publish_later
from instaclone.posts.models import Post, SavedPost
from instaclone.posts.visibility import visible_post


def save(session: Session, viewer: Viewer, code: str) -> int:
    """Keep a post, once; its id. Raises NotFound when it is not for the viewer."""
    post = visible_post(session, viewer, code)
    assert post.id
    if add_once(session, SavedPost(post_id=post.id, user_id=viewer.id)):
        publish_later(session, f"marks:{post.id}")
    return post.id


def unsave(session: Session, viewer: Viewer, code: str) -> None:
    """Keep a post no longer; it leaves the viewer's collections too. Raises NotFound.

    Also a post that one may see no more: what one keeps is one's own.
    """
    post_id = session.exec(select(Post.id).where(Post.code == code)).first()
    removed = session.execute(
        delete(SavedPost).where(
            col(SavedPost.post_id) == post_id, col(SavedPost.user_id) == viewer.id
        )
    )
    if not cast(CursorResult[Any], removed).rowcount:
        visible_post(session, viewer, code)
        return
    publish_later(session, f"marks:{post_id}")
