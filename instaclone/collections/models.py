"""Saved posts in named collections; all of it is private to their owner."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import UtcDateTime, Words


class Collection(SQLModel, table=True):
    """A named collection. `position` orders a person's collections; without a chosen cover the
    post that was added last is it."""

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    name: str = Field(sa_column=Column(Words(50), nullable=False))
    position: int = 0
    cover_post_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("post.id", ondelete="SET NULL"), nullable=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class CollectedPost(SQLModel, table=True):
    """A post in a collection. Its owner has also saved it: it leaves with that."""

    __tablename__ = "collected_post"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        ForeignKeyConstraint(
            ["post_id", "owner_id"],
            ["saved_post.post_id", "saved_post.user_id"],
            ondelete="CASCADE",
        ),
        # For that: MariaDB would make one by itself, SQLite would read the whole table.
        Index("ix_collected_post_saved", "post_id", "owner_id"),
    )

    collection_id: int = Field(
        sa_column=Column(ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True)
    )
    post_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    owner_id: int = Field(sa_column=Column(Integer, nullable=False))
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
