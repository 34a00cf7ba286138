"""Uploaded photos and videos and the renditions the site serves of them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    false,
)
from sqlmodel import Field, SQLModel

from instaclone import clock, ids
from instaclone.db.types import Handle, LongWords, UtcDateTime, Words

RECEIVED, PROCESSING, READY, FAILED = "received", "processing", "ready", "failed"
PHOTO, VIDEO = "photo", "video"
# What a rendition is for: everybody who sees the picture, or its owner alone, who edits it.
SERVED, SOURCE = "", "source"


def _count() -> Column:
    return Column(Integer, nullable=False, server_default="0")


class Media(SQLModel, table=True):
    """One uploaded picture on its way from received through processing to ready or failed.

    A picture is a photo or a video (`kind`). The row is the truth about the work: `attempts` counts
    before each try, so that a picture that kills the worker is not tried for ever; `worker_id`
    names who holds it now; `progress` is the per cent of a video's work.

    `recipe` is the edit that its renditions show, as `retouching.recipes` writes it.
    `bake_asked_at`: they shall show `wanted_recipe` and do not yet; `bake_failure` says why that
    did not work. `revision` counts how often they were made anew. `width`, `height`, `duration_ms`
    and `has_audio` are of what is served. `burn_asked_at`: what the recipe covers is still to be
    burned into what is kept, once the picture is posted; `covered` areas are. `strays_since`: the
    storage may hold bytes of it that no row names. `facts` is JSON about the upload (see
    `media.facts`); `latitude` and `longitude`, in degrees, stand there until the picture is posted.
    `refuses_scans`: its draft wants no scan of it; once it is posted, its post decides.
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

    kind: str = Field(
        default=PHOTO, sa_column=Column(Handle(5), nullable=False, server_default=PHOTO)
    )
    progress: int = Field(default=0, sa_column=_count())
    file_name: str = Field(sa_column=Column(Words(255), nullable=False))
    source_format: str = Field(default="", sa_column=Column(Words(8), nullable=False))
    source_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    facts: str = Field(default="", sa_column=Column(LongWords(), nullable=False, server_default=""))
    latitude: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    longitude: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    upload_key: str | None = Field(default=None, sa_column=Column(Handle(120)))

    width: int = 0
    height: int = 0
    duration_ms: int = Field(default=0, sa_column=_count())
    has_audio: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    blurhash: str = Field(default="", sa_column=Column(Words(64), nullable=False))
    placeholder: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    perceptual_hash: str = Field(
        default="", sa_column=Column(Handle(16), nullable=False, index=True)
    )

    master_key: str | None = Field(default=None, sa_column=Column(Handle(120)))
    master_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    master_sha256: str = Field(default="", sa_column=Column(Words(64), nullable=False))
    master_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)

    recipe: str = Field(
        default="", sa_column=Column(LongWords(), nullable=False, server_default="")
    )
    wanted_recipe: str = Field(
        default="", sa_column=Column(LongWords(), nullable=False, server_default="")
    )
    bake_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    bake_failure: str = Field(
        default="", sa_column=Column(Words(300), nullable=False, server_default="")
    )
    burn_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    strays_since: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    revision: int = Field(default=0, sa_column=_count())
    covered: int = Field(default=0, sa_column=_count())

    refuses_scans: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    ready_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class HashBand(SQLModel, table=True):
    """A quarter of a picture's perceptual hash, number `band` from 0, as 4 hex digits.

    Two hashes that differ in up to 3 bits have one quarter alike, in up to 7 one that differs in
    one bit at most (the pigeonhole principle): so near-duplicates are found by index.
    """

    __tablename__ = "hash_band"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_hash_band_value", "band", "value", "media_id"),)

    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    )
    band: int = Field(primary_key=True)
    value: str = Field(sa_column=Column(Handle(4), nullable=False))


class Variant(SQLModel, table=True):
    """One rendition of a picture, `width` by `height` px, as stored under `key`.

    `role` SOURCE: of the picture as it was uploaded, for its owner, while they may edit it.
    """

    __table_args__ = (UniqueConstraint("media_id", "role", "content_type", "width"),)

    id: int | None = Field(default=None, primary_key=True)
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False)
    )
    role: str = Field(
        default=SERVED, sa_column=Column(Handle(8), nullable=False, server_default=SERVED)
    )
    key: str = Field(sa_column=Column(Handle(120), nullable=False, unique=True))
    content_type: str = Field(sa_column=Column(Words(40), nullable=False))
    width: int
    height: int
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str = Field(sa_column=Column(Words(64), nullable=False))
