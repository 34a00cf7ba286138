"""Where a point of a picture as it was uploaded lies once the picture is edited, and back.

Points are shares of a picture's sides from the top left; sizes are of the edited picture, as its
card has them. `geometry` does the same from the size of the upload.
"""

from instaclone.retouching import geometry
from instaclone.retouching.recipes import Area, Recipe, enlargement, frame_size


def shown_at(recipe: Recipe, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """Where a point of the upload lies in the edited picture, which is `width` by `height` px.

    Outside of 0 to 1 where it was cut off.
    """
    return geometry.point_to_frame((x, y), recipe, *_uploaded_size(recipe, width, height))


def uploaded_at(recipe: Recipe, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """Where a point of the edited picture, `width` by `height` px, lies in the upload."""
    return geometry.point_to_source((x, y), recipe, *_uploaded_size(recipe, width, height))


def shown_box(recipe: Recipe, width: int, height: int, box: Area) -> Area:
    """Where the box of a thing in the upload lies in the edited picture, which is `width` by
    `height` px: round the same middle and as large, also where the picture is straightened."""
    x, y = shown_at(recipe, width, height, *_middle(box))
    across, down = _sides(recipe, width, height)
    return _round(x, y, *_turned(recipe, box.width / across, box.height / down))


def uploaded_box(recipe: Recipe, width: int, height: int, box: Area) -> Area:
    """Where the box of a thing in the edited picture, `width` by `height` px, is in the upload."""
    x, y = uploaded_at(recipe, width, height, *_middle(box))
    across, down = _sides(recipe, width, height)
    wide, high = _turned(recipe, box.width, box.height)
    return _round(x, y, wide * across, high * down)


def _middle(box: Area) -> tuple[float, float]:
    return box.left + box.width / 2, box.top + box.height / 2


def _round(x: float, y: float, width: float, height: float) -> Area:
    return Area(x - width / 2, y - height / 2, width, height)


def _turned(recipe: Recipe, width: float, height: float) -> tuple[float, float]:
    return (height, width) if recipe.turns % 2 else (width, height)


def _sides(recipe: Recipe, width: int, height: int) -> tuple[float, float]:
    """How much of the upload's width and height the edited picture shows."""
    across, down = frame_size(recipe, *_uploaded_size(recipe, width, height))
    factor = enlargement(recipe, across, down)
    return _turned(recipe, recipe.crop.width / factor, recipe.crop.height / factor)


def _uploaded_size(recipe: Recipe, width: int, height: int) -> tuple[int, int]:
    """The size of the upload, but for its scale, which places do not depend on."""
    across, down = (width or 1) / recipe.crop.width, (height or 1) / recipe.crop.height
    scale = 10_000 / max(across, down)
    return frame_size(recipe, max(1, round(across * scale)), max(1, round(down * scale)))
