"""Keeps the counts of comments equal to their rows, and tells open pages of changes."""

from sqlalchemy import update
from sqlmodel import Session, col

from instaclone.comments.models import Comment
from instaclone.live.bus import publish_later
from instaclone.posts.models import Post


def count_comments(session: Session, post_id: int, change: int) -> None:
    """Comments of a post came or went; the caller holds the post."""
    session.execute(
        update(Post)
        .where(col(Post.id) == post_id)
        .values(comment_count=Post.comment_count + change)
    )


def count_replies(session: Session, parent_id: int, change: int) -> None:
    """Replies to a comment came or went; the caller holds its post."""
    session.execute(
        update(Comment)
        .where(col(Comment.id) == parent_id)
        .values(reply_count=Comment.reply_count + change)
    )


def announce(session: Session, post_id: int, *, counts: bool = True) -> None:
    """Have the open pages read the post's comments anew; with `counts`, its marks too."""
    publish_later(session, f"comments:{post_id}")
    if counts:
        publish_later(session, f"marks:{post_id}")
