"""Turning and mirroring act on what one sees: a chain of them is checked on a picture's corners."""

import random

import pytest

from instaclone.retouching.geometry import point_to_source
from instaclone.retouching.recipes import Area, Recipe
from instaclone.studio.turning import RATIOS, Box, fitting, flipped, turned_left

WIDTH, HEIGHT = 1200, 800


def box(area: Area) -> Box:
    return Box(area.left, area.top, area.width, area.height)


def area(of: Box) -> Area:
    return Area(of.left, of.top, of.width, of.height)


def rotate(recipe: Recipe) -> Recipe:
    """Rotate left, as the button does."""
    turns, crop = turned_left(recipe.turns, int(recipe.is_flipped), box(recipe.crop))
    return Recipe(
        turns=turns,
        is_flipped=recipe.is_flipped,
        straighten=recipe.straighten,
        crop=area(crop),
    )


def flip(recipe: Recipe) -> Recipe:
    """Flip, as the button does."""
    straighten, crop = flipped(recipe.straighten, box(recipe.crop))
    return Recipe(
        turns=recipe.turns,
        is_flipped=not recipe.is_flipped,
        straighten=straighten,
        crop=area(crop),
    )


def seen_at(recipe: Recipe, x: float, y: float) -> tuple[float, float]:
    """What of the upload is seen at a place."""
    return point_to_source((x, y), recipe, WIDTH, HEIGHT)


START = Recipe(straighten=7.5, crop=Area(0.1, 0.25, 0.6, 0.5))


@pytest.mark.parametrize("seed", range(20))
def test_each_press_turns_or_mirrors_what_is_seen(seed: int):
    dice = random.Random(seed)
    recipe = START
    for _ in range(8):
        places = [(dice.random(), dice.random()) for _ in range(5)]
        if dice.random() < 0.5:
            after = rotate(recipe)
            # What was at the right edge is at the top.
            pairs = [(seen_at(recipe, x, y), seen_at(after, y, 1 - x)) for x, y in places]
        else:
            after = flip(recipe)
            pairs = [(seen_at(recipe, x, y), seen_at(after, 1 - x, y)) for x, y in places]
        for before, now in pairs:
            assert now == pytest.approx(before, abs=1e-6)
        recipe = after


def test_four_turns_and_two_mirrorings_change_nothing():
    for turned in (rotate(rotate(rotate(rotate(START)))), flip(flip(START))):
        assert (turned.turns, turned.is_flipped) == (START.turns, START.is_flipped)
        assert turned.straighten == START.straighten
        edges = (turned.crop.left, turned.crop.top, turned.crop.width, turned.crop.height)
        assert edges == pytest.approx((0.1, 0.25, 0.6, 0.5))


@pytest.mark.parametrize("name", RATIOS)
@pytest.mark.parametrize("frame", [3 / 2, 2 / 3, 4.0, 1.0])
def test_a_ratio_fills_the_frame_as_far_as_it_can(name: str, frame: float):
    ratio = RATIOS[name]
    fitted = fitting(ratio, frame, Box(0.7, 0.6, 0.3, 0.4), min, max)
    assert fitted.width / fitted.height * frame == pytest.approx(ratio)
    assert max(fitted.width, fitted.height) == pytest.approx(1)
    assert fitted.left >= 0
    assert fitted.top >= 0
    assert fitted.left + fitted.width <= 1 + 1e-9
    assert fitted.top + fitted.height <= 1 + 1e-9


def test_a_fitted_crop_stays_about_the_middle_of_the_one_before():
    fitted = fitting(1.0, 2.0, Box(0.5, 0.0, 0.2, 1.0), min, max)
    assert fitted.left + fitted.width / 2 == pytest.approx(0.6)
