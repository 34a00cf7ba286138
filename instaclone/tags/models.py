"""Tags people follow, and which are popular."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Handle, UtcDateTime


class TagFollow(SQLModel, table=True):
    """`user_id` follows a tag: its public posts enter their feed."""

    __tablename__ = "tag_follow"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    tag: str = Field(sa_column=Column(Handle(100), primary_key=True, index=True))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class PopularTag(SQLModel, table=True):
    """A tag of the last 14 days and how many people used it in public; rewritten by the worker."""

    __tablename__ = "popular_tag"  # pyright: ignore[reportAssignmentType]

    tag: str = Field(sa_column=Column(Handle(100), primary_key=True))
    people_count: int
    post_count: int
