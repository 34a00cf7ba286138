"""What people searched for, and searches they keep an eye on."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, UniqueConstraint, true
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Handle, UtcDateTime, Words

LONGEST_NAME = 50  # characters


class RecentSearch(SQLModel, table=True):
    """`user_id` searched for this; only they know. `folded` tells the same search apart."""

    __tablename__ = "recent_search"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        UniqueConstraint("user_id", "folded"),
        Index("ix_recent_search_user_searched", "user_id", "searched_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    query: str = Field(sa_column=Column(Words(500), nullable=False))
    folded: str = Field(sa_column=Column(Handle(500), nullable=False))
    searched_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class SavedSearch(SQLModel, table=True):
    """A search `user_id` keeps, and their name for it, if any. With `notifies` they are told of new
    posts it finds: those that are newer than `seen_key`. `languages` are those its words are in,
    the dearest first, by blanks."""

    __tablename__ = "saved_search"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("user_id", "folded"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    query: str = Field(sa_column=Column(Words(500), nullable=False))
    folded: str = Field(sa_column=Column(Handle(500), nullable=False))
    name: str | None = Field(default=None, sa_column=Column(Words(LONGEST_NAME), nullable=True))
    notifies: bool = Field(
        default=True, sa_column=Column(Boolean, nullable=False, server_default=true())
    )
    seen_key: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default="0")
    )
    languages: str = Field(
        default="", sa_column=Column(Words(60), nullable=False, server_default="")
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
