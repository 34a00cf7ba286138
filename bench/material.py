"""The photos and weights the benchmarks work on, and a 12-megapixel photo made from one."""

import os
from pathlib import Path

from instaclone.building import ROOT

SHARED = Path(os.environ.get("INSTACLONE_SHARED") or ROOT.parent / "shared")
PHONE = (4032, 3024)
ORIENTATION, TURNED_LEFT = 0x0112, 6
GPS, LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 0x8825, 1, 2, 3, 4
NOISE = 4.0  # of 255, standard deviation: a phone's in daylight


class Missing(Exception):
    """Something a benchmark needs is not on this machine; the sentence says what and where."""


def photos() -> list[Path]:
    """The JPEG photos, in the order of their names."""
    found = sorted((SHARED / "photos").glob("*.jpg"))
    if not found:
        raise Missing(
            f"No photos in {SHARED / 'photos'}. "
            "Set INSTACLONE_SHARED to a folder that holds photos/*.jpg and models/yolov8n.pt."
        )
    return found


def weights() -> Path:
    """YOLOv8n as PyTorch weights."""
    path = SHARED / "models" / "yolov8n.pt"
    if not path.is_file():
        raise Missing(
            f"The weights {path} are missing. "
            "Set INSTACLONE_SHARED to a folder that holds photos/*.jpg and models/yolov8n.pt."
        )
    return path


def openvino_weights() -> Path | None:
    """YOLOv8n for OpenVINO, where it is there."""
    return next(iter(sorted((SHARED / "models").glob("*_openvino_model"))), None)


def phone_photo(folder: Path) -> Path:
    """A JPEG of 12 megapixels as a phone held upright makes it: noisy, turned by EXIF, with GPS."""
    import numpy
    from PIL import Image, ImageOps

    largest = max(photos(), key=lambda path: path.stat().st_size)
    with Image.open(largest) as opened:
        picture = ImageOps.fit(opened.convert("RGB"), PHONE, Image.Resampling.BICUBIC)
    noise = numpy.random.default_rng(7).normal(0, NOISE, (PHONE[1], PHONE[0], 3))
    noisy = numpy.clip(numpy.asarray(picture, dtype=numpy.float32) + noise, 0, 255)
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_LEFT
    exif.get_ifd(GPS).update(
        {
            LATITUDE_REF: "N",
            LATITUDE: (52.0, 31.0, 12.0),
            LONGITUDE_REF: "E",
            LONGITUDE: (13, 24, 36),
        }
    )
    path = folder / "IMG_0001.jpg"
    Image.fromarray(noisy.astype(numpy.uint8)).save(path, "JPEG", quality=92, exif=exif)
    return path
