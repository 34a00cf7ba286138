"""Has the pictures of one post read again, whatever they were scanned with."""

from sqlmodel import Session, col, select

from instaclone.errors import NotFound
from instaclone.posts.models import Post, PostMedia
from instaclone.vision.rescanning import rescan


def rescan_post(session: Session, code: str) -> int:
    """Set the scans of a post's pictures back to waiting; how many. NotFound without the post."""
    pictures = session.exec(
        select(PostMedia.media_id)
        .join(Post, col(Post.id) == PostMedia.post_id)
        .where(Post.code == code, col(Post.deleted_at).is_(None))
    ).all()
    if not pictures:
        raise NotFound(f"There is no post with the code {code}.")
    return sum(rescan(session, media_id=media_id) for media_id in pictures)
