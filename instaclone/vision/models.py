"""What the scanner found in a picture, with which model, and what its author says is wrong."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import Handle, LongWords, UtcDateTime, Words

WAITING, SCANNING, DONE, FAILED = "waiting", "scanning", "done", "failed"
CONFIRMED, REJECTED, RELABELLED, ADDED = "confirmed", "rejected", "relabelled", "added"


class Scan(SQLModel, table=True):
    """The reading of one picture: made when it is ready, replaced by a re-scan.

    `attempts` counts before each try; `worker_id` names who holds it now. `took_ms` is the time
    of the prediction alone, `input_size` the side in px of the square the model sees. `sort_key`
    is that of the post the picture is in, once that is shown: counts are found by it.
    """

    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    )
    state: str = Field(default=WAITING, sa_column=Column(Handle(12), nullable=False, index=True))
    failure: str = Field(default="", sa_column=Column(Words(300), nullable=False))
    attempts: int = 0
    worker_id: int | None = Field(default=None, index=True)
    model: str = Field(default="", sa_column=Column(Words(120), nullable=False))
    weights_hash: str = Field(default="", sa_column=Column(Words(64), nullable=False))
    input_size: int = 0
    took_ms: float = Field(default=0.0, sa_type=Double)
    scanned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sort_key: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class Detection(SQLModel, table=True):
    """One object. Its box is left, top, width and height as shares of the picture, 0 to 1.

    In a video, `at_ms` is the moment of the frame it was found in.
    """

    __table_args__ = (UniqueConstraint("media_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False)
    )
    position: int
    label: str = Field(sa_column=Column(Handle(64), nullable=False, index=True))
    confidence: float = Field(sa_type=Double)
    left: float = Field(sa_type=Double)
    top: float = Field(sa_type=Double)
    width: float = Field(sa_type=Double)
    height: float = Field(sa_type=Double)
    at_ms: int | None = None


class LabelCount(SQLModel, table=True):
    """How many objects of a label a picture holds that the scanner is sure enough of, or its author
    confirmed or added; rejected ones left out; in a video, the most that one frame holds.

    `sort_key` is that of the post it is in, once that is shown, so that the newest of a label are
    found without looking at the posts.
    """

    __tablename__ = "label_count"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        Index("ix_label_count_label_count", "label", "count", "media_id"),
        Index("ix_label_count_label_sort", "label", "sort_key", "count"),
    )

    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    )
    label: str = Field(sa_column=Column(Handle(64), primary_key=True))
    count: int
    sort_key: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class LabelThreshold(SQLModel, table=True):
    """How sure the scanner must be of a label for it to be counted, 0 to 1; without a row, see
    `vision.thresholds`.

    `pictures_before`: in how many the label counted when that was changed last, None for unknown.
    `recounted_at`: when a worker last was done with counting anew.
    """

    __tablename__ = "label_threshold"  # pyright: ignore[reportAssignmentType]

    label: str = Field(sa_column=Column(Handle(64), primary_key=True))
    least: float = Field(sa_type=Double)
    changed_by: int | None = Field(
        default=None, sa_column=Column(ForeignKey("user.id", ondelete="SET NULL"), nullable=True)
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    pictures_before: int | None = None
    recounted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LabelTally(SQLModel, table=True):
    """What a worker counted of a label lately. `boxes` is JSON, see `vision.tallying`: how many it
    found of each confidence, whatever their authors say; `pictures`: in how many it counts."""

    __tablename__ = "label_tally"  # pyright: ignore[reportAssignmentType]

    label: str = Field(sa_column=Column(Handle(64), primary_key=True))
    boxes: str = Field(default="{}", sa_column=Column(LongWords(), nullable=False))
    pictures: int = 0


class BoxVerdict(SQLModel, table=True):
    """What a picture's author says of one box: CONFIRMED, REJECTED, RELABELLED or ADDED.

    It stands beside the detections, which a re-scan replaces, and is found again by where it is:
    `label` and the box as the scanner gave them ("" for one that was added), `said` what it is
    according to the author. `at_ms` is the moment in a video.
    """

    __tablename__ = "box_verdict"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        Index("ix_box_verdict_media", "media_id"),
        Index("ix_box_verdict_label_verdict", "label", "verdict"),
    )

    id: int | None = Field(default=None, primary_key=True)
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False)
    )
    verdict: str = Field(sa_column=Column(Handle(12), nullable=False))
    label: str = Field(sa_column=Column(Handle(64), nullable=False))
    said: str = Field(default="", sa_column=Column(Handle(64), nullable=False))
    left: float = Field(sa_type=Double)
    top: float = Field(sa_type=Double)
    width: float = Field(sa_type=Double)
    height: float = Field(sa_type=Double)
    at_ms: int | None = None
    given_by: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    given_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class LabelRejection(SQLModel, table=True):
    """The author says this label is wrong for this picture; it stays so after a re-scan."""

    __tablename__ = "label_rejection"  # pyright: ignore[reportAssignmentType]

    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    )
    label: str = Field(sa_column=Column(Handle(64), primary_key=True))
    rejected_by: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    rejected_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
