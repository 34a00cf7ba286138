"""What is said of the posts of a subject, a place, a tag or an object: how many, and by a link."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Subquery, and_, func, select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.posts.card_queries import post_cards
from instaclone.posts.models import Post
from instaclone.posts.queries import picture_for_links
from instaclone.posts.visibility import counted_posts
from instaclone.text import count_of
from instaclone.ui.head import Head


def count_among(session: Session, viewer: Viewer | None, newest: Subquery, most: int) -> str:
    """How many posts the viewer may see, counted among the newest, of which there are `most` at
    most: what is older is said with a plus, and never counts what is for others."""
    counted, found = session.execute(
        select(func.count(), func.count(col(Post.id)))
        .select_from(newest)
        .outerjoin(Post, and_(col(Post.id) == newest.c.post_id, counted_posts(viewer)))
    ).one()
    return f"{found:,}+ posts" if counted == most else count_of(found, "post", "posts")


def head_with(
    session: Session, viewer: Viewer | None, title: str, said: str, rows: Iterable[Any]
) -> Head:
    """What a link says, with the picture of the first of these rows; where there are none, search
    engines leave the page out."""
    newest = post_cards(session, viewer, rows)
    image = picture_for_links(newest[0]) if newest else ""
    return Head(f"{title} · Instaclone", said, image, is_indexed=bool(newest))
