"""Where a place of a picture as it was uploaded lies once a recipe has turned and cropped it.

Places are shares of a picture's sides from the top left; `width` and `height` are in px of the
picture as it was uploaded. What lies outside of the crop has shares below 0 or above 1.
"""

import math
from collections.abc import Callable, Iterable

from instaclone.retouching.recipes import WHOLE, Area, Recipe, enlargement, frame_size

Point = tuple[float, float]


def point_to_frame(point: Point, recipe: Recipe, width: int, height: int) -> Point:
    """Where a place of the uploaded picture lies in the finished one."""
    x, y = (point[0] - 0.5) * width, (point[1] - 0.5) * height
    for _ in range(recipe.turns % 4):
        x, y = -y, x
    if recipe.is_flipped:
        x = -x
    x, y = _rotated(x, y, recipe.straighten)
    across, down = frame_size(recipe, width, height)
    factor = enlargement(recipe, across, down)
    return (
        (x * factor / across + 0.5 - recipe.crop.left) / recipe.crop.width,
        (y * factor / down + 0.5 - recipe.crop.top) / recipe.crop.height,
    )


def point_to_source(point: Point, recipe: Recipe, width: int, height: int) -> Point:
    """Where a place of the finished picture lies in the uploaded one."""
    across, down = frame_size(recipe, width, height)
    factor = enlargement(recipe, across, down)
    x = (recipe.crop.left + point[0] * recipe.crop.width - 0.5) * across / factor
    y = (recipe.crop.top + point[1] * recipe.crop.height - 0.5) * down / factor
    x, y = _rotated(x, y, -recipe.straighten)
    if recipe.is_flipped:
        x = -x
    for _ in range(recipe.turns % 4):
        x, y = y, -x
    return x / width + 0.5, y / height + 0.5


def to_frame(area: Area, recipe: Recipe, width: int, height: int) -> Area:
    """An area of the uploaded picture in the finished one; straightened, the area round it."""
    return _round(area, lambda corner: point_to_frame(corner, recipe, width, height))


def to_source(area: Area, recipe: Recipe, width: int, height: int) -> Area:
    """An area of the finished picture in the uploaded one; straightened, the area round it."""
    return _round(area, lambda corner: point_to_source(corner, recipe, width, height))


def visible(area: Area) -> Area | None:
    """What of an area lies inside the picture; None when nothing does."""
    return overlap(area, WHOLE)


def overlap(one: Area, other: Area) -> Area | None:
    """What two areas share; None when that is nothing."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    right = min(one.left + one.width, other.left + other.width)
    bottom = min(one.top + one.height, other.top + other.height)
    if right <= left or bottom <= top:
        return None
    return Area(left, top, right - left, bottom - top)


def cropped_size(recipe: Recipe, width: int, height: int) -> tuple[int, int]:
    """The size in px of the finished picture, made of one of `width` by `height` px."""
    across, down = frame_size(recipe, width, height)
    crop = recipe.crop
    return (
        max(1, round((crop.left + crop.width) * across) - round(crop.left * across)),
        max(1, round((crop.top + crop.height) * down) - round(crop.top * down)),
    )


def _rotated(x: float, y: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    return x * cosine - y * sine, x * sine + y * cosine


def _round(area: Area, place: Callable[[Point], Point]) -> Area:
    right, bottom = area.left + area.width, area.top + area.height
    corners: Iterable[Point] = (
        place(each)
        for each in (
            (area.left, area.top),
            (right, area.top),
            (area.left, bottom),
            (right, bottom),
        )
    )
    across, down = zip(*corners, strict=True)
    return Area(min(across), min(down), max(across) - min(across), max(down) - min(down))
