"""Keeps up to three comments at the top of a post."""

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.comments.counting import announce
from instaclone.comments.models import Comment
from instaclone.comments.visibility import visible_comment
from instaclone.errors import Conflict, NotAllowed
from instaclone.posts.models import Post

MOST = 3


def pin(session: Session, viewer: Viewer, comment_id: int) -> None:
    """Pin a comment below the viewer's own post.

    Raises NotFound, NotAllowed for others and for replies, Conflict when three are pinned.
    """
    comment, post = _own(session, viewer, comment_id)
    if comment.parent_id is not None:
        raise NotAllowed("A reply stands under its comment and cannot be pinned.")
    if comment.pinned_at is not None:
        return
    pinned = select(Comment.id).where(
        Comment.post_id == post.id,
        col(Comment.pinned_at).is_not(None),
        col(Comment.deleted_at).is_(None),
    )
    if len(session.exec(pinned).all()) >= MOST:
        raise Conflict("Three comments are pinned already. Unpin one of them first.")
    comment.pinned_at = clock.now()
    session.add(comment)
    announce(session, comment.post_id, counts=False)


def unpin(session: Session, viewer: Viewer, comment_id: int) -> None:
    """Let it stand among the others again."""
    comment, _ = _own(session, viewer, comment_id)
    comment.pinned_at = None
    session.add(comment)
    announce(session, comment.post_id, counts=False)


def _own(session: Session, viewer: Viewer, comment_id: int) -> tuple[Comment, Post]:
    comment, post = visible_comment(session, viewer, comment_id, hold=True)
    if post.author_id != viewer.id:
        raise NotAllowed("Only whose post it is can pin comments.")
    return comment, post
