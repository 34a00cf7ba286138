"""Changes a comment, for a while."""

from datetime import timedelta

from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.comments.counting import announce
from instaclone.comments.indexing import index
from instaclone.comments.models import Comment
from instaclone.comments.tagging import retag
from instaclone.comments.telling import tell_of_change
from instaclone.comments.visibility import visible_comment
from instaclone.comments.wording import checked_body
from instaclone.errors import NotAllowed

MINUTES = 15  # after that, others have answered what stands there


def edit(session: Session, viewer: Viewer, comment_id: int, body: str) -> None:
    """Change the words of the viewer's own comment.

    Raises Invalid, NotFound, NotAllowed for another's comment or too late.
    """
    words = checked_body(body)
    comment, post = visible_comment(session, viewer, comment_id, hold=True)
    if comment.author_id != viewer.id:
        raise NotAllowed("Only who wrote a comment can change it.")
    if not may_edit(viewer, comment):
        raise NotAllowed(
            f"A comment can be changed for {MINUTES} minutes. Delete it, or write another one."
        )
    old = comment.body
    if words == old:
        return
    comment.body, comment.edited_at = words, clock.now()
    session.add(comment)
    session.flush()
    index(session, comment)
    tell_of_change(session, viewer, post, comment, old)
    if viewer.id == post.author_id:
        retag(session, post)
    announce(session, comment.post_id, counts=False)


def may_edit(viewer: Viewer | None, comment: Comment) -> bool:
    """Whether it is the viewer's own and young enough."""
    is_young = clock.now() - comment.created_at < timedelta(minutes=MINUTES)
    return viewer is not None and comment.author_id == viewer.id and is_young
