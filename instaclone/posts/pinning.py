"""Keeps up to three posts at the top of their author's profile."""

from sqlmodel import Session, col, func, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict
from instaclone.live.bus import publish_later
from instaclone.posts.models import Post
from instaclone.posts.visibility import editable_post
from instaclone.profiles.models import Profile

MOST = 3
FULL = f"{MOST} posts are pinned to your profile already. Unpin one of them first."


def pin(session: Session, viewer: Viewer, code: str) -> None:
    """Pin the viewer's own post; raises Conflict when as many are pinned as may be, NotFound."""
    post = editable_post(session, viewer, code, hold=True)
    if post.archived_at is not None:
        raise Conflict("An archived post is not on your profile. Restore it, then pin it.")
    if post.pinned_at is not None:
        return
    # Held, so that two posts that are pinned at once are counted one after the other.
    session.exec(
        select(Profile.user_id).where(Profile.user_id == viewer.id).with_for_update()
    ).one()
    pinned = select(func.count()).where(
        Post.author_id == viewer.id, col(Post.pinned_at).is_not(None)
    )
    if session.exec(pinned).one() >= MOST:
        raise Conflict(FULL)
    post.pinned_at = clock.now()
    _announce(session, post)


def unpin(session: Session, viewer: Viewer, code: str) -> None:
    """Put the viewer's own post back to its place by time; raises NotFound otherwise."""
    post = editable_post(session, viewer, code, hold=True)
    if post.pinned_at is not None:
        post.pinned_at = None
        _announce(session, post)


def _announce(session: Session, post: Post) -> None:
    session.add(post)
    session.flush()
    publish_later(session, f"post:{post.id}")
    publish_later(session, f"user:{post.author_id}")
