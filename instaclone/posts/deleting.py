"""Takes a post away: from the next request on neither it nor its pictures are served."""

from sqlalchemy import update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.live.bus import publish_later
from instaclone.media.models import Media
from instaclone.posts.models import PostMedia
from instaclone.posts.visibility import editable_post


def delete(session: Session, viewer: Viewer, code: str) -> None:
    """Delete the viewer's own post and its pictures; raises NotFound when it is not theirs."""
    post = editable_post(session, viewer, code)
    now = clock.now()
    pictures = select(PostMedia.media_id).where(PostMedia.post_id == post.id)
    # Pictures before the post, as the worker takes them: the other way round is a deadlock.
    session.execute(update(Media).where(col(Media.id).in_(pictures)).values(deleted_at=now))
    post.deleted_at = now
    session.add(post)
    publish_later(session, f"post:{post.id}")
