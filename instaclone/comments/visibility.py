"""Who may see a comment: the post's gate first, and then who wrote it.

A comment that moderation hid is seen by moderators and by who wrote it, who is not told; what they
read must not differ from what they wrote. The post's author, who may delete it, does not see it.
"""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.db.kept import kept
from instaclone.errors import NotFound
from instaclone.posts.models import Post
from instaclone.posts.visibility import visible_post
from instaclone.relations.models import Block
from instaclone.relations.standing import blocked_between

# Made once: making them costs more than the database needs.
_parent, _writer = aliased(Comment), aliased(User)
_post, _block = aliased(Post), aliased(Block)

GONE = "This comment is not here. It may have been deleted."


@kept
def visible_comments(
    viewer: Viewer | None, comment: type[Comment] = Comment
) -> ColumnElement[bool]:
    """The condition on Comment, or an alias of it, under which the viewer finds it below a post
    they may see.

    Nobody finds what a suspended person wrote, nor a person between whom and the post's author is a
    block, nor replies to what they do not find.
    """
    has_parent = exists().where(
        col(_parent.id) == col(comment.parent_id), _is_shown(viewer, _parent)
    )
    return and_(_is_shown(viewer, comment), or_(col(comment.parent_id).is_(None), has_parent))


def visible_comment(
    session: Session, viewer: Viewer | None, comment_id: int, *, hold: bool = False
) -> tuple[Comment, Post]:
    """The comment and its post; raises NotFound when it is missing or not for the viewer.

    With `hold` nobody else changes the two until the end of the transaction.
    """
    code = session.exec(
        select(Post.code)
        .join(Comment, col(Comment.post_id) == col(Post.id))
        .where(Comment.id == comment_id)
    ).first()
    if code is None:
        raise NotFound(GONE)
    post = visible_post(session, viewer, code, hold=hold)
    statement = select(Comment).where(Comment.id == comment_id, visible_comments(viewer))
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    comment = session.exec(statement).first()
    if comment is None:
        raise NotFound(GONE)
    return comment, post


def _is_shown(viewer: Viewer | None, comment: type[Comment]) -> ColumnElement[bool]:
    suspended = exists().where(
        col(_writer.id) == col(comment.author_id), col(_writer.suspended_at).is_not(None)
    )
    met = [
        col(comment.deleted_at).is_(None),
        ~suspended,
        ~_is_blocked_at_post(comment),
    ]
    if viewer is None:
        return and_(*met, col(comment.hidden_at).is_(None))
    met.append(~blocked_between(viewer.id, col(comment.author_id)))
    if not viewer.is_moderator:
        met.append(or_(col(comment.hidden_at).is_(None), col(comment.author_id) == viewer.id))
    return and_(*met)


def _is_blocked_at_post(comment: type[Comment]) -> ColumnElement[bool]:
    """Between who wrote the comment and the author of the post is a block.

    Not `blocked_between` inside another EXISTS: two levels deep it would lose sight of the comment.
    """
    author, writer = col(_post.author_id), col(comment.author_id)
    here = col(_post.id) == col(comment.post_id)
    return or_(
        exists().where(here, col(_block.blocker_id) == author, col(_block.blocked_id) == writer),
        exists().where(here, col(_block.blocker_id) == writer, col(_block.blocked_id) == author),
    )
