"""The looks that a picture can be given, as CSS filter functions and a wash of colour.

A look's functions follow each other, each from 0 (nothing) by its strength to its amount; the wash
is a colour laid over the result. Everything is in sRGB as it is stored, between 0 and 1.
"""

from dataclasses import dataclass

from instaclone.errors import Invalid

NORMAL, SCREEN, MULTIPLY = "normal", "screen", "multiply"
OVERLAY, SOFT_LIGHT = "overlay", "soft-light"
# The amount at which a CSS filter function changes nothing.
IDENTITIES = {
    "brightness": 1.0,
    "contrast": 1.0,
    "saturate": 1.0,
    "sepia": 0.0,
    "grayscale": 0.0,
    "invert": 0.0,
    "hue-rotate": 0.0,
}
# Where a curve's values are said; between them it is straight.
KNOTS = tuple(step / 8 for step in range(9))


@dataclass(frozen=True, slots=True)
class Step:
    """A CSS filter function at full strength; the amount of hue-rotate is in degrees."""

    function: str
    amount: float


@dataclass(frozen=True, slots=True)
class Wash:
    """A colour (0 to 255) laid over a picture with an alpha in one of the blend modes above."""

    red: int
    green: int
    blue: int
    alpha: float
    mode: str = NORMAL


@dataclass(frozen=True, slots=True)
class Look:
    """A look as people choose it by its name."""

    name: str
    steps: tuple[Step, ...]
    wash: Wash | None = None


def check(look: str) -> None:
    """Raise Invalid unless there is such a look, or none is wished."""
    if look and look not in LOOKS:
        raise Invalid("There is no such filter. Choose another one.", "recipe")


def amount(step: Step, strength):
    """How much of a step at a strength in per cent: linear from nothing to its amount."""
    identity = IDENTITIES[step.function]
    return identity + (step.amount - identity) * strength / 100


def shifts(wash: Wash | None) -> tuple[tuple[float, ...], ...]:
    """By how much a wash moves each of KNOTS at full strength, for red, green and blue.

    A wash works on each channel alone, so that it is a curve; its alpha scales the curve.
    """
    if wash is None:
        return ((0.0,) * len(KNOTS),) * 3
    colour = (wash.red / 255, wash.green / 255, wash.blue / 255)
    return tuple(
        tuple(wash.alpha * (_blended(wash.mode, knot, each) - knot) for knot in KNOTS)
        for each in colour
    )


def _blended(mode: str, below: float, above: float) -> float:
    """What the W3C's compositing calls B(cb, cs)."""
    if mode == SCREEN:
        return _screened(below, above)
    if mode == MULTIPLY:
        return below * above
    if mode == OVERLAY:
        is_dark = below <= 0.5
        return 2 * below * above if is_dark else _screened(2 * below - 1, above)
    if mode == SOFT_LIGHT:
        return _softly_lit(below, above)
    return above


def _screened(below: float, above: float) -> float:
    return below + above - below * above


def _softly_lit(below: float, above: float) -> float:
    if above <= 0.5:
        return below - (1 - 2 * above) * below * (1 - below)
    lifted = ((16 * below - 12) * below + 4) * below if below <= 0.25 else below**0.5
    return below + (2 * above - 1) * (lifted - below)


def _look(name: str, *steps: tuple[str, float], wash: Wash | None = None) -> Look:
    return Look(name, tuple(Step(*each) for each in steps), wash)


LOOKS = {
    "morning": _look(
        "Morning",
        ("brightness", 1.08),
        ("contrast", 0.94),
        ("saturate", 1.12),
        wash=Wash(255, 214, 170, 0.18, SOFT_LIGHT),
    ),
    "silver": _look("Silver", ("grayscale", 1.0), ("contrast", 1.08), ("brightness", 1.04)),
}
