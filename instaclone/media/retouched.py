"""A picture as its author's recipe says, out of its master. Runs in the decoder's children.

Areas are covered first, on the picture as it was uploaded, so that nothing made of it later can
show them; colours come last, on the pixels of each rendition, as the preview computed them.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from instaclone.media import covering, measuring, pixels
from instaclone.media.renditions import (
    JPEG,
    Burned,
    Rendered,
    Rendition,
    first_sizes,
    largest_size,
)
from instaclone.retouching import maths, recipes
from instaclone.retouching.geometry import cropped_size
from instaclone.retouching.recipes import Recipe
from instaclone.retouching.reshaping import reshape

Size = tuple[int, int]


def bake(source: Path, folder: Path, file_name: str, text: str, *, is_new: bool) -> Rendered:
    """Write the renditions that a recipe's text asks for into the folder; raises Refused.

    Unless it `is_new` none: then only what is known of the picture is measured again.
    """
    recipe = recipes.from_text(text)
    picture, _ = pixels.opened(source, file_name)
    size = cropped_size(recipe, *picture.size)
    sizes = sizes_of(*size) if is_new else first_sizes(*size)[-1:]
    picture = _decoded(picture, sizes[0], size, file_name)
    covering.cover(picture, recipe.covers)
    coloured = (_coloured(each, recipe) for each in _resized(reshape(picture, recipe), sizes))
    smallest, variants = _written(coloured, folder if is_new else None)
    return Rendered(
        *size,
        source_format="JPEG",
        variants=variants,
        blurhash=measuring.blurhash_of(smallest),
        placeholder=measuring.placeholder_of(smallest),
        perceptual_hash=measuring.perceptual_hash_of(smallest),
    )


def burn(source: Path, folder: Path, file_name: str, text: str) -> Burned:
    """Write the master anew with a recipe's areas covered, and, where the recipe says more than
    that, the renditions its author goes on editing with. Raises Refused."""
    recipe = recipes.from_text(text)
    picture, _ = pixels.opened(source, file_name)
    size = picture.size
    picture = _decoded(picture, size, size, file_name)
    covering.cover(picture, recipe.covers)
    picture.save(folder / "master.jpg", "JPEG", **pixels.MASTER_OPTIONS)
    variants: tuple[Rendition, ...] = ()
    if recipes.without_covers(text):
        _, variants = _written(_resized(picture, sizes_of(*size)), folder)
    return Burned(Rendition(*size, "master.jpg", JPEG), variants)


def sizes_of(width: int, height: int) -> list[Size]:
    """The sizes of all renditions of a finished picture of this size, the widest first."""
    largest = largest_size(width, height)
    return [*([largest] if largest else []), *first_sizes(width, height)]


def _decoded(picture: Image.Image, wanted: Size, whole: Size, file_name: str) -> Image.Image:
    """The RGB pixels, at a scale that is large enough to make `wanted` out of what of it is
    `whole` at full size."""
    scale = max(wanted[0] / whole[0], wanted[1] / whole[1])
    least = int(picture.width * scale), int(picture.height * scale)
    return pixels.to_rgb(pixels.decoded(picture, least, file_name))


def _resized(picture: Image.Image, sizes: list[Size]) -> Iterable[Image.Image]:
    """The picture at each of the sizes, each out of the one before."""
    for size in sizes:
        picture = pixels.shrunk(picture, size)
        yield picture


def _coloured(picture: Image.Image, recipe: Recipe) -> Image.Image:
    return Image.fromarray(maths.apply(np.asarray(picture), recipe))


def _written(
    pictures: Iterable[Image.Image], folder: Path | None
) -> tuple[Image.Image, tuple[Rendition, ...]]:
    """Encode each while the next is made; the last of them, and what was written."""
    with ThreadPoolExecutor(2) as encoders:  # Pillow encodes without the GIL
        jobs = []
        for each in pictures:
            smallest = each
            if folder is not None:
                jobs.append(encoders.submit(pixels.write_webp, each, folder))
        return smallest, tuple(job.result() for job in jobs)
