"""Likes of comments."""

from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import COMMENT_LIKE
from instaclone.activity.notifying import notify, withdraw
from instaclone.comments.counting import announce
from instaclone.comments.models import Comment, CommentLike
from instaclone.comments.visibility import visible_comment
from instaclone.db.dialect import add_once


def like(session: Session, viewer: Viewer, comment_id: int) -> None:
    """Like a comment; once is enough. Raises NotFound."""
    comment, post = visible_comment(session, viewer, comment_id, hold=True)
    if not add_once(session, CommentLike(comment_id=comment_id, user_id=viewer.id)):
        return
    _count(session, comment_id, 1)
    notify(
        session,
        COMMENT_LIKE,
        viewer,
        comment.author_id,
        post_id=post.id,
        comment_id=comment_id,
    )
    announce(session, comment.post_id, counts=False)


def unlike(session: Session, viewer: Viewer, comment_id: int) -> None:
    """Take the like back, and what was told of it. Raises NotFound."""
    comment, post = visible_comment(session, viewer, comment_id, hold=True)
    removed = session.execute(
        delete(CommentLike).where(
            col(CommentLike.comment_id) == comment_id, col(CommentLike.user_id) == viewer.id
        )
    )
    if not cast(CursorResult[Any], removed).rowcount:
        return
    _count(session, comment_id, -1)
    withdraw(session, COMMENT_LIKE, viewer.id, post_id=post.id, comment_id=comment_id)
    announce(session, comment.post_id, counts=False)


def _count(session: Session, comment_id: int, change: int) -> None:
    session.execute(
        update(Comment)
        .where(col(Comment.id) == comment_id)
        .values(like_count=Comment.like_count + change)
    )
