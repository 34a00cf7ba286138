"""Posts, their ordered pictures and their tags."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index
from sqlmodel import Field, SQLModel

from instaclone import clock, ids
from instaclone.db.types import Handle, LongWords, UtcDateTime


class Post(SQLModel, table=True):
    """A post. It has a `sort_key` once published: when every one of its pictures is ready."""

    __table_args__ = (Index("ix_post_author_sort", "author_id", "sort_key"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(
        default_factory=ids.code, sa_column=Column(Handle(11), nullable=False, unique=True)
    )
    author_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    caption: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sort_key: int | None = Field(
        default=None, sa_column=Column(BigInteger, nullable=True, unique=True)
    )
    hidden_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PostMedia(SQLModel, table=True):
    """Picture number `position`, from 0, of a post."""

    __tablename__ = "post_media"  # pyright: ignore[reportAssignmentType]

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    position: int = Field(primary_key=True)
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False, unique=True)
    )


class PostTag(SQLModel, table=True):
    """A tag of a post, folded, without its #."""

    __tablename__ = "post_tag"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_post_tag_tag", "tag", "post_id"),)

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    tag: str = Field(sa_column=Column(Handle(100), primary_key=True))
