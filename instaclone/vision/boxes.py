"""How boxes of things lie to each other and to what hides them; all in shares of a picture."""

from instaclone.retouching import geometry
from instaclone.retouching.recipes import Area

SHOWS = 0.35  # of an object: what is cropped or covered beyond that is not seen any more


def likeness(one: Area, other: Area) -> float:
    """How much two boxes are one: what they share of what either takes up (0 to 1)."""
    common = geometry.overlap(one, other)
    shared = common.width * common.height if common else 0.0
    either = one.width * one.height + other.width * other.height - shared
    return shared / either if either else 0.0


def is_covered(box: Area, cover: Area) -> bool:
    """Whether too little of a box is left beside a cover."""
    common = geometry.overlap(box, cover)
    size = box.width * box.height
    return bool(common and size and common.width * common.height / size > 1 - SHOWS)


def visible_part(box: Area) -> Area | None:
    """What of a box is inside the picture; None where that is too little of it."""
    inside, size = geometry.visible(box), box.width * box.height
    if inside is None or size <= 0 or inside.width * inside.height < SHOWS * size:
        return None
    return inside
