"""Which renditions a picture gets and what comes out of the decoder; pure data, no decoder."""

import re
from dataclasses import dataclass
from typing import Any

from instaclone.media.facts import UNKNOWN, Facts, facts_from

FIRST_WIDTHS = (320, 640)
FIRST_WIDTH = 1080  # the scanner reads this one
FIRST_TALLEST = 3240  # px: a long screenshot may be three times as tall as it is wide
LARGEST_SIDE = 2048
LARGE_ENOUGH = 1620  # px: a decoder that gives this much cheaply is not asked for more
WORTH_IT = 1.05  # a rendition must be so much wider than the next smaller one
SHRINKS = (8, 4, 2)  # what a JPEG decoder can skip while decoding

SQUARE_WIDTHS = (320, 96)  # of a person's picture: on their profile, and beside their name

KEPT = "kept"  # an upload's own pixels are called so, in a folder and in the storage
MOST_VARIANTS = len(FIRST_WIDTHS) + 2
WEBP, JPEG, MP4 = "image/webp", "image/jpeg", "video/mp4"
_FILE_NAME = re.compile(rf"\d{{1,5}}\.webp|{KEPT}\.(?:jpg|webp)|master\.jpg")


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file the decoder wrote into its folder, `width` by `height` px."""

    width: int
    height: int
    file_name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The first renditions and what is known of the whole picture, upright, in px.

    `placeholder` is a data URI under 400 bytes, `perceptual_hash` 64 bits as 16 hex digits,
    `place` degrees north and east where the upload says where it was taken.
    """

    width: int
    height: int
    source_format: str
    variants: tuple[Rendition, ...]
    blurhash: str
    placeholder: str
    perceptual_hash: str
    facts: Facts = UNKNOWN
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The largest variant (None where the first ones suffice) and the master."""

    variant: Rendition | None
    master: Rendition | None


@dataclass(frozen=True, slots=True)
class Burned:
    """A master with areas covered for good, and the renditions made of it, which may be none."""

    master: Rendition
    variants: tuple[Rendition, ...]


def first_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Sizes of the first renditions of an upright picture, the widest first, none enlarged."""
    widest = max(1, min(width, FIRST_WIDTH, FIRST_TALLEST * width // height))
    widths = [widest, *(w for w in reversed(FIRST_WIDTHS) if w * WORTH_IT < widest)]
    return [(w, max(1, round(w * height / width))) for w in widths]


def largest_size(width: int, height: int) -> tuple[int, int] | None:
    """The size of the largest variant, or None where the first ones are as good.

    A half or quarter of the source is taken when its long side falls between LARGE_ENOUGH and
    LARGEST_SIDE: a JPEG decoder gives it for a third of the time.
    """
    side = max(width, height)
    scale = min(1.0, LARGEST_SIDE / side)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    for shrink in SHRINKS:
        if LARGE_ENOUGH <= -(-side // shrink) <= LARGEST_SIDE:
            size = -(-width // shrink), -(-height // shrink)
    return size if size[0] > first_sizes(width, height)[0][0] * WORTH_IT else None


def square_widths(side: int) -> list[int]:
    """Widths of the renditions of a square, the widest first, none enlarged."""
    widest = min(side, SQUARE_WIDTHS[0])
    return [widest, *(width for width in SQUARE_WIDTHS[1:] if width * WORTH_IT < widest)]


def rendered_from(answer: dict[str, Any], least: int = 1) -> Rendered:
    """A Rendered out of what a child said, with at least so many renditions; raises ValueError
    when it is not one.

    The child has read hostile bytes, so nothing it says is taken on trust.
    """
    rendered = Rendered(
        width=_count(answer["width"]),
        height=_count(answer["height"]),
        source_format=_text(answer["source_format"], 8),
        variants=tuple(rendition_from(each) for each in answer["variants"]),
        blurhash=_text(answer["blurhash"], 64),
        placeholder=_text(answer["placeholder"], 400),
        perceptual_hash=_text(answer["perceptual_hash"], 16),
        facts=facts_from(answer["facts"]),
        place=_place(answer["place"]),
    )
    if not least <= len(rendered.variants) <= MOST_VARIANTS:
        raise ValueError("a picture has one to four renditions")
    if not rendered.placeholder.startswith("data:image/webp;base64,"):
        raise ValueError("a placeholder is a WebP data URI")
    return rendered


def burned_from(answer: dict[str, Any]) -> Burned:
    """A Burned out of what a child said; raises ValueError when it is not one."""
    burned = Burned(
        rendition_from(answer["master"]),
        tuple(rendition_from(each) for each in answer["variants"]),
    )
    if len(burned.variants) > MOST_VARIANTS:
        raise ValueError("a picture has up to four renditions")
    return burned


def rendition_from(answer: dict[str, Any]) -> Rendition:
    """A Rendition out of what a child said; raises ValueError when it is not one."""
    name = _text(answer["file_name"], 20)
    if not _FILE_NAME.fullmatch(name):
        raise ValueError("a rendition has another name")
    return Rendition(
        width=_count(answer["width"]),
        height=_count(answer["height"]),
        file_name=name,
        content_type=JPEG if name.endswith(".jpg") else WEBP,
    )


def is_kept(key: str) -> bool:
    """Whether an upload's own compressed pixels are stored under this key."""
    return key.rpartition("/")[2].startswith(f"{KEPT}.")


def _place(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    north, east = (float(each) for each in value)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("a place is degrees north and east")
    return round(north, 2), round(east, 2)


def _count(value: Any) -> int:
    if not isinstance(value, int) or not 0 < value <= 65_535:
        raise ValueError("a size is a whole number of pixels")
    return value


def _text(value: Any, length: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= length:
        raise ValueError("a text is missing or too long")
    return value
