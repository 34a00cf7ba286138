"""Likes of posts: once each, counted exactly, told to the author and taken back with them."""

from typing import Any, cast

from sqlalchemy import CursorResult, delete, exists, update
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import LIKE
from instaclone.activity.notifying import notify, withdraw
from instaclone.db.dialect import add_once
from instaclone.live.bus import publish_later
from instaclone.posts.models import Post, PostLike
from instaclone.posts.visibility import visible_post


def like(session: Session, viewer: Viewer, code: str) -> None:
    """Like a post; doing it again changes nothing. Raises NotFound when it is not for them."""
    post = visible_post(session, viewer, code, hold=True)
    assert post.id
    if not add_once(session, PostLike(post_id=post.id, user_id=viewer.id)):
        return
    _count(session, post.id, 1)
    notify(session, LIKE, viewer, post.author_id, post_id=post.id)
    publish_later(session, f"marks:{post.id}")


def unlike(session: Session, viewer: Viewer, code: str) -> None:
    """Take a like back; without one it changes nothing. Raises NotFound for no such post.

    One's own like can be taken back also from a post that one may see no more.
    """
    post = _held_liked(session, viewer, code)
    if post is None:
        visible_post(session, viewer, code)
        return
    assert post.id
    removed = session.execute(
        delete(PostLike).where(col(PostLike.post_id) == post.id, col(PostLike.user_id) == viewer.id)
    )
    if not cast(CursorResult[Any], removed).rowcount:
        return
    _count(session, post.id, -1)
    withdraw(session, LIKE, viewer.id, post.author_id, post_id=post.id)
    publish_later(session, f"marks:{post.id}")


def _held_liked(session: Session, viewer: Viewer, code: str) -> Post | None:
    liked = exists().where(
        col(PostLike.post_id) == col(Post.id), col(PostLike.user_id) == viewer.id
    )
    statement = select(Post).where(Post.code == code, liked).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).first()


def _count(session: Session, post_id: int, change: int) -> None:
    session.execute(
        update(Post).where(col(Post.id) == post_id).values(like_count=Post.like_count + change)
    )
