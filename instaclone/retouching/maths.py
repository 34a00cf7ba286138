"""The colours of a recipe at given pixels, as a browser computes them. Decoder's children only.

Float32, clipped to 0..1 after every function and rounded where browsers round. Give it the pixels
that people will see: sharpening works at their size, as it does in the preview.
"""

from dataclasses import dataclass

import numpy as np

from instaclone.retouching import adjusting, looks
from instaclone.retouching.adjusting import VIGNETTE
from instaclone.retouching.looks import KNOTS, LOOKS
from instaclone.retouching.matrices import Colours, matrix_of
from instaclone.retouching.recipes import Recipe

# A strip of pixels at a time stays in the processor's cache and takes little memory.
STRIP_PIXELS = 100_000
LEVELS = np.arange(256)
HALF = np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Work:
    """A recipe made ready. `curves` are (3, 256): what each level of a channel becomes, as a
    number of 0 to 1 where `functions` follow, as a level where none do. Then comes `wash`."""

    curves: np.ndarray
    functions: tuple[Colours, ...]
    wash: np.ndarray | None


def apply(pixels: np.ndarray, recipe: Recipe) -> np.ndarray:
    """New pixels (height, width, 3; uint8) with the recipe's adjustments, look and vignette.

    Its covers and its geometry are not for here. Raises Invalid for an unknown look.
    """
    looks.check(recipe.look)
    height, width = pixels.shape[:2]
    work = prepared(recipe)
    finished = np.empty_like(pixels)
    rows = max(1, STRIP_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        strip = pixels[top:bottom]
        if recipe.sharpen:
            strip = sharpened(pixels, top, bottom, recipe.sharpen)
        done = finished[top:bottom]
        colour(strip, work, done)
        if recipe.vignette:
            darken(done, top, height, recipe.vignette)
    return finished


def prepared(recipe: Recipe) -> Work:
    """What stands between sharpening and the vignette; all that a channel does alone before the
    first mixing of channels becomes one curve."""
    functions = list(_functions(recipe))
    curves = np.tile(_tone(recipe) / np.float32(255), (3, 1)).astype(np.float32)
    while functions and not functions[0].mixes:
        curves = functions.pop(0).on(curves)
    if not functions:
        curves = levels(curves)
    return Work(curves, tuple(functions), _wash(recipe))


def colour(strip: np.ndarray, work: Work, done: np.ndarray) -> None:
    """Put a strip's new colours into `done`."""
    for channel, curve in enumerate(work.curves):
        if not work.functions:
            done[..., channel] = curve[strip[..., channel]]
    if work.functions:
        planes = np.stack(
            [curve[strip[..., channel].ravel()] for channel, curve in enumerate(work.curves)]
        )
        for function in work.functions:
            planes = function.on(planes)
        done[...] = levels(planes).T.reshape(strip.shape)
    if work.wash is not None:
        for channel, curve in enumerate(work.wash):
            done[..., channel] = curve[done[..., channel]]


def sharpened(pixels: np.ndarray, top: int, bottom: int, sharpen: int) -> np.ndarray:
    """The rows from `top` to `bottom`, sharpened; beyond the border its pixels go on."""
    middle, side = (np.float32(each) for each in adjusting.kernel(sharpen))
    rows = np.clip(np.arange(top - 1, bottom + 1), 0, len(pixels) - 1)
    around = pixels[rows].astype(np.float32)
    inner = around[1:-1]
    neighbours = around[:-2] + around[2:]
    neighbours[:, 1:] += inner[:, :-1]
    neighbours[:, :1] += inner[:, :1]
    neighbours[:, :-1] += inner[:, 1:]
    neighbours[:, -1:] += inner[:, -1:]
    neighbours *= side
    neighbours += inner * middle
    neighbours += HALF
    return np.clip(neighbours, 0, 255, out=neighbours).astype(np.uint8)


def darken(strip: np.ndarray, top: int, height: int, vignette: int) -> None:
    """Lay the vignette over a strip that begins at row `top` of a picture of this height."""
    rows, width = strip.shape[:2]
    across = ((np.arange(width) + 0.5) / width * 2 - 1) ** 2
    down = ((np.arange(top, top + rows) + 0.5) / height * 2 - 1) ** 2
    distance = np.sqrt((down[:, None] + across) / 2)
    places, darks = zip(*VIGNETTE, strict=True)
    light = 1 - np.interp(distance, places, darks) * (vignette / 100)
    strip[...] = strip * light.astype(np.float32)[..., None] + HALF


def levels(numbers: np.ndarray) -> np.ndarray:
    """Numbers of 0 to 1 as levels of 0 to 255."""
    return (numbers * np.float32(255) + HALF).astype(np.uint8)


def _functions(recipe: Recipe):
    if recipe.warmth:
        yield Colours.scaled(*adjusting.warmth(recipe.warmth))
    if recipe.brightness:
        yield matrix_of("brightness", adjusting.brightness(recipe.brightness))
    if recipe.contrast:
        yield matrix_of("contrast", adjusting.contrast(recipe.contrast))
    if recipe.saturation:
        yield matrix_of("saturate", adjusting.saturation(recipe.saturation))
    if recipe.fade:
        flatter, brighter = adjusting.fade(recipe.fade)
        yield matrix_of("contrast", flatter)
        yield matrix_of("brightness", brighter)
    if recipe.look:
        for step in LOOKS[recipe.look].steps:
            yield matrix_of(step.function, looks.amount(step, recipe.strength))


def _tone(recipe: Recipe) -> np.ndarray:
    if not (recipe.highlights or recipe.shadows):
        return LEVELS
    return _table(adjusting.curve(recipe.highlights, recipe.shadows))


def _wash(recipe: Recipe) -> np.ndarray | None:
    wash = LOOKS[recipe.look].wash if recipe.look else None
    if wash is None or not recipe.strength:
        return None
    return np.stack(
        [_table(adjusting.washed(each, recipe.strength)) for each in looks.shifts(wash)]
    )


def _table(values: list[float]) -> np.ndarray:
    """The levels of a curve with these values at KNOTS, their fractions cut off as browsers do."""
    curve = np.interp(LEVELS / 255, KNOTS, values)
    return np.clip(curve * 255, 0, 255).astype(np.uint8)
