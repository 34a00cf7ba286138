"""Makes areas of a picture unreadable for good. Runs in the decoder's children, as `pixels`.

Of an area stay the average colours of a few large cells: at most CELLS along its longer side, so
that a cell is wider than a letter of a number plate or an eye of a face, each moved by a random
amount that nobody keeps. What people try against coarse pixels, to compare them with those of every
text or face that it might be, then finds no more than chance would. A blur is such cells laid
smoothly into each other, so that there is nothing to be sharpened again; it has half as many, for
with more the detector knew smooth shapes again, such as a kite in the sky.
"""

import math
import secrets
from collections.abc import Iterable

from PIL import Image

from instaclone.retouching.recipes import BLUR, COVER, PIXELATE, Area, Cover

CELLS = {PIXELATE: 6, BLUR: 3}
SHIFT = 16  # levels up or down
COLOUR = (0, 0, 0)

Box = tuple[int, int, int, int]


def cover(picture: Image.Image, covers: Iterable[Cover]) -> None:
    """Cover the areas, in place, of an RGB picture as it was uploaded, at any scale."""
    for each in covers:
        box = box_of(each.area, picture.size)
        if each.way == COVER:
            picture.paste(COLOUR, box)
            continue
        smooth = Image.Resampling.NEAREST if each.way == PIXELATE else Image.Resampling.BICUBIC
        size = box[2] - box[0], box[3] - box[1]
        picture.paste(_cells(picture.crop(box), CELLS[each.way]).resize(size, smooth), box)


def box_of(area: Area, size: tuple[int, int]) -> Box:
    """The pixels that an area touches, in a picture of this size."""
    width, height = size
    return (
        math.floor(area.left * width),
        math.floor(area.top * height),
        min(width, math.ceil((area.left + area.width) * width)),
        min(height, math.ceil((area.top + area.height) * height)),
    )


def _cells(area: Image.Image, most: int) -> Image.Image:
    """The area as one pixel a cell."""
    side = max(area.size) / most
    across, down = (max(1, min(most, round(length / side))) for length in area.size)
    cells = area.resize((across, down), Image.Resampling.BOX)
    for x in range(across):
        for y in range(down):
            # All channels alike: the three must not tell together what one hides.
            shift = secrets.randbelow(2 * SHIFT + 1) - SHIFT
            seen = cells.getpixel((x, y))
            assert isinstance(seen, tuple)
            cells.putpixel((x, y), tuple(min(255, max(0, level + shift)) for level in seen))
    return cells
