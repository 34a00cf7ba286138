"""The square that the browser says in per cent, as the worker wants it."""

import pytest

from instaclone.errors import Invalid
from instaclone.profiles.avatar_state import square


def test_the_side_is_a_share_of_the_shorter_side():
    # 1200 by 900 px: the whole height is a square of three quarters of the width.
    assert square({"x": 12.5, "y": 0, "width": 75, "height": 100}) == (0.125, 0, 1)
    assert square({"x": 0, "y": 25, "width": 50, "height": 37.5}) == (0, 0.25, 0.5)


def test_what_lies_a_hair_outside_lies_inside():
    assert square({"x": -1e-9, "y": 0, "width": 75, "height": 100.00001}) == (0, 0, 1)


@pytest.mark.parametrize(
    "area", [None, {}, [], "x", {"x": 1}, {"x": "1", "y": 0, "width": 1, "height": 1}]
)
def test_what_is_no_square_is_refused(area):
    with pytest.raises(Invalid):
        square(area)
