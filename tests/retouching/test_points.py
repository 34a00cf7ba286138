"""A point of a picture stays on what it was put on, whatever is done with the picture."""

import pytest

from instaclone.retouching.points import shown_at, shown_box, uploaded_at, uploaded_box
from instaclone.retouching.recipes import Area, Recipe


def _near(point: tuple[float, float]):
    return pytest.approx(point, abs=1e-6)


@pytest.mark.parametrize(
    ("recipe", "shown"),
    [
        (Recipe(), (0.2, 0.1)),
        (Recipe(turns=1), (0.9, 0.2)),
        (Recipe(turns=2), (0.8, 0.9)),
        (Recipe(turns=3), (0.1, 0.8)),
        (Recipe(is_flipped=True), (0.8, 0.1)),
        (Recipe(turns=1, is_flipped=True), (0.1, 0.2)),
        (Recipe(crop=Area(0.1, 0.0, 0.5, 0.5)), (0.2, 0.2)),
        (Recipe(crop=Area(0.5, 0.5, 0.5, 0.5)), (-0.6, -0.8)),
    ],
)
def test_a_point_moves_with_the_picture(recipe: Recipe, shown: tuple[float, float]):
    assert shown_at(recipe, 800, 600, 0.2, 0.1) == _near(shown)


def test_straightening_turns_clockwise_about_the_middle():
    recipe = Recipe(straighten=45)
    assert shown_at(recipe, 500, 500, 0.5, 0.5) == _near((0.5, 0.5))
    x, y = shown_at(recipe, 500, 500, 0.5, 0.4)  # above the middle: goes to the right of it
    assert x > 0.5
    assert y < 0.5
    assert x - 0.5 == pytest.approx(0.5 - y)


@pytest.mark.parametrize("turns", range(4))
def test_there_and_back_is_the_same_point(turns: int):
    recipe = Recipe(
        turns=turns, is_flipped=turns > 1, straighten=-12.5, crop=Area(0.1, 0.2, 0.6, 0.5)
    )
    there = shown_at(recipe, 900, 500, 0.37, 0.61)
    assert uploaded_at(recipe, 900, 500, *there) == _near((0.37, 0.61))


@pytest.mark.parametrize("turns", range(4))
def test_a_box_there_and_back_is_the_same_box(turns: int):
    recipe = Recipe(turns=turns, straighten=7, is_flipped=True, crop=Area(0.1, 0.2, 0.6, 0.7))
    box = Area(0.3, 0.4, 0.2, 0.1)
    shown = shown_box(recipe, 640, 360, box)
    back = uploaded_box(recipe, 640, 360, shown)
    for name in ("left", "top", "width", "height"):
        assert getattr(back, name) == pytest.approx(getattr(box, name))


def test_a_box_turns_and_grows_with_the_picture():
    recipe = Recipe(turns=1, crop=Area(0, 0, 0.5, 0.5))
    box = shown_box(recipe, 300, 400, Area(0.0, 0.8, 0.1, 0.2))
    assert (box.left, box.top) == (pytest.approx(0.0), pytest.approx(0.0))
    assert (box.width, box.height) == (pytest.approx(0.4), pytest.approx(0.2))
