"""What the preview of an edit shows in Chromium is what the server makes."""

from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from bench import looks, stage
from bench.stage import Stage
from instaclone.media.cards import PictureCard
from instaclone.retouching import css
from instaclone.retouching.recipes import UNTOUCHED, Recipe
from instaclone.studio import preview

CASES = dict(looks.cases())


@pytest.fixture(scope="module")
def shown(chromium: Browser) -> Iterator[Stage]:
    """A page that shows previews."""
    with stage.opened(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def chart() -> np.ndarray:
    """Every hue from black over pure to white on the left, noise on the right."""
    height, width = looks.HEIGHT, looks.WIDTH
    hues = np.linspace(0, 255, height)[:, None].repeat(width // 2, axis=1)
    lights = np.linspace(-1, 1, width // 2)[None].repeat(height, axis=0)
    full = Image.fromarray(
        np.stack([hues, np.full_like(hues, 255), np.full_like(hues, 255)], axis=2).astype(np.uint8),
        "HSV",
    ).convert("RGB")
    pure = np.asarray(full, dtype=float)
    bright, dark = np.clip(lights, 0, 1)[..., None], np.clip(-lights, 0, 1)[..., None]
    colours = pure * (1 - bright) * (1 - dark) + 255 * bright
    noise = np.random.default_rng(3).integers(0, 256, (height, width - width // 2, 3))
    return np.concatenate([colours, noise], axis=1).astype(np.uint8)


@pytest.mark.parametrize("name", CASES)
def test_what_the_preview_shows_is_what_the_server_makes(
    shown: Stage, chart: np.ndarray, name: str
):
    for recipe in CASES[name]:
        found = looks.difference(shown, chart, recipe)
        most = looks.bound([recipe])
        assert found.largest <= most.largest, recipe
        assert found.mean <= most.mean, recipe


@pytest.mark.parametrize("recipe", [UNTOUCHED, looks.COMBINED["everything"], Recipe(turns=3)])
def test_a_card_made_on_the_server_shows_the_same(shown: Stage, chart: np.ndarray, recipe: Recipe):
    height, width = chart.shape[:2]
    component = preview.prepared(
        looks.rx.Var(_js_expr="card").to(PictureCard),
        looks.rx.Var(_js_expr="style").to(css.PreviewStyle),
        name="card",
    )
    card = PictureCard(1, "code", stage.data_uri(chart), "", width, height, "", "", "ready", "")
    style = stage.plain(css.preview_style(recipe, width, height))
    size = looks.geometry.cropped_size(recipe, width, height)
    prepared = shown.show(component, *size, card=stage.plain(card), style=style)
    assert looks.between(prepared, looks.shown(shown, chart, recipe)).largest == 0


def test_straightening_on_the_server_is_sharper_but_in_the_same_place(shown: Stage):
    """A smooth picture has nothing to sharpen: what remains are two roundings."""
    rows, columns = np.mgrid[0 : looks.HEIGHT, 0 : looks.WIDTH]
    waves = 127 + 80 * np.sin(rows / 25) * np.cos(columns / 31)
    smooth = np.repeat(waves[..., None], 3, axis=2).astype(np.uint8)
    recipe = Recipe(straighten=-8, turns=1)
    made = looks.finished(smooth, recipe, Image.Resampling.BICUBIC)
    found = looks.between(looks.shown(shown, smooth, recipe), made)
    most = looks.bound([recipe])
    assert found.largest <= most.largest
    assert found.mean <= most.mean
