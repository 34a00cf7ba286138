"""The home page: the viewer's own posts and those of the people they follow, newest first."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, literal, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.posts.cards import PostCard
from instaclone.posts.models import Post
from instaclone.posts.queries import post_cards, post_rows
from instaclone.posts.visibility import visible_posts
from instaclone.relations.models import Follow

PAGE = 20
LONGEST = 200  # cards that are read again at once
END_OF_TIME = 2**63 - 1


@dataclass(frozen=True)
class FeedPage:
    """A page of cards; `next_before` is the cursor of the following one, None at the end."""

    cards: list[PostCard]
    next_before: int | None


def feed_page(
    session: Session, viewer: Viewer, before: int | None = None, size: int = PAGE
) -> FeedPage:
    """The newest `size` posts older than the cursor, in a constant number of statements."""
    before = before or END_OF_TIME
    authors, floor = _where_to_look(session, viewer, before, size)
    rows = session.execute(
        post_rows()
        .where(
            col(Post.author_id).in_(authors),
            col(Post.sort_key) < before,
            col(Post.sort_key) >= floor,
            visible_posts(viewer),
        )
        .order_by(col(Post.sort_key).desc())
        .limit(size)
    ).all()
    next_before = rows[-1][0].sort_key if len(rows) == size else None
    return FeedPage(post_cards(session, viewer, rows), next_before)


def _where_to_look(
    session: Session, viewer: Viewer, before: int, size: int
) -> tuple[list[int], int]:
    """The authors a page can come from, and the oldest key it can hold.

    A page's cost must not grow with the number of posts, so it never sorts all of them. The newest
    `size` posts come from at most `size` authors, those whose latest post is newest, found with one
    index look-up each. The page is never older than the last of these latest posts, nor than
    anybody's own post number `size`: either alone would fill it.
    """
    authors = union_all(
        select(literal(viewer.id).label("id")),
        select(col(Follow.followed_id).label("id")).where(Follow.follower_id == viewer.id),
    ).subquery("authors")
    latest = _nth_key(authors.c.id, viewer, before, 0).label("latest")
    candidates = select(authors.c.id, latest).order_by(latest.desc()).limit(size).subquery()
    found = session.execute(
        select(
            candidates.c.id,
            candidates.c.latest,
            _nth_key(candidates.c.id, viewer, before, size - 1),
        ).where(candidates.c.latest.is_not(None))
    ).all()
    floors = [filling for _, _, filling in found if filling is not None]
    if len(found) == size:
        floors.append(min(latest for _, latest, _ in found))
    return [author for author, _, _ in found], max(floors, default=0)


def _nth_key(author: ColumnElement[int], viewer: Viewer, before: int, skip: int):
    post = aliased(Post)
    return (
        select(post.sort_key)
        .where(
            col(post.author_id) == author, col(post.sort_key) < before, visible_posts(viewer, post)
        )
        .order_by(col(post.sort_key).desc())
        .offset(skip)
        .limit(1)
        .scalar_subquery()
    )
