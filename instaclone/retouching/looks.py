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
        ("brightness", 1.1),
        ("contrast", 0.94),
        ("saturate", 1.16),
        wash=Wash(255, 200, 130, 0.42, SOFT_LIGHT),
    ),
    "linen": _look(
        "Linen",
        ("saturate", 0.78),
        ("contrast", 0.88),
        ("brightness", 1.1),
        wash=Wash(255, 244, 226, 0.5, MULTIPLY),
    ),
    "honey": _look(
        "Honey",
        ("sepia", 0.2),
        ("saturate", 1.4),
        ("brightness", 1.07),
        wash=Wash(255, 232, 180, 0.45, MULTIPLY),
    ),
    "amber": _look(
        "Amber",
        ("sepia", 0.3),
        ("saturate", 1.5),
        ("contrast", 1.12),
        ("brightness", 0.97),
        ("hue-rotate", -6),
        wash=Wash(255, 150, 40, 0.22, SOFT_LIGHT),
    ),
    "dune": _look(
        "Dune",
        ("sepia", 0.35),
        ("saturate", 0.85),
        ("contrast", 0.88),
        ("brightness", 1.08),
    ),
    "terracotta": _look(
        "Terracotta",
        ("sepia", 0.34),
        ("saturate", 1.3),
        ("hue-rotate", -18),
        ("contrast", 0.98),
    ),
    "ember": _look(
        "Ember",
        ("contrast", 1.2),
        ("saturate", 1.15),
        ("brightness", 0.94),
        wash=Wash(255, 190, 130, 0.4, MULTIPLY),
    ),
    "lantern": _look(
        "Lantern",
        ("brightness", 0.94),
        ("contrast", 1.08),
        ("saturate", 0.9),
        wash=Wash(255, 150, 40, 0.25, OVERLAY),
    ),
    "rosehip": _look(
        "Rosehip",
        ("hue-rotate", -10),
        ("saturate", 1.2),
        ("contrast", 1.03),
        wash=Wash(255, 110, 140, 0.3, SOFT_LIGHT),
    ),
    "petal": _look(
        "Petal",
        ("contrast", 0.86),
        ("brightness", 1.1),
        ("saturate", 1.22),
        wash=Wash(255, 130, 180, 0.2, SCREEN),
    ),
    "lavender": _look(
        "Lavender",
        ("brightness", 1.08),
        ("saturate", 0.9),
        ("hue-rotate", 6),
        wash=Wash(168, 140, 240, 0.18),
    ),
    "dusk": _look(
        "Dusk",
        ("brightness", 0.86),
        ("contrast", 1.02),
        ("saturate", 1.05),
        wash=Wash(90, 36, 120, 0.4, SCREEN),
    ),
    "aurora": _look(
        "Aurora",
        ("hue-rotate", 8),
        ("saturate", 1.16),
        ("contrast", 1.05),
        wash=Wash(150, 90, 210, 0.24, OVERLAY),
    ),
    "orchard": _look("Orchard", ("saturate", 1.5), ("contrast", 1.1), ("brightness", 1.02)),
    "meadow": _look(
        "Meadow",
        ("hue-rotate", 8),
        ("saturate", 1.2),
        ("contrast", 1.04),
        wash=Wash(190, 255, 120, 0.22, SOFT_LIGHT),
    ),
    "moss": _look(
        "Moss",
        ("saturate", 0.7),
        ("contrast", 1.08),
        ("brightness", 0.96),
        wash=Wash(120, 140, 60, 0.3, OVERLAY),
    ),
    "matinee": _look(
        "Matinee",
        ("contrast", 0.96),
        ("saturate", 0.85),
        wash=Wash(30, 80, 66, 0.5, SCREEN),
    ),
    "lagoon": _look(
        "Lagoon",
        ("saturate", 1.06),
        ("hue-rotate", 4),
        ("contrast", 1.04),
        wash=Wash(0, 180, 200, 0.2, OVERLAY),
    ),
    "harbour": _look(
        "Harbour",
        ("contrast", 1.14),
        ("saturate", 0.95),
        wash=Wash(20, 60, 120, 0.45, SCREEN),
    ),
    "fjord": _look(
        "Fjord",
        ("saturate", 0.8),
        ("contrast", 1.14),
        ("brightness", 0.95),
        wash=Wash(60, 120, 200, 0.28, OVERLAY),
    ),
    "glacier": _look(
        "Glacier",
        ("saturate", 0.7),
        ("brightness", 1.1),
        ("contrast", 1.04),
        wash=Wash(150, 205, 255, 0.35, SOFT_LIGHT),
    ),
    "slate": _look(
        "Slate",
        ("saturate", 0.4),
        ("contrast", 1.12),
        wash=Wash(110, 130, 165, 0.25, MULTIPLY),
    ),
    "cinder": _look("Cinder", ("saturate", 0.45), ("contrast", 1.35), ("brightness", 1.03)),
    "postcard": _look(
        "Postcard",
        ("sepia", 0.4),
        ("contrast", 0.92),
        ("saturate", 1.3),
        ("brightness", 1.05),
        wash=Wash(120, 30, 70, 0.25, SCREEN),
    ),
    "parchment": _look(
        "Parchment", ("grayscale", 0.6), ("sepia", 0.75), ("contrast", 0.94), ("brightness", 1.04)
    ),
    "silver": _look("Silver", ("grayscale", 1.0), ("contrast", 1.06), ("brightness", 1.05)),
    "porcelain": _look("Porcelain", ("grayscale", 1.0), ("contrast", 0.82), ("brightness", 1.2)),
    "charcoal": _look("Charcoal", ("grayscale", 1.0), ("contrast", 1.45), ("brightness", 0.97)),
    "indigo": _look(
        "Indigo",
        ("grayscale", 1.0),
        ("contrast", 1.1),
        wash=Wash(40, 70, 160, 0.5, SCREEN),
    ),
}
