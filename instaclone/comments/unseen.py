"""How many of the comments that a post counts one viewer does not see.

Counted from those whose comments are not seen, who are few, where comments may be many: it must say
the same as `visible_comments`, and its test asks both.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CTE, bindparam, func, select, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.db.kept import kept
from instaclone.posts.models import Post
from instaclone.relations.models import Block
from instaclone.relations.standing import unmet_people

_reply = aliased(Comment)


def unseen_comments(
    session: Session, viewer: Viewer | None, post_ids: Iterable[int]
) -> dict[int, int]:
    """By the id of the post, where there are any: one statement, however many posts."""
    rows = session.execute(_unseen(viewer), {"posts": list(post_ids)})
    return {row[0]: row[1] for row in rows if row[0] is not None}


@kept
def _unseen(viewer: Viewer | None) -> Any:
    themselves = _themselves(viewer)
    below = select(col(_reply.id), col(_reply.post_id)).select_from(
        themselves.outerjoin(
            _reply,
            (col(_reply.parent_id) == themselves.c.id) & col(_reply.deleted_at).is_(None),
        )
    )
    found = union(select(themselves.c.id, themselves.c.post_id), below).subquery("unseen")
    return select(found.c.post_id, func.count()).group_by(found.c.post_id)


def _themselves(viewer: Viewer | None) -> CTE:
    """The comments that are not seen for what they are themselves, not as replies to such.

    Outer joins, for they keep the order: both databases would rather begin with all comments. Who
    wrote none leaves a row without a comment.
    """
    writes = _are_counted()
    unmet = unmet_people(viewer)
    by_unmet = select(col(Comment.id), col(Comment.post_id)).select_from(
        unmet.outerjoin(Comment, (col(Comment.author_id) == unmet.c.id) & writes)
    )
    by_suspended = (
        select(col(Comment.id), col(Comment.post_id))
        .select_from(User)
        .outerjoin(Comment, (col(Comment.author_id) == col(User.id)) & writes)
        .where(col(User.suspended_at).is_not(None))
    )
    ways = [by_unmet, by_suspended]
    for one, other in ((Block.blocker_id, Block.blocked_id), (Block.blocked_id, Block.blocker_id)):
        ways.append(
            select(col(Comment.id), col(Comment.post_id))
            .select_from(Post)
            .join(Block, col(one) == col(Post.author_id))
            .outerjoin(
                Comment,
                (col(Comment.author_id) == col(other))
                & (col(Comment.post_id) == col(Post.id))
                & col(Comment.deleted_at).is_(None),
            )
            .where(col(Post.id).in_(bindparam("posts", expanding=True)))
        )
    if viewer is None or not viewer.is_moderator:
        hidden = select(col(Comment.id), col(Comment.post_id)).where(
            col(Comment.hidden_at).is_not(None), writes
        )
        ways.append(hidden.where(col(Comment.author_id) != viewer.id) if viewer else hidden)
    return union(*ways).cte("themselves")


def _are_counted() -> Any:
    return col(Comment.post_id).in_(bindparam("posts", expanding=True)) & col(
        Comment.deleted_at
    ).is_(None)
