"""The yardsticks for pictures: bare calls of the libraries, the fastest we know for what we make.

No process of their own, no limits, no checks: what is left is what cannot be avoided.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy
from PIL import Image

from instaclone.media import measuring, pixels
from instaclone.media.renditions import first_sizes, largest_size

QUARTER_TURN = 6  # the EXIF orientation of a phone held upright
AS_STORED = cv2.IMREAD_IGNORE_ORIENTATION
MASTER = [
    cv2.IMWRITE_JPEG_QUALITY,
    pixels.MASTER_OPTIONS["quality"],
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
]


def first_renditions(source: bytes, folder: Path) -> Any:
    """The three renditions a post needs, from a decoding at half size; the widest one's pixels."""
    size, orientation = _about(source)
    is_large = size[0] >= 2 * first_sizes(*size)[0][0]
    how = cv2.IMREAD_REDUCED_COLOR_2 if is_large else cv2.IMREAD_COLOR
    return _first(cv2.imdecode(_bytes(source), how | AS_STORED), folder, size, orientation)


def everything(source: bytes, folder: Path) -> None:
    """Every rendition and the master, from one decoding at full size."""
    stored = cv2.imdecode(_bytes(source), cv2.IMREAD_COLOR | AS_STORED)
    size, orientation = _about(source)
    master = cv2.imencode(".jpg", _upright(stored, orientation), MASTER)[1]
    (folder / "master.jpg").write_bytes(master.tobytes())
    largest = largest_size(*size)
    assert largest
    half = _resized(stored, largest, orientation)
    _save(_upright(half, orientation), folder)
    _first(half, folder, size, orientation)


@dataclass(frozen=True, slots=True)
class Detector:
    """Ultralytics as its front page shows it."""

    model: Any

    @classmethod
    def load(cls, path: Path) -> "Detector":
        """The model at `path`, after a first prediction, on one thread."""
        import torch
        from ultralytics import YOLO  # pyright: ignore[reportPrivateImportUsage]

        detector = cls(YOLO(str(path), task="detect"))
        detector.read(numpy.zeros((480, 640, 3), numpy.uint8))
        torch.set_num_threads(1)
        return detector

    def read(self, array: Any) -> Any:
        """Boxes and labels in pixels that are in memory already."""
        return self.model.predict(array, imgsz=640, conf=0.25, verbose=False)[0].boxes.data.tolist()


def decode(image: bytes) -> Any:
    """An encoded picture as pixels."""
    return cv2.imdecode(_bytes(image), cv2.IMREAD_COLOR)


def _first(stored: Any, folder: Path, size: tuple[int, int], orientation: int) -> Any:
    widest = smallest = None
    for wide in first_sizes(*size):
        stored = _resized(stored, wide, orientation)
        upright = _upright(stored, orientation)
        smallest = _save(upright, folder)
        widest = upright if widest is None else widest
    assert smallest
    measuring.blurhash_of(smallest)
    measuring.placeholder_of(smallest)
    measuring.perceptual_hash_of(smallest)
    return widest


def _resized(stored: Any, size: tuple[int, int], orientation: int) -> Any:
    """At an upright size, but as it is stored: turning fewer pixels later is cheaper."""
    return cv2.resize(stored, pixels.turned(size, orientation), interpolation=cv2.INTER_AREA)


def _upright(stored: Any, orientation: int) -> Any:
    return cv2.rotate(stored, cv2.ROTATE_90_CLOCKWISE) if orientation == QUARTER_TURN else stored


def _save(array: Any, folder: Path) -> Image.Image:
    picture = Image.fromarray(cv2.cvtColor(array, cv2.COLOR_BGR2RGB))
    picture.save(folder / f"{picture.width}.webp", "WEBP", **pixels.WEBP_OPTIONS)
    return picture


def _about(source: bytes) -> tuple[tuple[int, int], int]:
    """The upright size and the orientation."""
    with Image.open(io.BytesIO(source)) as picture:
        orientation = pixels.orientation_of(picture)
        return pixels.turned(picture.size, orientation), orientation


def _bytes(source: bytes) -> Any:
    return numpy.frombuffer(source, numpy.uint8)
