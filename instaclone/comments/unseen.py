"""How many of the comments that a post counts one viewer does not see."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.comments.visibility import visible_comments


def unseen_comments(
    session: Session, viewer: Viewer | None, post_ids: Iterable[int]
) -> dict[int, int]:
    """By the id of the post, where there are any: one statement, however many posts."""
    rows = session.execute(
        select(col(Comment.post_id), func.count())
        .where(
            col(Comment.post_id).in_(list(post_ids)),
            col(Comment.deleted_at).is_(None),
            ~visible_comments(viewer),
        )
        .group_by(col(Comment.post_id))
    )
    return {row[0]: row[1] for row in rows}
