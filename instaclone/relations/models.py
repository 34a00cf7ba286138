"""How people stand to each other: follows and requests, blocks, mutes, close friends."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import UtcDateTime


class Follow(SQLModel, table=True):
    """`follower_id` sees the posts of `followed_id` in the feed."""

    # The lists of followers and followed are read in the order in which these lie.
    __table_args__ = (
        Index("ix_follow_followed_created", "followed_id", "created_at", "follower_id"),
        Index("ix_follow_follower_created", "follower_id", "created_at", "followed_id"),
    )

    follower_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    followed_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class FollowRequest(SQLModel, table=True):
    """`requester_id` would like to follow `requested_id`, who approves their followers."""

    __tablename__ = "follow_request"  # pyright: ignore[reportAssignmentType]

    requester_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    requested_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Block(SQLModel, table=True):
    """`blocker_id` has blocked `blocked_id`: from then on neither finds the other anywhere."""

    blocker_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    blocked_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Mute(SQLModel, table=True):
    """`muter_id` does not want the posts of `muted_id` in their lists, until `ends_at` or for good.

    The muted person is not told and can still be visited. `with_notifications`: what they do makes
    no notification either.
    """

    muter_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    muted_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    with_notifications: bool = False
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class CloseFriend(SQLModel, table=True):
    """`owner_id` counts `friend_id` among their close friends; only the owner knows."""

    __tablename__ = "close_friend"  # pyright: ignore[reportAssignmentType]

    owner_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    friend_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
