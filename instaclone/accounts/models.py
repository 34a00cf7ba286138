"""Who has an account, in which browsers they are signed in, and failed attempts to get in."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Handle, UtcDateTime, Words


class User(SQLModel, table=True):
    """A person with an account. Names and addresses are stored folded to lower case."""

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(sa_column=Column(Handle(30), nullable=False, unique=True))
    email: str = Field(sa_column=Column(Handle(254), nullable=False, unique=True))
    password_hash: str = Field(sa_column=Column(Words(255), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    moderator_since: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignIn(SQLModel, table=True):
    """One browser signed in. Holds the hash of its cookie's token, never the token."""

    __tablename__ = "sign_in"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    token_hash: str = Field(sa_column=Column(Handle(64), nullable=False, unique=True))
    user_agent: str = Field(default="", sa_column=Column(Words(255), nullable=False))
    address: str = Field(default="", sa_column=Column(Words(45), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)


class FailedAttempt(SQLModel, table=True):
    """A failed log-in, counted per account and per address."""

    __tablename__ = "failed_attempt"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_failed_attempt_subject_at", "subject", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(sa_column=Column(Handle(300), nullable=False))
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
