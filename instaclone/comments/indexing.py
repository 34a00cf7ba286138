"""What comments are found by: their words. Who wrote the post finds it by them."""

from sqlmodel import Session, col, select

from instaclone.comments.models import Comment, CommentWords
from instaclone.db.full_text import encoded
from instaclone.folding import tokens


def index(session: Session, comment: Comment) -> None:
    """Write anew what a comment is found by."""
    assert comment.id
    words = encoded(tokens(comment.body))
    session.merge(CommentWords(comment_id=comment.id, words=words))
    session.flush()


def unindexed(session: Session, begin: int, end: int) -> list[int]:
    """Ids from `begin` up to, and without, `end` of comments from before there was an index, the
    newest first."""
    indexed = select(CommentWords.comment_id).where(CommentWords.comment_id == Comment.id).exists()
    here = col(Comment.id)
    statement = select(Comment.id).where(here >= begin, here < end, ~indexed).order_by(here.desc())
    return [comment_id for comment_id in session.exec(statement) if comment_id]


def index_comment(session: Session, comment_id: int) -> None:
    """Write anew what the comment with this id is found by."""
    comment = session.exec(
        select(Comment).where(Comment.id == comment_id).with_for_update()
    ).first()
    if comment is not None:
        index(session, comment)
