"""Distances on the earth, told alike by both databases and by Python."""

from math import asin, cos, radians, sin, sqrt
from typing import Any

from sqlalchemy import Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

RADIUS_KM = 6371.0


class distance_km(FunctionElement[float]):  # noqa: N801 - it is called as SQL's functions are
    """The great circle in km between two points, each by latitude and longitude in degrees; NULL
    where one of these is."""

    name = "distance_km"
    type = Double()
    inherit_cache = True


def km_between(
    latitude: float | None,
    longitude: float | None,
    other_latitude: float | None,
    other_longitude: float | None,
) -> float | None:
    """The same in Python, by the haversine formula: SQLite asks it."""
    if None in (latitude, longitude, other_latitude, other_longitude):
        return None
    north, other_north = radians(latitude), radians(other_latitude)  # pyright: ignore[reportArgumentType]
    apart = radians(other_longitude - longitude)  # pyright: ignore[reportOperatorIssue]
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin(apart / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half)))


@compiles(distance_km)
def _by_name(element: Any, compiler: Any, **how: Any) -> str:
    return f"distance_km({compiler.process(element.clauses, **how)})"


@compiles(distance_km, "mysql")
@compiles(distance_km, "mariadb")
def _in_mariadb(element: Any, compiler: Any, **how: Any) -> str:
    at, along, other_at, other_along = (
        compiler.process(each, **how) for each in element.clauses.clauses
    )
    points = f"POINT({along}, {at}), POINT({other_along}, {other_at})"
    return f"(ST_DISTANCE_SPHERE({points}, {RADIUS_KM * 1000}) / 1000)"
