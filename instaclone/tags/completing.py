"""Tags that begin like what somebody types: their own before those of others."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.posts.models import Post, PostTag
from instaclone.settings import settings
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.models import PopularTag, TagFollow
from instaclone.text import count_of, fold_tag

AFTER_ALL = "\U0010ffff"  # no tag has a character behind this one


def tags_beginning(session: Session, viewer: Viewer | None, begin: str, limit: int) -> list[str]:
    """Up to `limit` tags: those the viewer used, then followed ones, then popular ones.

    A tag that others used, and that is not popular in public, is never told.
    """
    return list(_found(session, viewer, begin, limit))[:limit]


def find_tags(
    session: Session, viewer: Viewer | None, begin: str, limit: int
) -> list[PopularTagCard]:
    """The same, each with how many people used it lately, or why it stands here."""
    found = dict(list(_found(session, viewer, begin, limit).items())[:limit])
    counts = select(PopularTag).where(col(PopularTag.tag).in_(list(found)))
    people = {row.tag: row.people_count for row in session.exec(counts)}
    return [
        PopularTagCard(tag, count_of(people[tag], "person", "people") if tag in people else why)
        for tag, why in found.items()
    ]


def _found(session: Session, viewer: Viewer | None, begin: str, limit: int) -> dict[str, str]:
    folded = fold_tag(begin)
    if not folded or (viewer is None and settings().private_community):
        return {}
    found: dict[str, str] = {}
    for why, statement in _statements(viewer, folded):
        for tag in session.exec(statement.limit(limit)):
            found.setdefault(tag, why)
    return found


def _statements(viewer: Viewer | None, folded: str) -> Iterator[tuple[str, Any]]:
    if viewer:
        own = (
            select(PostTag.tag)
            .join(Post, col(Post.id) == PostTag.post_id)
            .where(Post.author_id == viewer.id, _begins(PostTag.tag, folded))
        )
        yield "You used it", own.distinct().order_by(PostTag.tag)
        followed = select(TagFollow.tag).where(
            TagFollow.user_id == viewer.id, _begins(TagFollow.tag, folded)
        )
        yield "You follow it", followed.order_by(TagFollow.tag)
    popular = select(PopularTag.tag).where(_begins(PopularTag.tag, folded))
    yield "Popular", popular.order_by(col(PopularTag.people_count).desc(), PopularTag.tag)


def _begins(column: Any, begin: str) -> Any:
    # Not LIKE: SQLite uses no index for it.
    return col(column).between(begin, begin + AFTER_ALL)
