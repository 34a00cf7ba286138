"""Saved posts in named collections; all of it is private to their owner."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey
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
    """A post in a collection, which its owner has also saved."""

    __tablename__ = "collected_post"  # pyright: ignore[reportAssignmentType]

    collection_id: int = Field(
        sa_column=Column(ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True)
    )
    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    position: int = 0
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
