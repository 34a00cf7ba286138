"""How far it is from one spot of the earth to another."""

from math import asin, cos, radians, sin, sqrt

EARTH = 6371.0  # km

Spot = tuple[float, float]  # degrees, WGS 84: latitude and longitude


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two spots in degrees, along the earth (haversine)."""
    (south, west), (north, east) = one, other
    rise, run = radians(north - south), radians(east - west)
    half = sin(rise / 2) ** 2 + cos(radians(south)) * cos(radians(north)) * sin(run / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))
