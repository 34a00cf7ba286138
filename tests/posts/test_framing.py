"""Pictures lie whole in lists, and squares keep heads."""

import pytest

from instaclone.posts.framing import Focus, Lies, frame, in_square, square_position, within


def _own(width: int, height: int) -> tuple[str, Lies]:
    """The frame that a picture sets, and how it lies in it."""
    made = frame(width, height)
    return made.css, within(made, width, height)


def test_a_picture_within_the_limits_fills_its_frame():
    assert _own(1080, 810) == ("1080 / 810", Lies("100%", "100%"))


def test_a_panorama_is_letterboxed_not_cut():
    assert _own(3000, 1000) == ("1.9100", Lies("100%", "63.667%"))


def test_a_tower_is_letterboxed_not_cut():
    assert _own(1000, 3000) == ("0.7500", Lies("44.444%", "100%"))


def test_further_pictures_lie_whole_in_the_frame_of_the_first():
    first = frame(800, 800)
    assert within(first, 1600, 800) == Lies("100%", "50.000%")
    assert within(first, 600, 800) == Lies("75.000%", "100%")
    assert within(first, 0, 0) == Lies("100%", "100%")


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


@pytest.mark.parametrize(
    ("size", "position", "part", "expected"),
    [
        ((800, 800), "50% 50%", Focus(0.2, 0.6, 0.8, 1.0), Focus(0.2, 0.6, 0.8, 1.0)),
        ((1600, 800), "0.0% 50%", Focus(0.0, 0.2, 0.2, 0.9), Focus(0.0, 0.2, 0.4, 0.9)),
        ((1600, 800), "50% 50%", Focus(0.0, 0.2, 0.5, 0.9), Focus(0.0, 0.2, 0.5, 0.9)),
        ((1600, 800), "100.0% 50%", Focus(0.0, 0.2, 0.2, 0.9), None),
        ((800, 1600), "50% 100.0%", Focus(0.2, 0.6, 0.8, 1.0), Focus(0.2, 0.2, 0.8, 1.0)),
        ((800, 1600), "50% 25.0%", Focus(0.2, 0.0, 0.8, 0.5), Focus(0.2, 0.0, 0.8, 0.75)),
        ((0, 0), "50% 50%", Focus(0.2, 0.0, 0.8, 0.5), None),
    ],
)
def test_a_part_of_a_picture_is_found_again_in_its_square(size, position, part, expected):
    width, height = size
    found = in_square(width, height, position, part)
    assert (found is None) == (expected is None)
    if found and expected:
        sides = ("left", "top", "right", "bottom")
        assert [getattr(found, side) for side in sides] == pytest.approx(
            [getattr(expected, side) for side in sides]
        )
