"""Takes comments away."""

from sqlalchemy import update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import withdraw_comments
from instaclone.comments.counting import announce, count_comments, count_replies
from instaclone.comments.models import Comment
from instaclone.comments.tagging import retag
from instaclone.comments.visibility import visible_comment
from instaclone.errors import NotAllowed


def delete(session: Session, viewer: Viewer, comment_id: int) -> None:
    """Delete a comment with its replies: who wrote it may, and whose post it is.

    The words go at once; what was told of them is taken back. Raises NotFound, NotAllowed.
    """
    comment, post = visible_comment(session, viewer, comment_id, hold=True)
    if viewer.id not in (comment.author_id, post.author_id):
        raise NotAllowed("Only who wrote a comment, or whose post it is, can delete it.")
    assert comment.id
    assert post.id
    replies = session.exec(
        select(Comment.id).where(Comment.parent_id == comment.id, col(Comment.deleted_at).is_(None))
    ).all()
    gone = [comment.id, *(reply for reply in replies if reply)]
    session.execute(
        update(Comment)
        .where(col(Comment.id).in_(gone))
        .values(deleted_at=clock.now(), body="", pinned_at=None, reply_count=0)
    )
    count_comments(session, post.id, -len(gone))
    if comment.parent_id is not None:
        count_replies(session, comment.parent_id, -1)
    withdraw_comments(session, gone)
    retag(session, post)
    announce(session, post.id)
