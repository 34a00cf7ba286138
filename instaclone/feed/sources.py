"""Where a page of the feed comes from, found without sorting all posts.

A page's cost must not grow with the number of posts. Its posts come from people and from tags. The
newest `size` posts are never older than the newest of `size` of these sources, nor than anybody's
own post number `size`: either alone would fill the page. So each source is asked for one or two
keys, by index, and only those that can be in the page are read.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.posts.models import Post, PostTag
from instaclone.posts.visibility import findable_posts, visible_posts, wanted_posts
from instaclone.relations.models import Follow
from instaclone.relations.standing import mutes, visible_people
from instaclone.tags.models import TagFollow

# A tag is open to all: most of its posts may be for others, or by somebody who is muted. So many
# times the size of a page is looked at in each, and the page ends where that ends.
WINDOW = 5

_post, _tagged, _entry = aliased(Post), aliased(PostTag), aliased(PostTag)


@dataclass(frozen=True)
class Look:
    """The authors and tags a page can come from, and the oldest key it can hold."""

    authors: list[int]
    tags: list[str]
    floor: int


def where_to_look(session: Session, viewer: Viewer, before: int, size: int) -> Look:
    """The sources of the newest `size` posts older than the cursor, in two statements."""
    authors = session.execute(_authors(viewer, before, size)).all()
    tags = session.execute(_tags(viewer, before, size)).all()
    latest = {key for _, key, _ in authors} | {key for _, key, _, _ in tags if key is not None}
    floors = [filling for _, _, filling in authors if filling is not None]
    floors += [filling or end for _, _, filling, end in tags if filling or end]
    if len(latest) >= size:
        floors.append(sorted(latest)[-size])
    floor = max(floors, default=0)
    return Look(
        [author for author, key, _ in authors if key >= floor],
        [tag for tag, key, _, _ in tags if key is not None and key >= floor],
        floor,
    )


def _authors(viewer: Viewer, before: int, size: int) -> Any:
    """The `size` people with the newest posts: id, key of the latest, key of number `size`."""
    followed = (
        select(col(Follow.followed_id).label("id"))
        .join(User, col(User.id) == Follow.followed_id)
        .where(
            Follow.follower_id == viewer.id,
            visible_people(viewer),
            ~mutes(viewer.id, Follow.followed_id),
        )
    )
    people = union_all(select(literal(viewer.id).label("id")), followed).subquery("people")
    latest = _author_key(people.c.id, viewer, before, 0).label("latest")
    newest = select(people.c.id, latest).order_by(latest.desc()).limit(size).subquery("newest")
    return select(
        newest.c.id, newest.c.latest, _author_key(newest.c.id, viewer, before, size - 1)
    ).where(newest.c.latest.is_not(None))


def _author_key(author: ColumnElement[int], viewer: Viewer, before: int, skip: int) -> Any:
    return (
        select(_post.sort_key)
        .where(
            col(_post.author_id) == author,
            col(_post.sort_key) < before,
            visible_posts(viewer, _post),
            wanted_posts(viewer, _post),
        )
        .order_by(col(_post.sort_key).desc())
        .offset(skip)
        .limit(1)
        .scalar_subquery()
    )


def _tags(viewer: Viewer, before: int, size: int) -> Any:
    """Every followed tag: name, key of the latest post, key of number `size`, end of its window."""
    end = (
        select(_entry.sort_key)
        .where(col(_entry.tag) == TagFollow.tag, col(_entry.sort_key) < before)
        .order_by(col(_entry.sort_key).desc())
        .offset(WINDOW * size - 1)
        .limit(1)
        .scalar_subquery()
    )
    tags = select(TagFollow.tag, end.label("end")).where(TagFollow.user_id == viewer.id).subquery()
    first, last = (_tag_key(tags.c, viewer, before, skip) for skip in (0, size - 1))
    return select(tags.c.tag, first, last, tags.c.end)


def _tag_key(tags: Any, viewer: Viewer, before: int, skip: int) -> Any:
    return (
        select(_tagged.sort_key)
        .join(_post, col(_post.id) == col(_tagged.post_id))
        .where(
            col(_tagged.tag) == tags.tag,
            col(_tagged.sort_key) < before,
            col(_tagged.sort_key) >= func.coalesce(tags.end, 0),
            findable_posts(viewer, _post),
        )
        .order_by(col(_tagged.sort_key).desc())
        .offset(skip)
        .limit(1)
        .scalar_subquery()
    )
