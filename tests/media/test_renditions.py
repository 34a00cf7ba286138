"""Which sizes a picture gets."""

import pytest

from instaclone.media.renditions import first_sizes, largest_size, rendition_from


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4032, 3024), [1080, 640, 320]),
        ((700, 500), [700, 640, 320]),
        ((660, 500), [660, 320]),
        ((320, 200), [320]),
        ((150, 100), [150]),
        ((1, 1), [1]),
    ],
)
def test_no_variant_is_enlarged_or_nearly_the_same(
    size: tuple[int, int], widths: list[int]
) -> None:
    assert [width for width, _ in first_sizes(*size)] == widths


def test_a_very_tall_picture_is_bounded_in_height() -> None:
    assert first_sizes(1080, 21_600)[0] == (162, 3240)


def test_a_very_wide_picture_keeps_a_pixel_of_height() -> None:
    assert first_sizes(12_000, 600)[-1] == (320, 16)
    assert largest_size(12_000, 600) == (2048, 102)


@pytest.mark.parametrize(
    ("size", "largest"),
    [
        ((4032, 3024), (2016, 1512)),  # half: within what a JPEG decoder gives cheaply
        ((3024, 4032), (1512, 2016)),
        ((6000, 4000), (2048, 1365)),  # a third is not to be had, a quarter too small
        ((8000, 6000), (2000, 1500)),
        ((1617, 1080), (1617, 1080)),
        ((1100, 900), None),
        ((1080, 4000), None),
    ],
)
def test_the_largest_variant_is_up_to_2048_px(
    size: tuple[int, int], largest: tuple[int, int] | None
) -> None:
    assert largest_size(*size) == largest


@pytest.mark.parametrize("name", ["../../secret_key", "/etc/passwd", "1080.webp/../x", "1080.svg"])
def test_a_child_cannot_name_a_file_outside_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="another name"):
        rendition_from({"file_name": name, "width": 1, "height": 1})
