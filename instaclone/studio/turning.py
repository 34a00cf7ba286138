"""Turning, mirroring and fitting what an author sees, in the numbers of a recipe.

Written once for numbers and for vars of a page, which the browser works out: plain arithmetic, no
conditions. `mirror` is 1 for a mirrored picture, else 0; areas are shares (see
`retouching.recipes`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What a crop can be held to: width by height.
RATIOS = {
    "1:1": 1.0,
    "4:5": 4 / 5,
    "3:4": 3 / 4,
    "16:9": 16 / 9,
    "1.91:1": 1.91,
}


@dataclass(frozen=True, slots=True)
class Box:
    """An area whose edges are numbers or vars."""

    left: Any
    top: Any
    width: Any
    height: Any


def turned_left(turns: Any, mirror: Any, crop: Box) -> tuple[Any, Box]:
    """The quarters clockwise and the crop once the picture, as it is seen, is turned left.

    A mirrored picture was turned before it was mirrored: there a turn to the left is one to the
    right. How far it is straightened stays as it is.
    """
    return (turns + 3 + mirror * 2) % 4, Box(
        crop.top, 1 - crop.left - crop.width, crop.height, crop.width
    )


def flipped(straighten: Any, crop: Box) -> tuple[Any, Box]:
    """The degrees of straightening and the crop once the picture, as it is seen, is mirrored."""
    return 0 - straighten, Box(1 - crop.left - crop.width, crop.top, crop.width, crop.height)


def fitting(ratio: Any, frame: Any, crop: Box, least: Callable, most: Callable) -> Box:
    """The largest crop of a ratio about the middle of the present one, inside the frame.

    `ratio` and `frame` are width by height in px; `least` and `most` take two numbers.
    """
    width, height = least(1, ratio / frame), least(1, frame / ratio)
    return Box(
        _within(crop.left + crop.width / 2 - width / 2, 1 - width, least, most),
        _within(crop.top + crop.height / 2 - height / 2, 1 - height, least, most),
        width,
        height,
    )


def _within(value: Any, highest: Any, least: Callable, most: Callable) -> Any:
    return most(0, least(highest, value))
