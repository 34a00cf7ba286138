"""A square out of a picture, for a person's picture. Runs in the decoder's children, as `pixels`.

What is written has nothing in it of what lay outside the square.
"""

from pathlib import Path

from instaclone.media import measuring, pixels
from instaclone.media.renditions import Rendered, square_widths


def square(
    source: Path, folder: Path, file_name: str, left: float, top: float, side: float
) -> Rendered:
    """Write the renditions of the square into the folder; raises Refused, naming the file.

    `left` and `top` are shares of the upright picture's width and height, `side` one of its shorter
    side. What would reach over the edge is moved inside.
    """
    picture, orientation = pixels.opened(source, file_name)
    upright = pixels.fresh(pixels.decoded(picture, picture.size, file_name), orientation)
    length = max(1, round(min(side, 1.0) * min(upright.size)))
    x = min(round(left * upright.width), upright.width - length)
    y = min(round(top * upright.height), upright.height - length)
    cut = upright.crop((x, y, x + length, y + length))
    made = [pixels.shrunk(cut, (width, width)) for width in square_widths(length)]
    return Rendered(
        *made[0].size,
        source_format="WebP",
        variants=tuple(pixels.write_webp(each, folder) for each in made),
        blurhash=measuring.blurhash_of(made[-1]),
        placeholder=measuring.placeholder_of(made[-1]),
        perceptual_hash=measuring.perceptual_hash_of(made[-1]),
    )
