"""Where places lie before and after turning, mirroring, straightening and cropping."""

import itertools

import numpy as np
import pytest
from PIL import Image

from instaclone.retouching import geometry
from instaclone.retouching.recipes import UNTOUCHED, Area, Recipe
from instaclone.retouching.reshaping import reshape

WIDTH, HEIGHT = 400, 300
CROP = Area(0.1, 0.2, 0.5, 0.6)
UPRIGHT = [
    Recipe(turns=turns, is_flipped=is_flipped, crop=crop)
    for turns, is_flipped, crop in itertools.product(range(4), (False, True), (Area(), CROP))
]
STRAIGHTENED = [
    Recipe(turns=turns, is_flipped=is_flipped, straighten=straighten, crop=CROP)
    for turns, is_flipped, straighten in itertools.product(
        range(4), (False, True), (-45, -7.5, 0.01, 30)
    )
]
PLACES = [(0.0, 0.0), (1.0, 0.0), (0.5, 0.5), (0.3, 0.9), (-0.2, 1.4)]


def test_nothing_moves_when_nothing_is_done():
    for place in PLACES:
        assert geometry.point_to_frame(place, UNTOUCHED, WIDTH, HEIGHT) == pytest.approx(place)


@pytest.mark.parametrize("recipe", UPRIGHT + STRAIGHTENED)
def test_a_place_comes_back_to_where_it_was(recipe: Recipe):
    for place in PLACES:
        there = geometry.point_to_frame(place, recipe, WIDTH, HEIGHT)
        assert geometry.point_to_source(there, recipe, WIDTH, HEIGHT) == pytest.approx(place)


@pytest.mark.parametrize("recipe", UPRIGHT)
def test_an_upright_area_comes_back_as_it_was(recipe: Recipe):
    area = Area(0.2, 0.3, 0.1, 0.4)
    there = geometry.to_frame(area, recipe, WIDTH, HEIGHT)
    back = geometry.to_source(there, recipe, WIDTH, HEIGHT)
    assert sides(back) == pytest.approx(sides(area))


@pytest.mark.parametrize("recipe", STRAIGHTENED)
def test_a_tilted_area_lies_inside_of_what_comes_back(recipe: Recipe):
    there = geometry.to_frame(CROP, recipe, WIDTH, HEIGHT)
    left, top, right, bottom = sides(geometry.to_source(there, recipe, WIDTH, HEIGHT))
    inner = sides(CROP)
    assert left <= inner[0] + 1e-9
    assert top <= inner[1] + 1e-9
    assert right >= inner[2] - 1e-9
    assert bottom >= inner[3] - 1e-9


@pytest.mark.parametrize("recipe", UPRIGHT + STRAIGHTENED)
def test_a_spot_lies_in_the_pixels_where_it_is_said_to_lie(recipe: Recipe):
    spot = (0.42, 0.55)
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    x, y = round(spot[0] * WIDTH), round(spot[1] * HEIGHT)
    pixels[y - 3 : y + 3, x - 3 : x + 3] = 255
    finished = np.asarray(reshape(Image.fromarray(pixels), recipe)).mean(axis=2)
    height, width = finished.shape
    assert (width, height) == geometry.cropped_size(recipe, WIDTH, HEIGHT)
    said = geometry.point_to_frame(spot, recipe, WIDTH, HEIGHT)
    if not all(0.05 < share < 0.95 for share in said):
        return
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    found = (columns * finished).sum() / finished.sum(), (rows * finished).sum() / finished.sum()
    assert found == pytest.approx((said[0] * width, said[1] * height), abs=0.6)


@pytest.mark.parametrize("straighten", [-45, -20, -1, -0.01, 0.01, 3, 44.99])
@pytest.mark.parametrize("size", [(400, 300), (300, 401), (97, 97)])
def test_no_corner_is_empty_after_straightening(straighten: float, size: tuple[int, int]):
    white = Image.new("RGB", size, "white")
    finished = np.asarray(reshape(white, Recipe(straighten=straighten)))
    assert finished.shape[1::-1] == size
    assert finished.min() == 255


def test_an_area_outside_of_the_crop_is_not_visible():
    recipe = Recipe(crop=Area(0.5, 0.5, 0.5, 0.5))
    outside = geometry.to_frame(Area(0.1, 0.1, 0.2, 0.2), recipe, WIDTH, HEIGHT)
    assert geometry.visible(outside) is None
    partly = geometry.to_frame(Area(0.4, 0.4, 0.2, 0.2), recipe, WIDTH, HEIGHT)
    seen = geometry.visible(partly)
    assert seen is not None
    assert sides(seen) == pytest.approx((0, 0, 0.2, 0.2))


def sides(area: Area) -> tuple[float, float, float, float]:
    """Left, top, right and bottom."""
    return area.left, area.top, area.left + area.width, area.top + area.height
