"""Colours under recipes: what must hold whatever the picture."""

from dataclasses import replace

import numpy as np
import pytest

from instaclone.errors import Invalid
from instaclone.retouching import maths
from instaclone.retouching.looks import LOOKS
from instaclone.retouching.recipes import ADJUSTMENTS, UNTOUCHED, Recipe

ENDS = [(name, end) for name, (least, most) in ADJUSTMENTS.items() for end in {least, most} if end]
GREYS = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(4, axis=0)


@pytest.fixture(scope="module")
def noise() -> np.ndarray:
    """Every colour may be in it."""
    return np.random.default_rng(7).integers(0, 256, (120, 160, 3), dtype=np.uint8)


def test_an_untouched_picture_stays_the_same(noise: np.ndarray):
    assert (maths.apply(noise, UNTOUCHED) == noise).all()


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_without_strength_changes_nothing(noise: np.ndarray, look: str):
    assert (maths.apply(noise, Recipe(look=look, strength=0)) == noise).all()


@pytest.mark.parametrize("look", LOOKS)
def test_the_stronger_a_look_the_farther_it_goes(noise: np.ndarray, look: str):
    distances = [
        np.abs(maths.apply(noise, Recipe(look=look, strength=strength)) - noise.astype(int)).mean()
        for strength in (0, 25, 50, 75, 100)
    ]
    assert distances == sorted(distances)
    assert distances[-1] > 3


@pytest.mark.parametrize(("name", "end"), ENDS)
def test_the_farther_a_slider_the_farther_the_picture_goes(noise: np.ndarray, name: str, end: int):
    distances = [
        np.abs(
            maths.apply(noise, replace(UNTOUCHED, **{name: round(end * share)})) - noise.astype(int)
        ).mean()
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]
    assert distances == sorted(distances)
    assert distances[-1] > 2


@pytest.mark.parametrize(
    ("highlights", "shadows"), [(100, 100), (-100, -100), (100, -100), (-100, 100), (40, 0)]
)
def test_highlights_and_shadows_never_turn_brighter_into_darker(highlights: int, shadows: int):
    curve = maths.apply(GREYS, Recipe(highlights=highlights, shadows=shadows))[0, :, 0].astype(int)
    assert (np.diff(curve) >= 0).all()
    assert (curve[0], curve[-1]) == (0, 255)


@pytest.mark.parametrize("name", ["brightness", "contrast", "fade", "warmth"])
def test_other_adjustments_never_turn_brighter_into_darker(name: str):
    for end in ADJUSTMENTS[name]:
        curve = maths.apply(GREYS, replace(UNTOUCHED, **{name: end}))[0].astype(int)
        assert (np.diff(curve, axis=0) >= 0).all()


def test_warmth_makes_red_stronger_and_blue_weaker():
    warm = maths.apply(GREYS, Recipe(warmth=60))[0, 128]
    cold = maths.apply(GREYS, Recipe(warmth=-60))[0, 128]
    assert warm[0] > 128 > warm[2]
    assert cold[0] < 128 < cold[2]


def test_the_vignette_darkens_the_corners_alike_and_leaves_the_centre():
    white = np.full((90, 160, 3), 255, np.uint8)
    dark = maths.apply(white, Recipe(vignette=100))
    assert (dark[45, 80] == 255).all()
    assert dark[0, 0, 0] < 100
    assert (dark == dark[::-1]).all()
    assert (dark == dark[:, ::-1]).all()


def test_sharpening_leaves_what_has_no_edges_and_lifts_what_has():
    pixels = np.full((20, 20, 3), 100, np.uint8)
    pixels[:, 10:] = 150
    sharp = maths.apply(pixels, Recipe(sharpen=100))
    assert (sharp[:, :9] == 100).all()
    assert (sharp[:, 9] < 100).all()
    assert (sharp[:, 10] > 150).all()
    assert (sharp[:, 11:] == 150).all()


def test_strips_do_not_show(noise: np.ndarray, monkeypatch: pytest.MonkeyPatch):
    recipe = Recipe(sharpen=70, vignette=80, saturation=30, highlights=40, look=next(iter(LOOKS)))
    whole = maths.apply(noise, recipe)
    monkeypatch.setattr(maths, "STRIP_PIXELS", 7 * noise.shape[1])
    assert (maths.apply(noise, recipe) == whole).all()


def test_an_unknown_look_is_refused(noise: np.ndarray):
    with pytest.raises(Invalid):
        maths.apply(noise, Recipe(look="no such look"))
