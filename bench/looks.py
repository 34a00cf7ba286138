"""Pixels: how far what the editor's preview shows is from what the server makes of a recipe."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import reflex as rx
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from bench import material
from bench.rows import Row, ours_at_most
from bench.stage import Stage, data_uri, plain
from bench.stage import opened as on_stage
from bench.weight import FLAGS, chromium
from instaclone.media import pixels, retouched
from instaclone.media.cards import PictureCard
from instaclone.retouching import geometry, maths, reshaping
from instaclone.retouching.looks import LOOKS, OVERLAY, SOFT_LIGHT, Look
from instaclone.retouching.recipes import ADJUSTMENTS, UNTOUCHED, Area, Recipe, to_text
from instaclone.studio import preview

WIDTH, HEIGHT = 480, 320
PHOTO = "kite.jpg"
EXACT = "Chromium's screenshot of the preview against the server's pixels, in levels of 255"
SERVED = (
    "the preview of the WebP made at the upload against the WebP baked from the master, 640 px "
    "wide: what the format loses, twice"
)
RENDITION, PORTRAIT, ROUNDS = "640.webp", (1080, 1440), 9
ALL = Recipe(
    brightness=12,
    contrast=18,
    saturation=-25,
    warmth=30,
    highlights=-40,
    shadows=35,
    fade=20,
    sharpen=40,
    look="terracotta",
    strength=70,
)
COMBINED = {
    "everything but the vignette": ALL,
    "everything": replace(ALL, vignette=60),
    "a strong look on strong contrast": Recipe(contrast=90, saturation=80, look="lagoon"),
    "grey after a bent curve": Recipe(highlights=100, shadows=-100, look="charcoal"),
}
MOVED = {
    "turned": Recipe(turns=1),
    "turned, mirrored and cropped": Recipe(
        turns=3, is_flipped=True, crop=Area(0.25, 0.25, 0.5, 0.5)
    ),
    "cropped, with a look and sharpened": Recipe(
        crop=Area(0.1, 0.2, 0.5, 0.6), look="postcard", sharpen=50
    ),
    "straightened": Recipe(straighten=7.3),
    "turned, straightened and cropped": Recipe(
        turns=1, is_flipped=True, straighten=-12.5, crop=Area(0.2, 0.1, 0.6, 0.7)
    ),
}
COMPONENT = preview.previewed(
    rx.Var(_js_expr="card").to(PictureCard), rx.Var(_js_expr="edit").to(Recipe), name="preview"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two pictures in levels of 255, over all pixels and channels."""

    largest: int
    mean: float


def measure(folder: Path, quick: bool) -> list[Row]:
    """Every look and adjustment on a photo; then the looks as they are served."""
    photo = next(path for path in material.photos() if path.name == PHOTO)
    step = 8 if quick else 1
    with Image.open(photo) as opened:
        colours = np.asarray(opened.convert("RGB").resize((WIDTH, HEIGHT)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with on_stage(browser) as stage:
            rows = [
                row
                for name, recipes in list(cases())[::step]
                for row in _rows(name, [difference(stage, colours, each) for each in recipes])
            ]
            rows += _as_served(stage, folder, photo, step)
        browser.close()
    return [*rows, _time(photo)]


def cases() -> Iterator[tuple[str, list[Recipe]]]:
    """Looks at full and half strength, adjustments at both ends and halfway, and some together."""
    for key, look in LOOKS.items():
        yield f"look {look.name}", [Recipe(look=key), Recipe(look=key, strength=50)]
    for name, (least, most) in ADJUSTMENTS.items():
        amounts = {least, least // 2, most // 2, most} - {0}
        yield name, [replace(UNTOUCHED, **{name: each}) for each in sorted(amounts)]
    for name, recipe in (COMBINED | MOVED).items():
        yield name, [recipe]


def bound(recipes: list[Recipe]) -> Difference:
    """How far apart the preview and the result of these may be.

    One level is a rounding that falls to the other side. A curve can make two of it, and so can
    turning: there the browser resamples, if only by a hair, and rounds twice. It also rounds the
    shadow of a vignette before it lays it over.
    """
    if any(each.straighten or each.turns for each in recipes):
        return Difference(2, 0.6)
    largest = 2 if any(each.look and is_steep(LOOKS[each.look]) for each in recipes) else 1
    return Difference(largest, 0.15 if any(each.vignette for each in recipes) else 0.05)


def is_steep(look: Look) -> bool:
    """Whether its wash takes neighbouring levels farther apart."""
    return look.wash is not None and look.wash.mode in (OVERLAY, SOFT_LIGHT)


def difference(stage: Stage, colours: np.ndarray, recipe: Recipe) -> Difference:
    """Between the preview of a recipe and what the server makes of these pixels.

    Straightened with the browser's resampling; the server's own is sharper.
    """
    made = finished(colours, recipe, Image.Resampling.BILINEAR)
    return between(shown(stage, colours, recipe), made)


def finished(colours: np.ndarray, recipe: Recipe, resampling: Image.Resampling) -> np.ndarray:
    """What the server makes."""
    reshaped = reshaping.reshape(Image.fromarray(colours), recipe, resampling)
    return maths.apply(np.asarray(reshaped), recipe)


def shown(stage: Stage, colours: np.ndarray, recipe: Recipe) -> np.ndarray:
    """What the preview shows at a pixel for a pixel."""
    height, width = colours.shape[:2]
    card = PictureCard(1, "code", data_uri(colours), "", width, height, "", "", "ready", "")
    size = geometry.cropped_size(recipe, width, height)
    return stage.show(COMPONENT, *size, card=plain(card), edit=plain(recipe))


def between(one: np.ndarray, other: np.ndarray) -> Difference:
    """The difference between pictures of the same size."""
    apart = np.abs(one.astype(int) - other)
    return Difference(int(apart.max()), float(apart.mean()))


def _rows(name: str, found: list[Difference]) -> list[Row]:
    most = bound(dict(cases())[name])
    mean = max(each.mean for each in found)
    return [
        Row(
            f"{name}, largest",
            "levels",
            max(each.largest for each in found),
            goal=ours_at_most(most.largest),
            note=EXACT,
        ),
        Row(f"{name}, mean", "levels", mean, goal=ours_at_most(most.mean), note=EXACT),
    ]


def _as_served(stage: Stage, folder: Path, photo: Path, step: int) -> Iterator[Row]:
    """A photo's way through the site: what the author sees of the rendition that was made at the
    upload, against the rendition that is baked out of the master."""
    pixels.render(photo, folder, photo.name)
    pixels.finish(photo, folder, photo.name)
    seen = np.asarray(Image.open(folder / RENDITION).convert("RGB"))
    baked = folder / "baked"
    baked.mkdir()
    for key, look in list(LOOKS.items())[::step]:
        recipe = Recipe(look=key)
        retouched.bake(folder / "master.jpg", baked, photo.name, to_text(recipe), is_new=True)
        served = np.asarray(Image.open(baked / RENDITION).convert("RGB"))
        mean = between(shown(stage, seen, recipe), served).mean
        yield Row(f"look {look.name} as served, mean", "levels", mean, note=SERVED)


def _time(photo: Path) -> Row:
    """Four functions at the size that most people see."""
    picture = ImageOps.fit(Image.open(photo).convert("RGB"), PORTRAIT)
    colours = np.asarray(picture)
    recipe = Recipe(brightness=10, contrast=20, saturation=30, fade=10)
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        maths.apply(colours, recipe)
        taken.append(1000 * (time.process_time() - started))
    return Row(
        "four functions at 1080 by 1440",
        "ms CPU",
        statistics.median(taken),
        goal=ours_at_most(50),
    )
