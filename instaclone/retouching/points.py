"""Where a point of a picture as it was uploaded lies once the picture is edited, and back.

Points are shares of a picture's sides from the top left.
"""

import math

from instaclone.retouching.recipes import Recipe, enlargement


def shown_at(recipe: Recipe, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """Where a point of the upload lies in the edited picture, which is `width` by `height` px.

    Outside of 0 to 1 where it was cut off.
    """
    for _ in range(recipe.turns):
        x, y = 1 - y, x
    if recipe.is_flipped:
        x = 1 - x
    x, y = _turned(recipe, _ratio(recipe, width, height), x, y, is_back=False)
    crop = recipe.crop
    return (x - crop.left) / crop.width, (y - crop.top) / crop.height


def uploaded_at(recipe: Recipe, width: int, height: int, x: float, y: float) -> tuple[float, float]:
    """Where a point of the edited picture, `width` by `height` px, lies in the upload."""
    crop = recipe.crop
    x, y = crop.left + x * crop.width, crop.top + y * crop.height
    x, y = _turned(recipe, _ratio(recipe, width, height), x, y, is_back=True)
    if recipe.is_flipped:
        x = 1 - x
    for _ in range(recipe.turns):
        x, y = y, 1 - x
    return x, y


def _ratio(recipe: Recipe, width: int, height: int) -> float:
    """Width by height of the picture before it was cropped to what is shown."""
    return (width or 1) / recipe.crop.width / ((height or 1) / recipe.crop.height)


def _turned(
    recipe: Recipe, ratio: float, x: float, y: float, *, is_back: bool
) -> tuple[float, float]:
    """The point after straightening, or before it with `is_back`."""
    angle = math.radians(recipe.straighten)
    larger = enlargement(recipe, round(ratio * 10_000), 10_000)
    if is_back:
        angle, larger = -angle, 1 / larger
    right, down = (x - 0.5) * ratio, y - 0.5
    turned = right * math.cos(angle) - down * math.sin(angle)
    sunk = right * math.sin(angle) + down * math.cos(angle)
    return turned * larger / ratio + 0.5, sunk * larger + 0.5
