"""Reads the posts of a tag and what is said about it, at a cost that does not grow with them.

A tag may stand in a million posts, and any number of the newest may be for others: nothing here
looks at more than a window of its newest entries.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, literal
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import in_order
from instaclone.db.paging import floor_of
from instaclone.errors import NotFound
from instaclone.ids import END_OF_TIME
from instaclone.posts.models import Post, PostTag
from instaclone.posts.queries import (
    TILES,
    post_rows,
    tile_cards,
)
from instaclone.posts.subject_heads import count_among, head_with
from instaclone.posts.visibility import findable_posts
from instaclone.settings import settings
from instaclone.tags.cards import PopularTagCard, TagCard, TagPage
from instaclone.tags.models import PopularTag, TagFollow
from instaclone.text import count_of, is_tag
from instaclone.ui.head import Head

TOP = 9  # the most liked
RELATED = 10
# How many of a tag's newest entries are looked at: for one page, the top, the count, the related.
WINDOW, TOP_WINDOW, COUNT_WINDOW, RELATED_WINDOW = 500, 500, 1000, 200
TOP_AGE = timedelta(days=30)
NO_TAG = "This is no tag: tags are letters, digits and underscores, with one letter at least."


def tag_card(session: Session, viewer: Viewer | None, tag: str) -> TagCard:
    """The head of a tag's page, be it used or not; raises NotFound for what is no tag."""
    if not is_tag(tag) or (viewer is None and settings().private_community):
        raise NotFound(NO_TAG)
    return TagCard(
        tag=tag,
        post_count=_post_count(session, viewer, tag),
        is_followed=viewer is not None and session.get(TagFollow, (viewer.id, tag)) is not None,
        related=_related(session, viewer, tag),
    )


def tag_page(
    session: Session, viewer: Viewer | None, tag: str, before: int | None = None
) -> TagPage:
    """The newest posts of a tag older than the cursor. A page may be short, though others follow:
    where most of a window is not for the viewer."""
    before = before or END_OF_TIME
    floor = _floor(session, tag, before)
    rows = session.execute(
        _posts_of(viewer, tag)
        .where(col(PostTag.sort_key) < before, col(PostTag.sort_key) >= floor)
        .order_by(col(PostTag.sort_key).desc())
        .limit(TILES)
    ).all()
    full = len(rows) == TILES
    return TagPage(
        tile_cards(session, viewer, rows), rows[-1][0].sort_key if full else floor or None
    )


def top_tiles(session: Session, viewer: Viewer | None, tag: str) -> TagPage:
    """The most liked of a tag's newest posts of 30 days, those that somebody liked at all. Whose
    author hides the number is not among them: its place would tell it."""
    newest = _newest(tag, TOP_WINDOW, since=ids.sort_key(clock.now() - TOP_AGE))
    rows = session.execute(
        post_rows()
        .join(newest, newest.c.post_id == col(Post.id))
        .where(
            col(Post.like_count) > 0,
            col(Post.hides_like_count).is_(False),
            findable_posts(viewer),
        )
        .order_by(col(Post.like_count).desc(), newest.c.sort_key.desc())
        .limit(TOP)
    ).all()
    return TagPage(tile_cards(session, viewer, rows), None)


def popular(session: Session, viewer: Viewer | None, limit: int) -> list[PopularTagCard]:
    """The tags that most people used in public in the last 14 days."""
    if viewer is None and settings().private_community:
        return []
    rows = session.exec(
        select(PopularTag)
        .order_by(
            col(PopularTag.people_count).desc(), col(PopularTag.post_count).desc(), PopularTag.tag
        )
        .limit(limit)
    )
    return [PopularTagCard(row.tag, count_of(row.people_count, "person", "people")) for row in rows]


def tag_head(session: Session, viewer: Viewer | None, tag: str) -> Head | None:
    """What a link to a tag says; None for what is no tag. One that nobody used is not indexed."""
    if not is_tag(tag) or (viewer is None and settings().private_community):
        return None
    rows = session.execute(
        _posts_of(viewer, tag)
        .where(col(PostTag.sort_key) >= _floor(session, tag))
        .order_by(col(PostTag.sort_key).desc())
        .limit(1)
    ).all()
    said = f"{_post_count(session, viewer, tag)} tagged #{tag}."
    return head_with(session, viewer, f"#{tag}", said, rows)


def _posts_of(viewer: Viewer | None, tag: str) -> Any:
    return (
        post_rows()
        .join(PostTag, col(PostTag.post_id) == col(Post.id))
        .where(col(PostTag.tag) == tag, findable_posts(viewer))
    )


def _floor(session: Session, tag: str, before: int = END_OF_TIME) -> int:
    is_of_it = col(PostTag.tag) == tag
    return floor_of(session, col(PostTag.sort_key), WINDOW, is_of_it, before=before)


def _newest(tag: str, window: int, since: int = 0) -> Any:
    """A tag's newest entries, no more than `window`: whoever may see them."""
    return (
        sa_select(col(PostTag.post_id), col(PostTag.sort_key))
        .where(col(PostTag.tag) == tag, col(PostTag.sort_key) >= since)
        .order_by(col(PostTag.sort_key).desc())
        .limit(window)
        .subquery("newest")
    )


def _post_count(session: Session, viewer: Viewer | None, tag: str) -> str:
    return count_among(session, viewer, _newest(tag, COUNT_WINDOW), COUNT_WINDOW)


def _related(session: Session, viewer: Viewer | None, tag: str) -> list[str]:
    """The tags that most people put beside it in its newest posts."""
    newest, beside = _newest(tag, RELATED_WINDOW), aliased(PostTag)
    people = func.count(func.distinct(col(Post.author_id)))
    related = (
        sa_select(col(beside.tag))
        .select_from(newest)
        .join(Post, col(Post.id) == newest.c.post_id)
        .join(beside, col(beside.post_id) == newest.c.post_id)
        .where(col(beside.tag) != literal(tag), findable_posts(viewer))
        .group_by(col(beside.tag))
        .order_by(people.desc(), func.count().desc(), col(beside.tag))
        .limit(RELATED)
    )
    return list(session.scalars(in_order(related)))
