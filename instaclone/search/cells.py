"""Which cells of the earth a circle touches: posts from there are found by them."""

from math import asin, cos, degrees, floor, radians, sin

from instaclone.db.geography import RADIUS_KM
from instaclone.posts.indexing import CELLS, cell
from instaclone.search.resolving import Circle

ENOUGH = 12  # cells: of larger ones there are fewer
MOST = 40
POLE = 90.0


def cells_of(circle: Circle) -> list[str] | None:
    """The facts of all cells (see `posts.indexing`) that the circle touches, of the smallest size
    of which there are few; None where there are too many, as round a pole."""
    for size in CELLS:
        found = _touched(circle, size)
        if len(found) <= (MOST if size == CELLS[-1] else ENOUGH):
            return found
    return None


def _touched(circle: Circle, size: float) -> list[str]:
    # A little more than the circle, for what rounding leaves out.
    reach = circle.km / RADIUS_KM * 1.001 + 1e-9
    south, north = circle.latitude - degrees(reach), circle.latitude + degrees(reach)
    rows = range(floor(max(south, -POLE) / size), floor(min(north, POLE) / size) + 1)
    round_the_earth = round(360 / size)
    if south <= -POLE or north >= POLE:
        columns = range(round_the_earth)
    else:
        aside = degrees(asin(min(1.0, sin(reach) / cos(radians(circle.latitude)))))
        west = floor((circle.longitude - aside) / size)
        east = floor((circle.longitude + aside) / size)
        columns = range(west, min(east, west + round_the_earth - 1) + 1)
    return [cell(size, row, column) for row in rows for column in columns]
