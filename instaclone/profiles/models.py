"""What a person shows of themselves, and whom they follow."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import UtcDateTime, Words


class Profile(SQLModel, table=True):
    """The public face of a user; made with the account."""

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    display_name: str = Field(default="", sa_column=Column(Words(30), nullable=False))
    bio: str = Field(default="", sa_column=Column(Words(150), nullable=False))


class Follow(SQLModel, table=True):
    """`follower_id` sees the posts of `followed_id` in the feed."""

    follower_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    followed_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
