"""How many of the comments that a post counts one viewer does not see."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.comments.visibility import visible_comments
from instaclone.db.kept import kept


def unseen_comments(
    session: Session, viewer: Viewer | None, post_ids: Iterable[int]
) -> dict[int, int]:
    """By the id of the post, where there are any: one statement, however many posts."""
    rows = session.execute(_unseen(viewer), {"posts": list(post_ids)})
    return {row[0]: row[1] for row in rows}


@kept
def _unseen(viewer: Viewer | None) -> Any:
    return (
        select(col(Comment.post_id), func.count())
        .where(
            col(Comment.post_id).in_(bindparam("posts", expanding=True)),
            col(Comment.deleted_at).is_(None),
            ~visible_comments(viewer),
        )
        .group_by(col(Comment.post_id))
    )
