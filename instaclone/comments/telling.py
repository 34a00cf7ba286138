"""Tells people of comments: whose post it is, who is answered, who is mentioned.

Nobody hears twice of one comment: to be answered counts most, then one's own post, then a mention.
"""

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import COMMENT, MENTION, REPLY, Notification
from instaclone.activity.notifying import notify, withdraw
from instaclone.comments.models import Comment
from instaclone.posts.mentioning import MOST, no_longer, who_may_see
from instaclone.posts.models import Post
from instaclone.text import mentions_in


def tell(
    session: Session, writer: Viewer, post: Post, comment: Comment, answered: list[int]
) -> None:
    """Tell everybody a new comment concerns; `answered` are the people it replies to."""
    for user_id in answered:
        notify(session, REPLY, writer, user_id, post_id=post.id, comment_id=comment.id)
    if post.author_id not in answered:
        notify(session, COMMENT, writer, post.author_id, post_id=post.id, comment_id=comment.id)
    told = {writer.id, post.author_id, *answered}
    _mention(session, writer, post, comment, _names(comment.body), told)


def tell_of_change(
    session: Session, writer: Viewer, post: Post, comment: Comment, old_body: str
) -> None:
    """After an edit: tell who is mentioned now and was not; take it back from the others."""
    now, before = _names(comment.body), _names(old_body)
    for user_id in no_longer(session, before, now):
        withdraw(session, MENTION, writer.id, user_id, post_id=post.id, comment_id=comment.id)
    told = {writer.id, post.author_id, *_answered(session, comment)}
    _mention(session, writer, post, comment, [name for name in now if name not in before], told)


def _names(body: str) -> list[str]:
    return mentions_in(body)[:MOST]


def _mention(
    session: Session,
    writer: Viewer,
    post: Post,
    comment: Comment,
    usernames: list[str],
    told: set[int],
) -> None:
    for user_id in who_may_see(session, post, usernames):
        if user_id not in told:
            notify(session, MENTION, writer, user_id, post_id=post.id, comment_id=comment.id)


def _answered(session: Session, comment: Comment) -> list[int]:
    """Who was told of the comment as of an answer, and who wrote what it stands under."""
    told = select(Notification.recipient_id).where(
        col(Notification.comment_id) == comment.id, col(Notification.kind) == REPLY
    )
    above = select(Comment.author_id).where(Comment.id == comment.parent_id)
    return [*session.exec(told), *session.exec(above)]
