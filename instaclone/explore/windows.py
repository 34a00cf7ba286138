"""The newest posts of many tags, objects, people and places, a few of each: read by index.

Each statement is made once, for so many subjects; who has fewer asks for nothing in the others'
place. Left out is what the viewer (`me`) was shown or watched since the moments of `since`, likes
or keeps already: so that behind it older ones are found, and no more is read than that and what is
asked for.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from instaclone.db.dialect import by_index
from instaclone.db.types import Handle, UtcDateTime
from instaclone.explore.gate import looks_open
from instaclone.explore.models import Shown
from instaclone.media.models import VIDEO
from instaclone.posts.models import Post, PostLike, PostMedia, PostTag, SavedPost
from instaclone.vision.models import LabelCount

TAGS, OBJECTS, AUTHORS, PLACES, PEOPLE = "tags", "objects", "authors", "places", "people"
# Of how many subjects at most, and how many posts of each.
SIZES = {TAGS: (12, 40), OBJECTS: (12, 30), AUTHORS: (30, 4), PLACES: (12, 12), PEOPLE: (40, 15)}

NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # nothing was shown since

_shown, _liked, _kept = aliased(Shown), aliased(PostLike), aliased(SavedPost)
_post = aliased(Post)


def since(moment: datetime, kind: str) -> dict[str, Any]:
    """The parameters of `unseen`: new is what was not shown since that moment; with `kind` VIDEO,
    what was not watched, for a tile that passes is no film that was seen."""
    is_film = kind == VIDEO
    return {
        "shown_since": NEVER if is_film else moment,
        "watched_since": moment if is_film else NEVER,
    }


def unseen(post_id: Any) -> ColumnElement[bool]:
    """The condition on a column of post ids that the post is news to the viewer; it takes the
    parameters of `since`."""
    me = bindparam("me")
    shown = exists().where(
        col(_shown.user_id) == me,
        col(_shown.post_id) == post_id,
        or_(
            col(_shown.shown_at) >= bindparam("shown_since", type_=UtcDateTime()),
            col(_shown.watched_at) >= bindparam("watched_since", type_=UtcDateTime()),
        ),
    )
    liked = exists().where(col(_liked.post_id) == post_id, col(_liked.user_id) == me)
    saved = exists().where(col(_kept.post_id) == post_id, col(_kept.user_id) == me)
    return ~or_(shown, liked, saved)


def newest_of(
    session: Session, kind: str, subjects: Sequence[str] | Sequence[int], values: dict[str, Any]
) -> list[tuple[int, int]]:
    """The newest unseen posts of the first of these subjects, as pairs of the subject's number in
    the list and the post's id; of PEOPLE, those they liked last, where that is no secret. One
    statement, or none."""
    most, _ = SIZES[kind]
    chosen = list(subjects)[:most]
    if not chosen:
        return []
    nothing = "" if kind in (TAGS, OBJECTS) else 0
    named = {f"subject_{number}": nothing for number in range(most)}
    named |= {f"subject_{number}": subject for number, subject in enumerate(chosen)}
    rows = session.execute(_statement(kind), values | named)
    return [(number, post_id) for number, post_id in rows]


@cache
def _statement(kind: str) -> Any:
    many, each = SIZES[kind]
    parts = []
    for number in range(many):
        some = _PARTS[kind](number).limit(each).subquery()
        label = bindparam(f"number_{number}", number, literal_execute=True).label("number")
        parts.append(select(label, some.c.post_id))
    return union_all(*parts)


def _subject(number: int) -> Any:
    return bindparam(f"subject_{number}")


def _of_tag(number: int) -> Any:
    return by_index(
        select(col(PostTag.post_id).label("post_id"))
        .where(
            col(PostTag.tag) == bindparam(f"subject_{number}", type_=Handle(100)),
            col(PostTag.sort_key) > 0,
            unseen(col(PostTag.post_id)),
        )
        .order_by(col(PostTag.sort_key).desc()),
        PostTag,
        "ix_post_tag_tag_sort",
    )


def _of_object(number: int) -> Any:
    return by_index(
        select(col(PostMedia.post_id).label("post_id"))
        .select_from(LabelCount)
        .join(PostMedia, col(PostMedia.media_id) == col(LabelCount.media_id))
        .where(
            col(LabelCount.label) == bindparam(f"subject_{number}", type_=Handle(64)),
            col(LabelCount.sort_key) > 0,
            unseen(col(PostMedia.post_id)),
        )
        .order_by(col(LabelCount.sort_key).desc()),
        LabelCount,
        "ix_label_count_label_sort",
    )


def _of_author(number: int) -> Any:
    return _of_posts(col(Post.author_id) == _subject(number), "ix_post_author_sort")


def _of_place(number: int) -> Any:
    return _of_posts(col(Post.place_id) == _subject(number), "ix_post_place_sort")


def _of_posts(condition: ColumnElement[bool], index: str) -> Any:
    statement = (
        select(col(Post.id).label("post_id"))
        .where(and_(condition, looks_open(), unseen(col(Post.id))))
        .order_by(col(Post.sort_key).desc())
    )
    return by_index(statement, Post, index)


def _liked_by(number: int) -> Any:
    # Not found by it either: that a post is here at all would tell who likes it.
    is_secret = exists().where(
        col(_post.id) == col(PostLike.post_id), col(_post.hides_like_count).is_(True)
    )
    return by_index(
        select(col(PostLike.post_id).label("post_id"))
        .where(col(PostLike.user_id) == _subject(number), ~is_secret, unseen(col(PostLike.post_id)))
        .order_by(col(PostLike.created_at).desc()),
        PostLike,
        "ix_post_like_user_created",
    )


_PARTS = {
    TAGS: _of_tag,
    OBJECTS: _of_object,
    AUTHORS: _of_author,
    PLACES: _of_place,
    PEOPLE: _liked_by,
}
