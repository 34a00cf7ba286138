"""How far it is from one spot of the earth to another, and where spots lie on a sheet of paper."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

EARTH = 6371.0  # km
MARGIN = 14.0  # per cent of the paper on each side, in which no spot lies

Spot = tuple[float, float]  # degrees, WGS 84: latitude and longitude


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two spots in degrees, along the earth (haversine)."""
    (south, west), (north, east) = one, other
    rise, run = radians(north - south), radians(east - west)
    half = sin(rise / 2) ** 2 + cos(radians(south)) * cos(radians(north)) * sin(run / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def on_paper(spots: Sequence[Spot]) -> list[tuple[float, float]]:
    """How far from the left and from the top each spot lies on paper that just holds all of them,
    in per cent; where all have the same height or width, in the middle."""
    heights, widths = [spot[0] for spot in spots], [spot[1] for spot in spots]
    return [(_share(east, widths), 100 - _share(north, heights)) for north, east in spots]


def _share(value: float, among: Sequence[float]) -> float:
    low, span = min(among), max(among) - min(among)
    return MARGIN + (100 - 2 * MARGIN) * (value - low) / span if span else 50.0
