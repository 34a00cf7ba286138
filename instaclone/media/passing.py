"""Files that are small enough already are served as they are. Runs in the decoder's children.

Not the file: its compressed pixels in a container of ours, and only when they decode to the very
same picture and hide nothing behind their end.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from instaclone.media import containers
from instaclone.media.renditions import JPEG, KEPT, WEBP, Rendition

# So many times the bytes of ours are still better than a second loss: what cameras and programs
# save for the web has about 1.3 times as many.
WORSE = 1.5
TYPES = {"JPEG": JPEG, "WebP": WEBP}


def kept(picture: Image.Image, kind: str, source: Path, rival: Path) -> Rendition | None:
    """Write an upload's own pixels beside `rival`, our rendition of them at the same size; None
    where that would show something else, or for too many bytes.

    `picture` is decoded whole, stands upright and is in sRGB.
    """
    if kind not in TYPES or picture.mode not in ("RGB", "L") or _moves(picture):
        return None
    if (found := containers.bare(source.read_bytes(), kind)) is None:
        return None
    content = found.whole()
    if len(content) > WORSE * rival.stat().st_size:
        return None
    pixels = np.asarray(picture)
    if not _shows(content, pixels) or any(_shows(each, pixels) for each in found.shortened()):
        return None
    name = f"{KEPT}.{'jpg' if kind == 'JPEG' else 'webp'}"
    (rival.parent / name).write_bytes(content)
    return Rendition(*picture.size, name, TYPES[kind])


def _moves(picture: Image.Image) -> bool:
    return getattr(picture, "n_frames", 1) > 1


def _shows(content: bytes, pixels: np.ndarray) -> bool:
    """Whether a file decodes to these pixels."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "WEBP")) as picture:
            shown = np.asarray(picture)
    except MemoryError:
        raise
    except Exception:  # plugins raise what they like at a damaged file
        return False
    return shown.shape == pixels.shape and bool(np.array_equal(shown, pixels))
