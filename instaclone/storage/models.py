"""Stored objects when the database itself is the storage: pieces of 1 MiB, one row each."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Bytes, Handle, UtcDateTime


class StoredObject(SQLModel, table=True):
    """An object and its size in bytes; its pieces follow."""

    __tablename__ = "stored_object"  # pyright: ignore[reportAssignmentType]

    key: str = Field(sa_column=Column(Handle(120), primary_key=True))
    bytes: int
    stored_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class StoredPiece(SQLModel, table=True):
    """Piece number `position`, from 0."""

    __tablename__ = "stored_piece"  # pyright: ignore[reportAssignmentType]

    key: str = Field(
        sa_column=Column(
            Handle(120), ForeignKey("stored_object.key", ondelete="CASCADE"), primary_key=True
        )
    )
    position: int = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(Bytes(), nullable=False))
