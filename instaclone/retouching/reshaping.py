"""The geometry of a recipe on a whole picture. Decoder's children only."""

import math

from PIL import Image

from instaclone.retouching.geometry import cropped_size
from instaclone.retouching.recipes import WHOLE, Recipe, enlargement

QUARTERS = {
    1: Image.Transpose.ROTATE_270,  # Pillow turns against the clock
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


def reshape(
    picture: Image.Image,
    recipe: Recipe,
    resampling: Image.Resampling = Image.Resampling.BICUBIC,
) -> Image.Image:
    """The picture turned, mirrored, straightened and cropped; itself when nothing is to be done.

    Every step is exact but straightening, which resamples: bicubic is sharper than what browsers
    show, which is bilinear. The size is `cropped_size`.
    """
    size = cropped_size(recipe, *picture.size)
    if recipe.turns % 4:
        picture = picture.transpose(QUARTERS[recipe.turns % 4])
    if recipe.is_flipped:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if recipe.straighten:
        return _straightened(picture, recipe, size, resampling)
    if recipe.crop == WHOLE:
        return picture
    left = round(recipe.crop.left * picture.width)
    top = round(recipe.crop.top * picture.height)
    return picture.crop((left, top, left + size[0], top + size[1]))


def _straightened(
    picture: Image.Image,
    recipe: Recipe,
    size: tuple[int, int],
    resampling: Image.Resampling,
) -> Image.Image:
    """Straightened and cropped in one resampling."""
    width, height = picture.size
    factor = enlargement(recipe, width, height)
    angle = math.radians(recipe.straighten)
    # From a pixel of the finished picture back to the frame's centre, then to the upright picture.
    across, down = math.cos(angle) / factor, math.sin(angle) / factor
    left = round(recipe.crop.left * width) - width / 2
    top = round(recipe.crop.top * height) - height / 2
    back = (
        across,
        down,
        across * left + down * top + width / 2,
        -down,
        across,
        -down * left + across * top + height / 2,
    )
    return picture.transform(size, Image.Transform.AFFINE, back, resampling)
