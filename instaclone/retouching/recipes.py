"""What an author wants changed in a picture: a recipe, small and exact, kept beside the picture.

The steps follow each other in this order: areas are covered on the picture as it was uploaded;
it is turned clockwise by quarters, mirrored left to right, straightened (turned about its centre
and enlarged until no corner is empty), cropped, adjusted, and given a look. A video is trimmed and
muted, and gets a poster.
"""

import json
import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from instaclone.errors import Invalid

# What can be adjusted and how far; 0 changes nothing.
ADJUSTMENTS = {
    "brightness": (-100, 100),
    "contrast": (-100, 100),
    "saturation": (-100, 100),
    "warmth": (-100, 100),
    "highlights": (-100, 100),
    "shadows": (-100, 100),
    "fade": (0, 100),
    "vignette": (0, 100),
    "sharpen": (0, 100),
}
STEEPEST = 45  # degrees of straightening, to either side
SMALLEST_SHARE = 0.02  # of a side, for a crop or a covered area
COVERS = 50
BLUR, PIXELATE, COVER = "blur", "pixelate", "cover"
WAYS = (BLUR, PIXELATE, COVER)
LONGEST_TEXT = 10_000  # characters of a recipe
LONGEST_MS = 24 * 3600 * 1000
DIGITS = 5  # of a share: a hundredth of a pixel in the largest picture


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in shares of a picture's sides, 0 to 1 from the top left."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0


WHOLE = Area()


@dataclass(frozen=True, slots=True)
class Cover:
    """An area of the picture as it was uploaded, and in which of WAYS it is made unreadable."""

    area: Area
    way: str = BLUR


@dataclass(frozen=True, slots=True)
class Recipe:
    """One picture's edit; the default changes nothing.

    `turns` are quarters clockwise, `straighten` degrees clockwise, `crop` shares of the picture as
    it is then. `look` names one of `retouching.looks`, `strength` is its per cent. `start_ms` and
    `end_ms` say which part of a video stays (0: to its end), `poster_ms` which moment of that part
    stands for it.
    """

    covers: tuple[Cover, ...] = ()
    turns: int = 0
    is_flipped: bool = False
    straighten: float = 0.0
    crop: Area = WHOLE
    brightness: int = 0
    contrast: int = 0
    saturation: int = 0
    warmth: int = 0
    highlights: int = 0
    shadows: int = 0
    fade: int = 0
    vignette: int = 0
    sharpen: int = 0
    look: str = ""
    strength: int = 100
    start_ms: int = 0
    end_ms: int = 0
    poster_ms: int = 0
    is_muted: bool = False


UNTOUCHED = Recipe()


def to_text(recipe: Recipe) -> str:
    """The recipe as it is stored: JSON of what differs from UNTOUCHED, "" when nothing does.

    Equal recipes have equal texts.
    """
    recipe = checked(recipe)
    said = {
        each.name: value
        for each in fields(recipe)
        if (value := getattr(recipe, each.name)) != getattr(UNTOUCHED, each.name)
    }
    if "crop" in said:
        said["crop"] = asdict(recipe.crop)
    if "covers" in said:
        said["covers"] = [asdict(each) for each in recipe.covers]
    if not recipe.look:
        said.pop("strength", None)
    return json.dumps(said, sort_keys=True, separators=(",", ":")) if said else ""


def from_text(text: str) -> Recipe:
    """The recipe that a text holds; raises Invalid for anything that is none."""
    if not text:
        return UNTOUCHED
    try:
        if len(text) > LONGEST_TEXT:
            raise ValueError
        said = json.loads(text)
        if "crop" in said:
            said["crop"] = Area(**said["crop"])
        if "covers" in said:
            said["covers"] = tuple(
                Cover(Area(**each["area"]), each["way"]) for each in said["covers"]
            )
        return checked(Recipe(**said))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Invalid("This edit cannot be read. Begin it again.", "recipe") from error


def without_covers(text: str, gone: tuple[Cover, ...] | None = None) -> str:
    """The text of a recipe as if it did not cover these areas, or none at all; raises Invalid for
    anything that is none."""
    recipe = from_text(text)
    left = () if gone is None else tuple(each for each in recipe.covers if each not in gone)
    return to_text(replace(recipe, covers=left))


def checked(recipe: Recipe) -> Recipe:
    """The recipe with its numbers in bounds and rounded; raises Invalid for what is no number,
    an unknown way or too many areas. Whether the look exists is for `retouching.looks`."""
    if len(recipe.covers) > COVERS:
        raise Invalid(f"Up to {COVERS} areas of a photo can be covered.", "recipe")
    if any(each.way not in WAYS for each in recipe.covers):
        raise Invalid("Cover an area with blur, with pixels or with a colour.", "recipe")
    adjusted = {
        name: round(_number(getattr(recipe, name), *bounds)) for name, bounds in ADJUSTMENTS.items()
    }
    moments = {
        name: round(_number(getattr(recipe, name), 0, LONGEST_MS))
        for name in ("start_ms", "end_ms", "poster_ms")
    }
    if not isinstance(recipe.look, str) or len(recipe.look) > 40:
        raise Invalid("There is no such filter.", "recipe")
    return replace(
        recipe,
        covers=tuple(replace(each, area=_area(each.area)) for each in recipe.covers),
        turns=round(_number(recipe.turns, -1000, 1000)) % 4,
        is_flipped=recipe.is_flipped is True,
        straighten=round(_number(recipe.straighten, -STEEPEST, STEEPEST), 2) + 0.0,
        crop=_area(recipe.crop),
        strength=round(_number(recipe.strength, 0, 100)),
        is_muted=recipe.is_muted is True,
        **adjusted,
        **moments,
    )


def frame_size(recipe: Recipe, width: int, height: int) -> tuple[int, int]:
    """The size in px of a picture of `width` by `height` px once it is turned; the crop's whole."""
    return (height, width) if recipe.turns % 2 else (width, height)


def enlargement(recipe: Recipe, width: int, height: int) -> float:
    """How much straightening enlarges a frame of `width` by `height` so that no corner is empty."""
    angle = math.radians(abs(recipe.straighten))
    longer = max(width, height) / min(width, height)
    return math.cos(angle) + math.sin(angle) * longer


def _area(area: Area) -> Area:
    left = _number(area.left, 0, 1 - SMALLEST_SHARE)
    top = _number(area.top, 0, 1 - SMALLEST_SHARE)
    return Area(
        round(left, DIGITS),
        round(top, DIGITS),
        round(_number(area.width, SMALLEST_SHARE, 1 - left), DIGITS),
        round(_number(area.height, SMALLEST_SHARE, 1 - top), DIGITS),
    )


def _number(value: Any, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Invalid("This edit cannot be read. Begin it again.", "recipe")
    return min(max(value, least), most)
