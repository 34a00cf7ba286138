"""The numbers behind each adjustment: one arithmetic for the server and for the browser.

Every function takes a slider's value as a number, or as a variable of the page that stands for
one, and uses + - * / alone, so that sliders move in the browser without asking the server.

A picture is sharpened; highlights and shadows bend its curve; then come warmth, brightness,
contrast, saturation, fade, the look, and at last the vignette. Sharpening and curves end in whole
levels of 0 to 255, as browsers keep them; what stands between them is rounded once, at its end.
"""

from collections.abc import Sequence
from typing import Any

from instaclone.retouching.looks import KNOTS

Amount = Any  # a number, or a variable of the page that stands for one

# Browsers cut off the fraction of a curve's value in levels. A little less than half a level makes
# that rounding, and where a value lies between two levels no error in the last digit decides.
BIAS = 0.00195
DIGITS = 8  # of constants in texts
SHARPEST = 0.00613  # of a sharpen by 1; an odd number, so that few values lie between two levels
BEND = 0.9  # how far a curve is bent; from 1 on it would fall somewhere
# The darkness of the vignette by the distance from the centre, 1 being the corners.
VIGNETTE = ((0.3, 0.0), (0.5, 0.07), (0.65, 0.2), (0.8, 0.4), (1.0, 0.72))


def kernel(sharpen: Amount) -> tuple[Amount, Amount]:
    """The middle and the four direct neighbours of the 3 by 3 kernel; the corners are 0."""
    side = sharpen * SHARPEST
    return 1 + side * 4, 0 - side


def curve(highlights: Amount, shadows: Amount) -> list[Amount]:
    """The values at KNOTS and a BIAS more; black and white stay, and the curve never falls."""
    return [
        _constant(knot + BIAS)
        + shadows * _constant(BEND / 100 * knot * (1 - knot) ** 2)
        + highlights * _constant(BEND / 100 * knot**2 * (1 - knot))
        for knot in KNOTS
    ]


def washed(shifts: Sequence[float], strength: Amount) -> list[Amount]:
    """The values at KNOTS and a BIAS more of a channel that a look's wash shifts so much."""
    return [
        _constant(knot + BIAS) + strength * _constant(shift / 100)
        for knot, shift in zip(KNOTS, shifts, strict=True)
    ]


def warmth(value: Amount) -> tuple[Amount, Amount, Amount]:
    """What red, green and blue are multiplied with."""
    return 1 + value * 0.0013, 1 + value * 0.0001, 1 - value * 0.0019


def brightness(value: Amount) -> Amount:
    """The amount of CSS's brightness."""
    return 1 + value * 0.00497


def contrast(value: Amount) -> Amount:
    """The amount of CSS's contrast."""
    return 1 + value * 0.00497


def saturation(value: Amount) -> Amount:
    """The amount of CSS's saturate."""
    return 1 + value * 0.01


def fade(value: Amount) -> tuple[Amount, Amount]:
    """The amounts of CSS's contrast and then brightness that lift black and lower white a little.

    At 100 black becomes 0.14 and white 0.96; nothing is clipped between the two.
    """
    lift, slope = value * 0.0014, 1 - value * 0.0018
    brighter = slope + lift * 2
    return slope / brighter, brighter


def _constant(number: float) -> float:
    return round(number, DIGITS)
