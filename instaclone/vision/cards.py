"""What a screen shows of a scan, frozen."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BoxCard:
    """One object: `number` counts from 1, the edges are CSS percentages of the picture.

    Of a video there is one for each label, the surest. `note` says that the author stands behind
    it, "" where only the scanner does. For its author, `key` names it and `verdict_id` is what they
    said of it, 0 for nothing; it `is_alone` where the scanner found nothing.
    """

    number: int
    label: str
    percent: int
    left: str
    top: str
    width: str
    height: str
    is_rejected: bool
    has_room_above: bool  # for its label, inside the picture
    is_at_right: bool
    moment: str = ""  # in a video, when the label is seen first: "0:03"
    second: float = 0.0
    key: str = ""
    note: str = ""
    verdict_id: int = 0
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class LabelCard:
    """One label with how many objects bear it; a rejected one is shown as such."""

    label: str
    count: int
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class ScanCard:
    """What the scanner saw in one picture, and with what.

    `state` is one of vision.models' WAITING, SCANNING, DONE, FAILED; while a re-scan waits, the
    boxes are still those of the last scan. `summary` is empty until the first scan is done.
    """

    state: str
    failure: str
    model: str
    took_ms: float
    input_size: int
    scanned_at: datetime | None
    summary: str
    boxes: list[BoxCard] = field(default_factory=list)
    labels: list[LabelCard] = field(default_factory=list)
