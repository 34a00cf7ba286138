"""Pictures lie whole in lists, and squares keep heads."""

import pytest

from instaclone.posts.framing import Focus, Frame, frame, square_position


def test_a_picture_within_the_limits_fills_its_frame():
    assert frame(1080, 810) == Frame("1080 / 810", "100%", "100%")


def test_a_panorama_is_letterboxed_not_cut():
    assert frame(3000, 1000) == Frame("1.9100", "100%", "63.667%")


def test_a_tower_is_letterboxed_not_cut():
    assert frame(1000, 3000) == Frame("0.7500", "44.444%", "100%")


@pytest.mark.parametrize(
    ("width", "height", "focus", "position"),
    [
        (1600, 800, None, "50% 50%"),
        (1600, 800, Focus(0.0, 0.2, 0.2, 0.9), "0.0% 50%"),
        (1600, 800, Focus(0.7, 0.2, 0.9, 0.9), "100.0% 50%"),
        (800, 1600, Focus(0.2, 0.0, 0.8, 1.0), "50% 0.0%"),
        (800, 1600, Focus(0.2, 0.6, 0.8, 1.0), "50% 100.0%"),
        (800, 800, Focus(0.2, 0.6, 0.8, 1.0), "50% 50%"),
    ],
)
def test_a_square_moves_to_what_matters(width, height, focus, position):
    assert square_position(width, height, focus) == position
