"""What the tests of comments say to each other."""

from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import Notification
from instaclone.comments.models import Comment
from instaclone.comments.queries import comments_page
from instaclone.posts.models import Post


def seen(session: Session, viewer: Viewer | None, post: Post) -> list[str]:
    """The words of the comments the viewer finds, and of their replies after a blank and a >."""
    session.flush()
    session.expire_all()
    everything = dict.fromkeys(session.exec(select(Comment.id)).all(), 60)
    threads: Any = everything
    found = []
    for card in comments_page(session, viewer, post.code, threads=threads).cards:
        found.append("".join(piece.text for piece in card.pieces))
        found += [" >" + "".join(piece.text for piece in each.pieces) for each in card.replies]
    return found


def told(session: Session) -> set[tuple[str, int]]:
    """Who was told what: kind and recipient."""
    return {(row.kind, row.recipient_id) for row in session.exec(select(Notification))}


def counts_equal_rows(session: Session, post: Post) -> bool:
    """Whether the post counts the comments that are not deleted, and each comment its replies."""
    session.expire_all()
    here = select(Comment).where(Comment.post_id == post.id, col(Comment.deleted_at).is_(None))
    rows = session.exec(here).all()
    counted = session.exec(select(Post.comment_count).where(Post.id == post.id)).one()
    below = {
        row.id: session.exec(
            select(func.count())
            .select_from(Comment)
            .where(Comment.parent_id == row.id, col(Comment.deleted_at).is_(None))
        ).one()
        for row in rows
    }
    return counted == len(rows) and all(row.reply_count == below[row.id] for row in rows)
