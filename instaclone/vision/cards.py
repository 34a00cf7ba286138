"""What a screen shows of a scan, frozen."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BoxCard:
    """One object: `number` counts from 1, the edges are CSS percentages of the picture; of two that
    overlap the one with the higher `layer`, which is smaller, lies above.

    Of a video there is one for each label, the surest: `moment` and `second` are when the label is
    seen first, `stands_at` the second of this very box. `percent` is how sure the scanner is, 0
    where it found nothing there; `note` says what the author says of it, "" for nothing.

    For its author alone there are those that do not count as well: `is_maybe` where the scanner is
    not sure enough, `is_rejected`. For them `key` names it and the flags say what can be said.
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
    layer: int = 0
    moment: str = ""  # "0:03"
    second: float = 0.0
    stands_at: float = 0.0
    note: str = ""
    is_maybe: bool = False
    key: str = ""
    may_confirm: bool = False
    may_reject: bool = False
    may_undo: bool = False


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


@dataclass(frozen=True, slots=True)
class LabelReport:
    """How right the scanner is with one label, which is shown by its `name`, for moderators.

    `found` boxes, `counted` of them, in `pictures`; `before` says in how many until the threshold
    changed, "" for nothing to say. The four kinds of verdicts, and how many of these are `judged`:
    about what the scanner found. `share` of them is right, 0 to 1; `precision` and `interval` say
    so in words, and `left`, `width` and `at` draw it, in per cent of a line. `least`: the threshold
    in per cent.
    """

    label: str
    name: str
    found: int
    counted: int
    pictures: int
    before: str
    confirmed: int
    rejected: int
    relabelled: int
    added: int
    verdicts: int
    judged: int
    share: float
    precision: str
    interval: str
    left: str
    width: str
    at: str
    least: int
    is_default: bool
    is_recounting: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `found` boxes so many count `now`, and so many would `then`."""

    found: int
    now: int
    then: int
