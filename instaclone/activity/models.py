"""What happened to whom: notifications, and which of them a person wants."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Handle, UtcDateTime

FOLLOW, REQUEST, ACCEPT = "follow", "request", "accept"
LIKE, COMMENT, REPLY, MENTION = "like", "comment", "reply", "mention"
TAG, COMMENT_LIKE, SEARCH = "tag", "comment_like", "search"
KINDS = (FOLLOW, REQUEST, ACCEPT, LIKE, COMMENT, REPLY, MENTION, TAG, COMMENT_LIKE, SEARCH)
# From whom a person wants notifications of a kind.
EVERYONE, FOLLOWING, NOBODY = "everyone", "following", "nobody"
SENDERS = (EVERYONE, FOLLOWING, NOBODY)


class Notification(SQLModel, table=True):
    """`actor_id` did something that concerns `recipient_id`.

    `cause` names what was done, such as like:post:5, so that the same act is never told twice and
    is withdrawn when it is undone. Those of one `bundle` are shown as one: "ana and 3 others".
    `search_id` is the recipient's saved search that found the actor's post.
    """

    __table_args__ = (
        UniqueConstraint("recipient_id", "actor_id", "cause"),
        Index("ix_notification_recipient", "recipient_id", "id"),
        Index("ix_notification_unread", "recipient_id", "read_at"),
        Index("ix_notification_bundle", "recipient_id", "bundle", "id"),
        Index("ix_notification_post", "post_id"),
        Index("ix_notification_comment", "comment_id"),
        Index("ix_notification_search", "search_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    recipient_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    actor_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    kind: str = Field(sa_column=Column(Handle(15), nullable=False))
    cause: str = Field(sa_column=Column(Handle(60), nullable=False))
    bundle: str = Field(sa_column=Column(Handle(60), nullable=False))
    post_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), nullable=True)
    )
    comment_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("comment.id", ondelete="CASCADE"), nullable=True)
    )
    search_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("saved_search.id", ondelete="CASCADE"), nullable=True),
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NotificationWish(SQLModel, table=True):
    """From whom `user_id` wants notifications of a kind; without a row from everyone."""

    __tablename__ = "notification_wish"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(sa_column=Column(Handle(15), primary_key=True))
    senders: str = Field(sa_column=Column(Handle(15), nullable=False))


class QuietHours(SQLModel, table=True):
    """Between `begins` and `ends`, minutes after midnight in `zone`, nothing pops up or counts in
    the title. What happens meanwhile is recorded and waits in the list."""

    __tablename__ = "quiet_hours"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    begins: int
    ends: int
    zone: str = Field(sa_column=Column(Handle(60), nullable=False))
