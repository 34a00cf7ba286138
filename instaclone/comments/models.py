"""Comments under posts, one level of replies, their likes, and words people filter."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.full_text import Tokens
from instaclone.db.types import LongWords, UtcDateTime, Words


class Comment(SQLModel, table=True):
    """A comment, or with a `parent_id` a reply to one, which is never a reply itself.

    `like_count` equals the rows of CommentLike, `reply_count` the replies that are not deleted;
    whoever changes those holds the post's row first, then this one.
    """

    __table_args__ = (
        Index("ix_comment_post_parent", "post_id", "parent_id", "id"),
        Index("ix_comment_author", "author_id", "post_id"),
        Index("ix_comment_author_created", "author_id", "created_at"),
        Index("ix_comment_post_pinned", "post_id", "pinned_at"),
        Index("ix_comment_post_hidden", "post_id", "hidden_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), nullable=False)
    )
    author_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    parent_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("comment.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    body: str = Field(sa_column=Column(LongWords(), nullable=False))
    like_count: int = 0
    reply_count: int = 0
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pinned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hidden_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CommentWords(SQLModel, table=True):
    """What a comment says, as tokens (see `comments.indexing`)."""

    __tablename__ = "comment_words"  # pyright: ignore[reportAssignmentType]

    comment_id: int = Field(
        sa_column=Column(
            ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    words: str = Field(sa_column=Column(Tokens(), nullable=False))


class CommentLike(SQLModel, table=True):
    """`user_id` likes the comment."""

    __tablename__ = "comment_like"  # pyright: ignore[reportAssignmentType]

    comment_id: int = Field(
        sa_column=Column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    )
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class FilteredWord(SQLModel, table=True):
    """Comments with this word or phrase, folded, stay hidden until revealed: to `user_id`
    everywhere, and to everybody under the posts of `user_id`."""

    __tablename__ = "filtered_word"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    phrase: str = Field(sa_column=Column(Words(100), nullable=False))
