"""Uploaded pictures and the renditions the site serves of them."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from instaclone import clock, ids
from instaclone.db.types import Handle, LongWords, UtcDateTime, Words

RECEIVED, PROCESSING, READY, FAILED = "received", "processing", "ready", "failed"


class Media(SQLModel, table=True):
    """One uploaded picture on its way from received through processing to ready or failed.

    The row is the truth about the work: `attempts` counts before each try, so that a picture that
    kills the worker is not tried for ever; `worker_id` names who holds it now.
    """

    # Sweeps look every few seconds for the few uploads that are left among all that is ready.
    __table_args__ = (Index("ix_media_state_upload_key", "state", "upload_key"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(
        default_factory=lambda: ids.code(22),
        sa_column=Column(Handle(22), nullable=False, unique=True),
    )
    owner_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    state: str = Field(default=RECEIVED, sa_column=Column(Handle(12), nullable=False))
    failure: str = Field(default="", sa_column=Column(Words(300), nullable=False))
    attempts: int = 0
    worker_id: int | None = Field(default=None, index=True)

    file_name: str = Field(sa_column=Column(Words(255), nullable=False))
    source_format: str = Field(default="", sa_column=Column(Words(8), nullable=False))
    source_bytes: int = 0
    upload_key: str | None = Field(default=None, sa_column=Column(Handle(120)))

    width: int = 0
    height: int = 0
    blurhash: str = Field(default="", sa_column=Column(Words(64), nullable=False))
    placeholder: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    perceptual_hash: str = Field(
        default="", sa_column=Column(Handle(16), nullable=False, index=True)
    )

    master_key: str | None = Field(default=None, sa_column=Column(Handle(120)))
    master_bytes: int = 0
    master_sha256: str = Field(default="", sa_column=Column(Words(64), nullable=False))
    master_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)

    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    ready_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class Variant(SQLModel, table=True):
    """One rendition of a picture, `width` by `height` px, as stored under `key`."""

    __table_args__ = (UniqueConstraint("media_id", "width"),)

    id: int | None = Field(default=None, primary_key=True)
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False)
    )
    key: str = Field(sa_column=Column(Handle(120), nullable=False, unique=True))
    content_type: str = Field(sa_column=Column(Words(40), nullable=False))
    width: int
    height: int
    bytes: int
    sha256: str = Field(sa_column=Column(Words(64), nullable=False))
