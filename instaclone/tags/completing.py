"""Tags that begin like what somebody types: their own before those of others."""

from typing import Any

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.posts.models import Post, PostTag
from instaclone.tags.models import PopularTag, TagFollow

AFTER_ALL = "\U0010ffff"  # no tag has a character behind this one


def tags_beginning(session: Session, viewer: Viewer, begin: str, limit: int) -> list[str]:
    """Up to `limit` tags: those the viewer used, then followed ones, then popular ones.

    A tag that others used, and that is not popular in public, is never told.
    """
    folded = begin.strip().removeprefix("#").lower()
    if not folded:
        return []
    own = (
        select(PostTag.tag)
        .join(Post, col(Post.id) == PostTag.post_id)
        .where(Post.author_id == viewer.id, _begins(PostTag.tag, folded))
        .distinct()
        .order_by(PostTag.tag)
    )
    followed = (
        select(TagFollow.tag)
        .where(TagFollow.user_id == viewer.id, _begins(TagFollow.tag, folded))
        .order_by(TagFollow.tag)
    )
    popular = (
        select(PopularTag.tag)
        .where(_begins(PopularTag.tag, folded))
        .order_by(col(PopularTag.people_count).desc(), PopularTag.tag)
    )
    found: dict[str, None] = {}
    for statement in (own, followed, popular):
        found |= dict.fromkeys(session.exec(statement.limit(limit)))
    return list(found)[:limit]


def _begins(column: Any, begin: str) -> Any:
    # Not LIKE: SQLite uses no index for it.
    return col(column).between(begin, begin + AFTER_ALL)
