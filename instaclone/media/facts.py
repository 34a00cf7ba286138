"""What is known of an upload beside its pixels: kept as JSON in `Media.facts`, for its owner.

Only words from the lists here and short plain texts; never where a picture was taken.
"""

import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import Any

GPS, SERIAL, CAMERA, TAKEN = (
    "GPS location",
    "camera serial number",
    "camera and lens",
    "date and time taken",
)
THUMBNAIL, HISTORY, AUTHOR, COMMENT, MOTION = (
    "thumbnail",
    "editing history (XMP)",
    "author and copyright (IPTC)",
    "comment",
    "motion photo video",
)
# The kinds of metadata that are told of, in the order in which people read them.
METADATA = (GPS, SERIAL, CAMERA, TAKEN, AUTHOR, HISTORY, COMMENT, THUMBNAIL, MOTION)
LONGEST = 60  # characters of a text
LARGEST_SIDE = 65_535  # px
LONGEST_WORK = 24 * 3600 * 1000  # ms


@dataclass(frozen=True, slots=True)
class Camera:
    """How a picture was taken, each as a short text for people, "" where the file does not say."""

    make: str = ""
    model: str = ""
    lens: str = ""
    exposure: str = ""
    aperture: str = ""
    iso: str = ""
    focal_length: str = ""
    taken: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class Facts:
    """An upload: its upright size in px, of a video its length in ms, its format, the name of its
    colour profile ("" for none), which of METADATA it held, its camera, and how long making it
    ready took in ms.

    `is_kept`: of a video, its own compressed data is what is served; a photo's renditions tell.
    """

    width: int = 0
    height: int = 0
    format: str = ""
    profile: str = ""
    metadata: tuple[str, ...] = ()
    camera: Camera = Camera()
    took_ms: int = 0
    duration_ms: int = 0
    is_kept: bool = False


UNKNOWN = Facts()


def to_text(facts: Facts) -> str:
    """The facts as they are stored."""
    return json.dumps(asdict(facts), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Facts:
    """The facts that a text holds; UNKNOWN for an empty one."""
    return facts_from(json.loads(text)) if text else UNKNOWN


def facts_from(said: dict[str, Any]) -> Facts:
    """Facts out of plain data; raises ValueError or TypeError where it makes no sense.

    It may come from a child that has read hostile bytes: texts are cut and cleaned, and kinds of
    metadata that are none are left out.
    """
    metadata, camera = said.get("metadata", ()), said.get("camera", {})
    return Facts(
        width=_number(said.get("width", 0), LARGEST_SIDE),
        height=_number(said.get("height", 0), LARGEST_SIDE),
        format=plain(said.get("format", "")),
        profile=plain(said.get("profile", "")),
        metadata=tuple(kind for kind in METADATA if kind in metadata),
        camera=Camera(**{each.name: plain(camera.get(each.name, "")) for each in fields(Camera)}),
        took_ms=_number(said.get("took_ms", 0), LONGEST_WORK),
        duration_ms=_number(said.get("duration_ms", 0), LONGEST_WORK),
        is_kept=said.get("is_kept", False) is True,
    )


def plain(text: Any) -> str:
    """A text of at most LONGEST characters in one line; raises TypeError for anything else.

    What cannot be seen or turns the direction of text goes: it would be shown beside our own words.
    """
    if not isinstance(text, str):
        raise TypeError("a fact is no text")
    seen = (sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in text[:1000])
    return " ".join("".join(seen).split())[:LONGEST].strip()


def _number(value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("a fact is no number within bounds")
    return value
