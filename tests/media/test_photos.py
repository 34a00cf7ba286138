"""Real photos from cameras, phones and editors come out upright and bare."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.media.test_leaks import assert_only_pixels
from tests.media.test_pixels import outputs

NAMES = (
    "8bit-sRGB.avif",
    "IMG_2682.heic",
    "book-beside-flowers.jpg",
    "craft-beer.jpg",
    "cyclamen_persicum.jpg",
    "denali.webp",
    "dog.jpg",
    "eagle.jpg",
    "giraffe.jpg",
    "horses.jpg",
    "kite.jpg",
    "person.jpg",
    "portrait-orientation-6.jpg",
    "portrait.jpg",
    "prairie_falcon.jpg",
    "tanners_ridge.jpg",
    "thompson-springs.jpg",
    "wood_anemones.jpg",
)


def small(picture: Image.Image) -> np.ndarray:
    """A picture reduced to 16 x 16 px in grey."""
    return np.asarray(picture.convert("L").resize((16, 16), Image.Resampling.BOX), np.float64)


def test_no_photo_is_forgotten(shared: Path) -> None:
    there = {path.name for path in (shared / "photos").iterdir() if path.suffix != ".md"}
    assert there == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_photo_comes_out_upright_and_bare(tmp_path: Path, shared: Path, name: str) -> None:
    source = shared / "photos" / name
    wanted = ImageOps.exif_transpose(Image.open(source))
    made = outputs(tmp_path, source.read_bytes(), name)
    assert Image.open(made[-1]).size == wanted.size  # the master
    for path in made:
        assert_only_pixels(path)
        picture = Image.open(path)
        assert not picture.getexif()
        assert abs(picture.width / picture.height - wanted.width / wanted.height) < 0.01
        assert np.abs(small(picture) - small(wanted)).mean() < 6
