"""The cells of a circle hold every point within it, wherever on the earth it lies."""

from math import asin, atan2, cos, degrees, radians, sin
from random import Random

import pytest

from instaclone.db.geography import RADIUS_KM, km_between
from instaclone.posts.indexing import CELLS, cell_fact
from instaclone.search.cells import MOST, cells_of
from instaclone.search.resolving import Circle


def _point(random: Random, circle: Circle) -> tuple[float, float]:
    """A point of the circle, often on its edge, by the direct formula on a sphere."""
    share = random.choice((1.0, random.random())) * circle.km / RADIUS_KM
    bearing = random.choice((random.random() * 360, 0, 90, 180, 270))
    north, turn = radians(circle.latitude), radians(bearing)
    latitude = asin(sin(north) * cos(share) + cos(north) * sin(share) * cos(turn))
    aside = atan2(sin(turn) * sin(share) * cos(north), cos(share) - sin(north) * sin(latitude))
    return degrees(latitude), (circle.longitude + degrees(aside) + 180) % 360 - 180


def test_every_point_of_a_circle_lies_in_one_of_its_cells():
    random = Random(3)
    asked = 0
    for _ in range(3000):
        circle = Circle(
            random.uniform(-89, 89), random.uniform(-180, 180), random.choice((0.5, 20, 100, 300))
        )
        found = cells_of(circle)
        if found is None:
            assert abs(circle.latitude) > 65
            continue
        asked += 1
        assert len(found) <= MOST
        latitude, longitude = _point(random, circle)
        point = {cell_fact(size, latitude, longitude) for size in CELLS}
        assert point & set(found), (circle, latitude, longitude)
    assert asked > 2000


def test_few_cells_are_touched_where_people_live():
    for latitude in range(-55, 65):
        for km in (1, 20, 100, 300):
            assert len(cells_of(Circle(latitude + 0.3, 179.9, km)) or range(99)) <= 16


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((38.7223, -9.1393), (38.5244, -8.8882), 30.9),
        ((-18.1416, 178.4419), (-13.8333, -171.7667), 1144),
        ((0.0, 0.0), (0.0, 180.0), 20015),
        ((50.0, 8.0), (50.0, 8.0), 0),
    ],
)
def test_distances_are_of_great_circles(one, other, km):
    here, there = one
    assert km_between(here, there, *other) == pytest.approx(km, rel=0.01)
    assert km_between(here, there, None, 1.0) is None
