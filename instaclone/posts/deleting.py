"""Takes posts away: into their author's recycle bin, out of it again, and away for good.

In the bin nobody sees a post, nor the bytes of its pictures, but its author in the bin.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete as sql_delete
from sqlalchemy import exists, update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import Notification
from instaclone.activity.notifying import announce, announce_post
from instaclone.errors import NotFound
from instaclone.live.bus import publish_later
from instaclone.media.models import Media
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.publishing import is_avatar, show_if_ready
from instaclone.posts.visibility import editable_post

DAYS = 30  # in the bin
BATCH = 50
NOT_THERE = "This post is not in your recycle bin. It may have been deleted for good."


def delete(session: Session, viewer: Viewer, code: str) -> None:
    """Put the viewer's own post into their bin; raises NotFound when it is not theirs."""
    post = editable_post(session, viewer, code, hold=True)
    post.deleted_at = clock.now()
    post.pinned_at = None
    session.add(post)
    announce_post(session, post.id or 0)
    publish_later(session, f"post:{post.id}")


def restore(session: Session, viewer: Viewer, code: str) -> None:
    """Take the viewer's own post out of the bin, with its likes and comments; raises NotFound."""
    post = session.exec(
        select(Post)
        .where(Post.code == code, Post.author_id == viewer.id, in_bin())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if post is None:
        raise NotFound(NOT_THERE)
    post.deleted_at = None
    session.add(post)
    if post.sort_key is None:
        show_if_ready(session, post)  # its pictures may have become ready meanwhile
    announce_post(session, post.id or 0)
    publish_later(session, f"post:{post.id}")
    publish_later(session, f"user:{post.author_id}")


def delete_for_good(session: Session, viewer: Viewer, code: str) -> None:
    """Erase one post of the viewer's bin; raises NotFound when it is not there."""
    if not _erase(session, _in_bin_of(session, viewer, code)):
        raise NotFound(NOT_THERE)


def empty_bin(session: Session, viewer: Viewer) -> int:
    """Erase every post of the viewer's bin; how many."""
    return _erase(session, _in_bin_of(session, viewer))


def overdue(session: Session, now: datetime) -> Sequence[int]:
    """Some posts whose days in the bin are over."""
    statement = select(Post.id).where(col(Post.deleted_at) <= now - timedelta(days=DAYS))
    return [post_id for post_id in session.exec(statement.limit(BATCH)) if post_id]


def purge(session: Session, post_id: int) -> bool:
    """Erase a post whose days in the bin are over; False when it was restored meanwhile."""
    return bool(_erase(session, [post_id]))


def in_bin():
    """The condition under which a post can be restored: deleted, and its pictures still there."""
    lost = exists().where(
        col(PostMedia.post_id) == col(Post.id),
        col(Media.id) == col(PostMedia.media_id),
        col(Media.deleted_at).is_not(None),
    )
    return col(Post.deleted_at).is_not(None) & ~lost


def _in_bin_of(session: Session, viewer: Viewer, code: str | None = None) -> Sequence[int]:
    statement = select(Post.id).where(
        Post.author_id == viewer.id, col(Post.deleted_at).is_not(None)
    )
    if code is not None:
        statement = statement.where(Post.code == code)
    return [post_id for post_id in session.exec(statement) if post_id]


def _erase(session: Session, post_ids: Sequence[int]) -> int:
    """Remove posts of a bin with their words, likes, comments and notifications; how many.

    The bytes of their pictures go with the next sweep. Who restores one at this moment wins or
    finds nothing: what counts is what the row says once it is held.
    """
    pictures = select(PostMedia.media_id).where(col(PostMedia.post_id).in_(post_ids))
    held = col(Media.id).in_(session.exec(pictures).all())
    session.exec(select(Media.id).where(held).order_by(col(Media.id)).with_for_update()).all()
    doomed = session.exec(
        select(Post.id)
        .where(col(Post.id).in_(post_ids), col(Post.deleted_at).is_not(None))
        .order_by(col(Post.id))
        .with_for_update()
    ).all()
    if not doomed:
        return 0
    told = select(Notification.recipient_id).where(col(Notification.post_id).in_(doomed))
    for recipient_id in set(session.exec(told)):
        announce(session, recipient_id)
    shown = session.exec(select(PostMedia.media_id).where(col(PostMedia.post_id).in_(doomed))).all()
    gone = update(Media).where(col(Media.id).in_(shown), ~is_avatar())
    session.execute(gone.values(deleted_at=clock.now()))
    # What hangs on a post goes with its row: every table says so with ON DELETE CASCADE.
    session.execute(sql_delete(Post).where(col(Post.id).in_(doomed)))
    return len(doomed)
