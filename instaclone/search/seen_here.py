"""What is often seen in the posts of a tag or a place: each a search for both, at a cost that does
not grow with the posts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import by_index
from instaclone.folding import tokens
from instaclone.objects.cards import ObjectLink
from instaclone.objects.naming import link
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.posts.visibility import findable_posts
from instaclone.search.addresses import address
from instaclone.search.terms import All, At, Tagged, Term, Thing, Words
from instaclone.search.writing import write
from instaclone.vision.models import LabelCount

SEEN = 8
WINDOW = 200  # of the newest posts, whoever may see them


def search_for(label: str) -> str:
    """The address of a search for an object."""
    return address(write(_thing(label)))


def seen_with_tag(
    session: Session, viewer: Viewer | None, tag: str, languages: Sequence[str] = ()
) -> list[ObjectLink]:
    """What most people show in the newest posts with a tag, each with the address of a search for
    that; in one statement."""
    newest = (
        select(col(PostTag.post_id))
        .where(col(PostTag.tag) == tag, col(PostTag.sort_key).is_not(None))
        .order_by(col(PostTag.sort_key).desc())
        .limit(WINDOW)
    )
    found = _seen(session, viewer, newest)
    return [_link(label, Tagged(tag), languages) for label in found]


def seen_at_place(
    session: Session,
    viewer: Viewer | None,
    place_id: int,
    name: str,
    languages: Sequence[str] = (),
) -> list[ObjectLink]:
    """What most people show in the newest posts from a place of this name, each with the address
    of a search for that; in one statement."""
    said = tuple(tokens(name))
    if not said:
        return []
    newest = by_index(
        select(col(Post.id).label("post_id"))
        .where(col(Post.place_id) == place_id, col(Post.sort_key).is_not(None))
        .order_by(col(Post.sort_key).desc())
        .limit(WINDOW),
        Post,
        "ix_post_place_sort",
    )
    return [_link(label, At(said), languages) for label in _seen(session, viewer, newest)]


def _seen(session: Session, viewer: Viewer | None, posts: Any) -> list[str]:
    newest = posts.subquery("newest")
    people = func.count(func.distinct(col(Post.author_id)))
    rows = session.scalars(
        select(col(LabelCount.label))
        .select_from(newest)
        .join(Post, col(Post.id) == newest.c.post_id)
        .join(PostMedia, col(PostMedia.post_id) == newest.c.post_id)
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(findable_posts(viewer))
        .group_by(col(LabelCount.label))
        .order_by(
            people.desc(), func.count(func.distinct(col(Post.id))).desc(), col(LabelCount.label)
        )
        .limit(SEEN)
    )
    return list(rows)


def _link(label: str, where: Term, languages: Sequence[str]) -> ObjectLink:
    return replace(link(label, languages), address=address(write(All((where, _thing(label))))))


def _thing(label: str) -> Thing:
    return Thing(label, Words(tuple(tokens(label))))
