"""Tells people what others did, in the transaction that did it, and takes it back when undone.

Recorded is only what the recipient wants at that moment. What they may no longer see later, after a
block or a deleted post, the list itself leaves out (`notifications.queries`).
"""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, column, delete, or_, select, table
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.models import FOLLOWING, NOBODY, Notification, NotificationWish
from instaclone.db.dialect import add_once
from instaclone.db.kept import kept
from instaclone.live.bus import publish_later
from instaclone.relations.standing import blocked_between, follows, mutes

# The rooms of posts and comments come later.
POSTS = table("post", column("id"), column("author_id"))
COMMENTS = table(
    "comment", column("id"), column("author_id"), column("post_id"), column("parent_id")
)
AT_ONCE = 500  # rows in one statement: some builds of SQLite take 32,766 values
# What is told of whom is shown as one: of a post, of a comment, or of a day.
BUNDLED = {kinds.LIKE: "post", kinds.COMMENT_LIKE: "comment", kinds.FOLLOW: "day"}


def notify(
    session: Session,
    kind: str,
    actor: Viewer,
    recipient_id: int,
    *,
    post_id: int | None = None,
    comment_id: int | None = None,
    search_id: int | None = None,
) -> bool:
    """Tell the recipient that the actor did this; False when they do not want to know.

    Nobody hears of their own acts, nor across a block or a mute that covers notifications. The same
    act is told once. `comment_id` is the comment that was written or liked, `search_id` the
    recipient's saved search that found the actor's post.
    """
    if actor.id == recipient_id or not _is_wanted(session, kind, actor.id, recipient_id):
        return False
    cause = _cause(kind, post_id, comment_id)
    bundle = _bundle(kind, cause, actor.id)
    if search_id is not None:
        cause = f"{kind}:{search_id}:post:{post_id}"
        bundle = _unread_bundle(session, recipient_id, f"{kind}:{search_id}", post_id)
    row = Notification(
        recipient_id=recipient_id,
        actor_id=actor.id,
        kind=kind,
        cause=cause,
        bundle=bundle,
        post_id=post_id,
        comment_id=comment_id,
        search_id=search_id,
    )
    if not add_once(session, row):
        return False
    announce(session, recipient_id)
    return True


def withdraw(
    session: Session,
    kind: str,
    actor_id: int,
    recipient_id: int | None = None,
    *,
    post_id: int | None = None,
    comment_id: int | None = None,
) -> None:
    """Take back what `notify` was called for with the same arguments; without a recipient, from
    everybody who was told."""
    met: list[ColumnElement[bool]] = [
        col(Notification.actor_id) == actor_id,
        col(Notification.cause) == _cause(kind, post_id, comment_id),
    ]
    if recipient_id is not None:
        met.append(col(Notification.recipient_id) == recipient_id)
    _withdraw(session, *met)


def withdraw_comments(session: Session, comment_ids: list[int]) -> None:
    """Take back everything told of these comments: that they were written, liked, mention people.

    Their replies are comments of their own.
    """
    if comment_ids:
        _withdraw(session, col(Notification.comment_id).in_(comment_ids))


def withdraw_between(session: Session, one: int, other: int, *kinds_of: str) -> None:
    """Take back what two people were told of each other, of these kinds."""
    _withdraw(
        session,
        or_(
            (col(Notification.actor_id) == one) & (col(Notification.recipient_id) == other),
            (col(Notification.actor_id) == other) & (col(Notification.recipient_id) == one),
        ),
        col(Notification.kind).in_(kinds_of),
    )


def announce(session: Session, recipient_id: int) -> None:
    """Have the recipient's open tabs read their notifications once this is committed."""
    publish_later(session, f"notifications:{recipient_id}")


def announce_post(session: Session, post_id: int) -> None:
    """Have everybody who was told of this post read again: who may see it has changed."""
    _announce_to(session, col(Notification.post_id) == post_id)


def announce_posts_of(session: Session, author_id: int) -> None:
    """Have everybody who was told of a post by this author read again."""
    theirs = select(POSTS.c.id).where(POSTS.c.author_id == author_id)
    _announce_to(session, col(Notification.post_id).in_(theirs))


def announce_comments_between(session: Session, one: int, other: int) -> None:
    """Have everybody read again who was told of a comment by one of two under a post of the other,
    or of an answer to it: a block between them hides those from all."""
    parent = COMMENTS.alias()
    writers = (COMMENTS.c.author_id, parent.c.author_id)
    theirs = (
        select(COMMENTS.c.id)
        .join(POSTS, POSTS.c.id == COMMENTS.c.post_id)
        .outerjoin(parent, parent.c.id == COMMENTS.c.parent_id)
        .where(
            or_(
                (POSTS.c.author_id == one) & or_(*(writer == other for writer in writers)),
                (POSTS.c.author_id == other) & or_(*(writer == one for writer in writers)),
            )
        )
    )
    _announce_to(session, col(Notification.comment_id).in_(theirs))


def _announce_to(session: Session, met: ColumnElement[bool]) -> None:
    session.flush()
    told = select(col(Notification.recipient_id)).where(met).distinct()
    for recipient_id in session.execute(told).scalars():
        announce(session, recipient_id)


def _withdraw(session: Session, *met: ColumnElement[bool]) -> None:
    # By id: a range that is deleted by condition locks what others insert beside it.
    rows = session.execute(
        select(col(Notification.id), col(Notification.recipient_id)).where(*met)
    ).all()
    for begin in range(0, len(rows), AT_ONCE):
        ids = [row[0] for row in rows[begin : begin + AT_ONCE]]
        session.execute(delete(Notification).where(col(Notification.id).in_(ids)))
    for recipient_id in {row[1] for row in rows}:
        announce(session, recipient_id)


def _is_wanted(session: Session, kind: str, actor_id: int, recipient_id: int) -> bool:
    asked = {"kind": kind, "actor": actor_id, "recipient": recipient_id}
    return session.execute(_wanted(), asked).first() is not None


@kept
def _wanted() -> Any:
    kind, actor_id, recipient_id = map(bindparam, ("kind", "actor", "recipient"))
    unwanted = select(col(NotificationWish.user_id)).where(
        col(NotificationWish.user_id) == recipient_id,
        col(NotificationWish.kind) == kind,
        or_(
            col(NotificationWish.senders) == NOBODY,
            (col(NotificationWish.senders) == FOLLOWING) & ~follows(recipient_id, actor_id),
        ),
    )
    return select(col(User.id)).where(
        col(User.id) == recipient_id,
        ~blocked_between(actor_id, recipient_id),
        ~mutes(recipient_id, actor_id, notifications=True),
        ~unwanted.exists(),
    )


def _cause(kind: str, post_id: int | None, comment_id: int | None) -> str:
    if comment_id is not None:
        return f"{kind}:comment:{comment_id}"
    if post_id is not None:
        return f"{kind}:post:{post_id}"
    return kind


def _bundle(kind: str, cause: str, actor_id: int) -> str:
    how = BUNDLED.get(kind)
    if how == "day":
        return f"{kind}:{clock.now():%Y-%m-%d}"
    return cause if how else f"{cause}:by:{actor_id}"


def _unread_bundle(session: Session, recipient_id: int, about: str, post_id: int | None) -> str:
    """The line of today that the recipient has not read yet, or a new one: what they have read is
    not counted again among what is new."""
    begin = f"{about}:{clock.now():%Y-%m-%d}:"
    unread = (
        select(col(Notification.bundle))
        .where(
            col(Notification.recipient_id) == recipient_id,
            col(Notification.bundle).startswith(begin),
            col(Notification.read_at).is_(None),
        )
        .order_by(col(Notification.id).desc())
        .limit(1)
    )
    return session.scalar(unread) or f"{begin}{post_id}"
