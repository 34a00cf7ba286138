"""Writes comments and replies."""

from datetime import timedelta

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.comments import telling
from instaclone.comments.counting import announce, count_comments, count_replies
from instaclone.comments.indexing import index
from instaclone.comments.models import Comment
from instaclone.comments.tagging import retag
from instaclone.comments.visibility import GONE, visible_comments
from instaclone.comments.wording import checked_body
from instaclone.errors import NotAllowed, NotFound, TooMany
from instaclone.posts.models import FOLLOWERS, FOLLOWING, NOBODY, Post
from instaclone.posts.visibility import visible_post
from instaclone.relations.standing import follows

MOST, WITHIN = 60, timedelta(minutes=10)


def comment(
    session: Session, viewer: Viewer, code: str, body: str, parent_id: int | None = None
) -> int:
    """A new comment under a post, or a reply; its id.

    A reply to a reply stands under the same comment: threads are one level deep. Raises Invalid,
    NotFound, NotAllowed where the author does not want it, TooMany.
    """
    words = checked_body(body)
    post = visible_post(session, viewer, code, hold=True)
    if sentence := refusal(session, viewer, post):
        raise NotAllowed(sentence)
    _check_pace(session, viewer)
    assert post.id
    answered, parent = _thread(session, viewer, post, parent_id)
    row = Comment(
        post_id=post.id,
        author_id=viewer.id,
        parent_id=parent.id if parent else None,
        body=words,
    )
    session.add(row)
    session.flush()
    assert row.id
    count_comments(session, post.id, 1)
    if parent and parent.id:
        count_replies(session, parent.id, 1)
    index(session, row)
    telling.tell(session, viewer, post, row, _answered_people(answered, parent))
    if viewer.id == post.author_id:
        retag(session, post)
    announce(session, post.id)
    return row.id


def refusal(session: Session, viewer: Viewer | None, post: Post) -> str:
    """Why the viewer may not comment on a post they see, as a sentence; "" when they may."""
    if viewer is None:
        return "Log in to comment."
    if viewer.id == post.author_id:
        return ""
    if post.comments_from == NOBODY:
        return "Comments are off for this post."
    if post.comments_from == FOLLOWERS:
        allowed, sentence = follows(viewer.id, post.author_id), "Only followers may comment here."
    elif post.comments_from == FOLLOWING:
        allowed = follows(post.author_id, viewer.id)
        sentence = "Only people the author follows may comment here."
    else:
        return ""
    return "" if session.execute(select(allowed)).scalar() else sentence


def _thread(
    session: Session, viewer: Viewer, post: Post, parent_id: int | None
) -> tuple[Comment | None, Comment | None]:
    """The comment that is answered, and the one under which the answer stands, which is held."""
    if parent_id is None:
        return None, None
    answered = session.exec(
        select(Comment).where(
            Comment.id == parent_id, Comment.post_id == post.id, visible_comments(viewer)
        )
    ).first()
    if answered is None:
        raise NotFound(GONE)
    top_id = answered.parent_id or answered.id
    top = session.exec(select(Comment).where(Comment.id == top_id).with_for_update()).one()
    return answered, top


def _answered_people(answered: Comment | None, parent: Comment | None) -> list[int]:
    return list(dict.fromkeys(each.author_id for each in (parent, answered) if each))


def _check_pace(session: Session, viewer: Viewer) -> None:
    """Sixty comments in ten minutes is more than anybody types and less than a machine would."""
    earliest = clock.now() - WITHIN
    recent = session.exec(
        select(Comment.created_at)
        .where(Comment.author_id == viewer.id, col(Comment.created_at) > earliest)
        .order_by(col(Comment.created_at).desc())
        .limit(MOST)
    ).all()
    if len(recent) == MOST:
        seconds = int((recent[-1] + WITHIN - clock.now()).total_seconds()) + 1
        minutes = -(-seconds // 60)
        raise TooMany(
            f"You wrote {MOST} comments in ten minutes. "
            f"You can go on in {minutes} {'minute' if minutes == 1 else 'minutes'}.",
            seconds,
        )
