"""Reads comments as cards, each list in a constant number of statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone import clock, text
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.cards import CommentCard, CommentPage, ReplyCard
from instaclone.comments.commenting import refusal
from instaclone.comments.editing import may_edit
from instaclone.comments.filtering import filtered
from instaclone.comments.models import Comment, CommentLike
from instaclone.comments.visibility import visible_comments
from instaclone.db.dialect import by_index
from instaclone.errors import NotFound
from instaclone.posts.models import Post
from instaclone.posts.visibility import visible_post
from instaclone.profiles.people import avatars
from instaclone.relations.standing import unmet_people

PAGE = 20
LONGEST = 60  # comments that are read again at once, and replies of one

Row = tuple[Comment, str]


@dataclass(frozen=True)
class _Scene:
    """Who looks at the comments of which post, and what they asked to see of the filtered ones."""

    viewer: Viewer | None
    post: Post
    revealed: Collection[int]


def comments_page(
    session: Session,
    viewer: Viewer | None,
    code: str,
    before: int | None = None,
    *,
    down_to: int | None = None,
    threads: Mapping[int, int] | None = None,
    revealed: Collection[int] = (),
) -> CommentPage:
    """The newest comments older than the cursor; the first page begins with the pinned ones.

    With `down_to` as many as reach down to that id, for reading again what is on a screen.
    `threads` says of which comments how many replies are open, `revealed` which filtered ones are.
    Raises NotFound when the post is not for the viewer.
    """
    post = visible_post(session, viewer, code)
    assert post.id
    scene = _Scene(viewer, post, revealed)
    size = PAGE if down_to is None else LONGEST
    rows = _top_rows(session, scene, before, down_to, size)
    unpinned = [row.id for row, _ in rows if row.pinned_at is None and row.id]
    more = len(unpinned) > size
    if more:
        rows, unpinned = rows[:-1], unpinned[:-1]
    return CommentPage(
        post.id,
        _with_replies(session, scene, rows, threads or {}),
        unpinned[-1] if more else None,
        refusal(session, viewer, post),
    )


def post_id(session: Session, viewer: Viewer | None, code: str) -> int:
    """The id of the post, for hearing of its comments; raises NotFound when it is not for them."""
    post = visible_post(session, viewer, code)
    assert post.id
    return post.id


def place_of(
    session: Session, viewer: Viewer | None, code: str, comment_id: int
) -> tuple[int, int]:
    """Under which comment of the post another stands, itself or its parent, and after how many
    replies; zeros when it, or the post, is not there for the viewer."""
    try:
        post = visible_post(session, viewer, code)
    except NotFound:
        return 0, 0
    found = session.execute(
        sa_select(col(Comment.parent_id)).where(
            col(Comment.id) == comment_id,
            col(Comment.post_id) == post.id,
            visible_comments(viewer),
        )
    ).first()
    if found is None:
        return 0, 0
    if found[0] is None:
        return comment_id, 0
    place = sa_select(func.count()).where(
        col(Comment.parent_id) == found[0],
        col(Comment.id) <= comment_id,
        visible_comments(viewer),
    )
    return found[0], session.execute(place).scalar() or 0


def _rows() -> Any:
    return select(Comment, User.username).join(User, col(User.id) == col(Comment.author_id))


def _top_rows(
    session: Session, scene: _Scene, before: int | None, down_to: int | None, size: int
) -> list[Row]:
    """The pinned comments, unless an older page is asked for, and up to `size` + 1 others."""
    here = (
        col(Comment.post_id) == scene.post.id,
        col(Comment.parent_id).is_(None),
        visible_comments(scene.viewer),
    )
    others = sa_select(col(Comment.id)).where(*here, col(Comment.pinned_at).is_(None))
    if before is not None:
        others = others.where(col(Comment.id) < before)
    if down_to is not None:
        others = others.where(col(Comment.id) >= down_to)
    newest = by_index(others, Comment, "ix_comment_post_parent").order_by(col(Comment.id).desc())
    newest = newest.limit(size + 1).subquery()
    wanted = sa_select(newest.c.id)
    if before is None:
        pinned = sa_select(col(Comment.id)).where(*here, col(Comment.pinned_at).is_not(None))
        wanted = union_all(wanted, pinned)
    chosen = wanted.subquery()
    statement = _rows().join(chosen, chosen.c.id == col(Comment.id))
    found = session.execute(
        statement.order_by(
            col(Comment.pinned_at).is_(None), col(Comment.pinned_at).desc(), col(Comment.id).desc()
        )
    )
    return [tuple(row) for row in found]


def _with_replies(
    session: Session, scene: _Scene, rows: list[Row], threads: Mapping[int, int]
) -> list[CommentCard]:
    ids = [row.id for row, _ in rows if row.id]
    counts = _reply_counts(session, scene.viewer, ids)
    below = _open_replies(session, scene.viewer, {each: threads.get(each, 0) for each in ids})
    fields = iter(_fields(session, scene, [*rows, *below]))
    tops = [(row, next(fields)) for row, _ in rows]
    under: dict[int, list[ReplyCard]] = {each: [] for each in ids}
    for reply, _ in below:
        under[reply.parent_id or 0].append(ReplyCard(**next(fields)))
    is_author = scene.viewer is not None and scene.viewer.id == scene.post.author_id
    return [
        CommentCard(
            **values,
            is_pinned=row.pinned_at is not None,
            may_pin=is_author,
            reply_count=counts.get(values["id"], 0),
            replies=under[values["id"]],
            more_replies=max(counts.get(values["id"], 0) - len(under[values["id"]]), 0),
        )
        for row, values in tops
    ]


def _reply_counts(session: Session, viewer: Viewer | None, ids: list[int]) -> dict[int, int]:
    rows = session.execute(
        sa_select(col(Comment.parent_id), func.count())
        .where(col(Comment.parent_id).in_(ids), visible_comments(viewer))
        .group_by(col(Comment.parent_id))
    )
    return {row[0]: row[1] for row in rows}


def _open_replies(session: Session, viewer: Viewer | None, threads: dict[int, int]) -> list[Row]:
    """The first replies of each comment, as many as its thread is open for."""
    numbers = {each: min(number, LONGEST) for each, number in threads.items() if number > 0}
    place = func.row_number().over(partition_by=col(Comment.parent_id), order_by=col(Comment.id))
    ranked = (
        sa_select(col(Comment.id), place.label("place"))
        .where(col(Comment.parent_id).in_(list(numbers)), visible_comments(viewer))
        .subquery()
    )
    found = session.execute(
        _rows()
        .join(ranked, ranked.c.id == col(Comment.id))
        .where(ranked.c.place <= max(numbers.values(), default=0))
        .order_by(col(Comment.id))
    )
    kept: list[Row] = []
    for row, username in found:
        numbers[row.parent_id] -= 1
        if numbers[row.parent_id] >= 0:
            kept.append((row, username))
    return kept


def _fields(session: Session, scene: _Scene, rows: list[Row]) -> list[dict[str, Any]]:
    """What every card holds: four statements, however many."""
    viewer, now = scene.viewer, clock.now()
    hidden = filtered(session, viewer, scene.post.author_id, [row for row, _ in rows])
    ids = [row.id for row, _ in rows if row.id]
    liked, unmet = _liked(session, viewer, ids), _unmet_likes(session, viewer, ids)
    pictures = avatars(session, {row.author_id for row, _ in rows})
    made = []
    for row, username in rows:
        is_own = viewer is not None and viewer.id == row.author_id
        is_filtered = row.id in hidden and row.id not in scene.revealed
        changeable = may_edit(viewer, row)
        likes = row.like_count - unmet.get(row.id or 0, 0)
        made.append(
            {
                "id": row.id,
                "author": username,
                "avatar": pictures.get(row.author_id, ""),
                "pieces": [] if is_filtered else text.pieces(row.body),
                "body": row.body if changeable else "",
                "when": text.ago(row.created_at, now),
                "moment": row.created_at.isoformat(),
                "moment_in_full": text.date_and_time(row.created_at),
                "like_count": likes,
                "likes": text.count_of(likes, "like", "likes") if likes else "",
                "is_liked": row.id in liked,
                "is_edited": row.edited_at is not None,
                "is_filtered": is_filtered,
                "is_own": is_own,
                "may_edit": changeable,
                "may_delete": is_own or (viewer is not None and viewer.id == scene.post.author_id),
            }
        )
    return made


def _unmet_likes(session: Session, viewer: Viewer | None, ids: list[int]) -> dict[int, int]:
    """How many likes of a comment are by people in a block with the viewer."""
    if viewer is None:
        return {}
    unmet = unmet_people(viewer)
    rows = session.execute(
        sa_select(col(CommentLike.comment_id), func.count())
        .select_from(unmet)
        .join(CommentLike, col(CommentLike.user_id) == unmet.c.id)
        .where(col(CommentLike.comment_id).in_(ids))
        .group_by(col(CommentLike.comment_id))
    )
    return {row[0]: row[1] for row in rows}


def _liked(session: Session, viewer: Viewer | None, ids: list[int]) -> set[int]:
    if viewer is None:
        return set()
    rows = select(CommentLike.comment_id).where(
        CommentLike.user_id == viewer.id, col(CommentLike.comment_id).in_(ids)
    )
    return set(session.exec(rows))
