"""What is known of a picture before it is loaded, and by which others are told to be like it.

Runs in the decoder's children, as `pixels`.
"""

import base64
import io

import blurhash
import numpy as np
from PIL import Image

HASH_SIDE, HASH_PART = 32, 8
PLACEHOLDER_WIDTHS, PLACEHOLDER_BYTES = (20, 16, 12, 8), 400


def blurhash_of(picture: Image.Image) -> str:
    """A blurhash of 4 by 3 components."""
    tiny = picture.resize((32, 32), Image.Resampling.BOX)
    return blurhash.encode(tiny, x_components=4, y_components=3)


def placeholder_of(picture: Image.Image) -> str:
    """A data URI of a tiny WebP, under 400 bytes."""
    for width in PLACEHOLDER_WIDTHS:
        height = min(40, max(1, round(width * picture.height / picture.width)))
        file = io.BytesIO()
        tiny = picture.resize((width, height), Image.Resampling.BOX)
        tiny.save(file, "WEBP", quality=40, method=4)
        uri = "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
        if len(uri) < PLACEHOLDER_BYTES:
            return uri
    raise ValueError("a tiny picture is larger than expected")


def perceptual_hash_of(picture: Image.Image) -> str:
    """The 64-bit pHash of imagehash: signs of the low 8 x 8 of a cosine transform of 32 x 32 px."""
    grey = picture.convert("L").resize((HASH_SIDE, HASH_SIDE), Image.Resampling.LANCZOS)
    steps = np.arange(HASH_SIDE)
    waves = np.cos(np.pi * steps[:HASH_PART, None] * (2 * steps + 1) / (2 * HASH_SIDE))
    low = waves @ np.asarray(grey, dtype=np.float64) @ waves.T
    bits = (low > np.median(low)).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
