"""Takes a post out of everybody's sight but its author's, and brings it back where it stood."""

from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce_post
from instaclone.live.bus import publish_later
from instaclone.posts.visibility import editable_post


def archive(session: Session, viewer: Viewer, code: str) -> None:
    """Archive the viewer's own post, with its likes and comments; raises NotFound otherwise."""
    post = editable_post(session, viewer, code, hold=True)
    if post.archived_at is None:
        post.archived_at = clock.now()
        post.pinned_at = None
        session.add(post)
        announce_post(session, post.id or 0)
        publish_later(session, f"post:{post.id}")


def unarchive(session: Session, viewer: Viewer, code: str) -> None:
    """Show the viewer's own archived post again, at its old place; raises NotFound otherwise."""
    post = editable_post(session, viewer, code, hold=True)
    if post.archived_at is not None:
        post.archived_at = None
        session.add(post)
        announce_post(session, post.id or 0)
        publish_later(session, f"post:{post.id}")
        publish_later(session, f"user:{post.author_id}")
