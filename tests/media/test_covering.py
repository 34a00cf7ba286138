"""What is covered cannot be seen, compared or sharpened back."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from instaclone.media.covering import CELLS, box_of, cover
from instaclone.retouching.recipes import BLUR, COVER, PIXELATE, WAYS, Area, Cover

AREA = Area(0.25, 0.25, 0.5, 0.5)


def striped(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A picture full of fine lines and letters."""
    rng = np.random.default_rng(5)
    picture = Image.fromarray(rng.integers(0, 255, (size[1], size[0], 3), np.uint8))
    ImageDraw.Draw(picture).text((size[0] / 3, size[1] / 3), "B 4711 XY", fill="white")
    return picture


def inside(picture: Image.Image, area: Area = AREA) -> np.ndarray:
    """The pixels of the area."""
    return np.asarray(picture.crop(box_of(area, picture.size)).convert("L"), float)


def detail(pixels: np.ndarray) -> np.ndarray:
    """What is left of pixels without what a wide blur keeps."""
    wide = Image.fromarray(pixels.astype(np.uint8)).resize((8, 8), Image.Resampling.BOX)
    size = pixels.shape[::-1]
    return pixels - np.asarray(wide.resize(size, Image.Resampling.BICUBIC), float)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_outside_of_the_area_is_changed(way: str) -> None:
    before, after = striped(), striped()
    cover(after, [Cover(AREA, way)])
    left, top, right, bottom = box_of(AREA, before.size)
    changed = np.any(np.asarray(before) != np.asarray(after), axis=2)
    outside = changed.copy()
    outside[top:bottom, left:right] = False
    assert not outside.any()
    assert changed[top:bottom, left:right].mean() > 0.9


@pytest.mark.parametrize("way", WAYS)
def test_no_detail_of_the_area_is_left(way: str) -> None:
    before, after = striped(), striped()
    cover(after, [Cover(AREA, way)])
    one, other = detail(inside(before)), inside(after)
    if way == COVER:
        assert other.std() == 0
        return
    like = np.corrcoef(one.ravel(), detail(other).ravel())[0, 1]
    assert abs(like) < 0.05


def test_a_pixelated_area_has_few_colours_and_a_blurred_one_no_edges() -> None:
    pixelated, blurred = striped(), striped()
    cover(pixelated, [Cover(AREA, PIXELATE)])
    cover(blurred, [Cover(AREA, BLUR)])
    assert (
        len(
            np.unique(
                np.asarray(pixelated.crop(box_of(AREA, pixelated.size))).reshape(-1, 3), axis=0
            )
        )
        <= CELLS[PIXELATE] ** 2
    )
    across = np.abs(np.diff(inside(blurred), axis=1)).max()
    assert across <= 4


def test_a_line_of_letters_gets_fewer_cells_than_letters() -> None:
    """A number plate: its cells are as wide as they are high, and each holds more than a letter."""
    picture, plate = striped((1000, 1000)), Area(0.1, 0.4, 0.8, 0.1)
    cover(picture, [Cover(plate, PIXELATE)])
    colours = np.unique(
        np.asarray(picture.crop(box_of(plate, picture.size))).reshape(-1, 3), axis=0
    )
    assert len(colours) <= CELLS[PIXELATE]


def test_the_same_area_is_never_covered_twice_alike() -> None:
    """Whoever pixelates every text that it might be finds none that fits."""
    one, other = striped(), striped()
    for each in (one, other):
        cover(each, [Cover(AREA, PIXELATE)])
    assert np.abs(inside(one) - inside(other)).mean() > 4


def test_an_area_covers_every_pixel_it_touches() -> None:
    assert box_of(Area(0.1001, 0.1001, 0.2, 0.2), (100, 100)) == (10, 10, 31, 31)
    assert box_of(Area(0.5, 0.5, 0.5, 0.5), (3, 3)) == (1, 1, 3, 3)
    assert box_of(Area(0.98, 0.98, 0.02, 0.02), (7, 9)) == (6, 8, 7, 9)


@pytest.mark.parametrize("way", WAYS)
def test_the_smallest_area_is_covered_too(way: str) -> None:
    picture = striped((60, 50))
    cover(picture, [Cover(Area(0, 0, 0.02, 0.02), way), Cover(Area(0.98, 0.98, 0.02, 0.02), way)])
