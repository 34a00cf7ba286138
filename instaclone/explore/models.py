"""What explore knows: interests, what goes together, what was shown, and what people asked for."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, false
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Handle, UtcDateTime

# What somebody may be interested in; the subject of an author is their id, of a place its id.
TAG, OBJECT, AUTHOR, PLACE = "tag", "object", "author", "place"


class Interest(SQLModel, table=True):
    """How much `user_id` likes a subject, learned by the worker from what they like and save.

    `weight` is above 0; `evidence` how many posts it was learned from.
    """

    __table_args__ = (Index("ix_interest_kind_subject", "kind", "subject"),)

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(sa_column=Column(Handle(8), primary_key=True))
    subject: str = Field(sa_column=Column(Handle(100), primary_key=True))
    weight: float = Field(sa_type=Double)
    evidence: int = 0


class Learning(SQLModel, table=True):
    """Up to when the interests of `user_id` are learned; without a row, from nothing yet."""

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    learned_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Kinship(SQLModel, table=True):
    """`other_id` likes and saves much of what `user_id` does: `score` is the cosine of the two."""

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    other_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    score: float = Field(sa_type=Double)


class Leaning(SQLModel, table=True):
    """What `user_id` said about a subject: more (above 0) or less (below 0) like this; `is_hidden`:
    none of it at all."""

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(sa_column=Column(Handle(8), primary_key=True))
    subject: str = Field(sa_column=Column(Handle(100), primary_key=True))
    weight: float = Field(default=0.0, sa_type=Double)
    is_hidden: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    said_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class SignalOff(SQLModel, table=True):
    """`user_id` does not want this signal to choose for them."""

    __tablename__ = "signal_off"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    signal: str = Field(sa_column=Column(Handle(20), primary_key=True))


class Shown(SQLModel, table=True):
    """Explore showed the post to `user_id`; `signals` is why, as `signals.line_of` writes it.

    `watched_at` is when the viewer for videos last showed it, None where it was seen in the grid
    alone. What is watched is shown, so that this is never after `shown_at`.
    """

    __table_args__ = (Index("ix_shown_shown_at", "shown_at"),)

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    signals: str = Field(default="", sa_column=Column(Handle(150), nullable=False))
    shown_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    watched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Exposure(SQLModel, table=True):
    """When explore last showed a post of `author_id` to anybody: who waits longest is next.

    There is a row for everybody who posted lately what all may discover (see `explore.turns`).
    """

    __table_args__ = (Index("ix_exposure_shown_at", "shown_at"),)

    author_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    shown_at: datetime = Field(sa_type=UtcDateTime)
