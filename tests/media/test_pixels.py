"""Pixels come out upright, in the right colours and sizes, and without metadata."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from instaclone.media import pixels
from tests.media import pictures

UPRIGHT = ["red", "green", "blue", "yellow"]


def outputs(tmp_path: Path, content: bytes, name: str = "x") -> list[Path]:
    """Every file that is made of a picture, the first variant first."""
    source = pictures.written(tmp_path, "source", content)
    first = pixels.render(source, tmp_path, name).variants
    rest = pixels.finish(source, tmp_path, name)
    made = [*first, *([rest.variant] if rest.variant else []), rest.master]
    return [tmp_path / each.file_name for each in made if each]


@pytest.mark.parametrize("kind", pictures.EXTENSIONS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_every_format_comes_out_upright(
    tmp_path: Path, kind: str, orientation: int
) -> None:
    stored = pictures.stored_as(orientation, pictures.corners())
    block = Image.Exif()
    block[0x0112] = orientation
    content = pictures.saved(stored, kind, exif=block.tobytes())
    for path in outputs(tmp_path, content):
        picture = Image.open(path)
        assert picture.width > picture.height
        assert pictures.color_names(picture) == UPRIGHT


def test_a_large_rotated_jpeg_is_upright_where_the_decoder_skips_pixels(tmp_path: Path) -> None:
    stored = pictures.stored_as(6, pictures.corners(4032, 3024))
    content = pictures.saved(stored, "JPEG", exif=pictures.exif(6).tobytes())
    made = outputs(tmp_path, content)
    sizes = [Image.open(path).size for path in made]
    assert sizes == [(1080, 810), (640, 480), (320, 240), (2016, 1512), (4032, 3024)]
    assert all(pictures.color_names(Image.open(path)) == UPRIGHT for path in made)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_strips_come_together_without_a_seam(
    monkeypatch: pytest.MonkeyPatch, orientation: int
) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (47, 30, 3), np.uint8)
    stored = Image.fromarray(noise)
    whole = pixels.fresh(stored, orientation)
    monkeypatch.setattr(pixels, "STRIP_PIXELS", 300)
    assert pixels.fresh(stored, orientation).tobytes() == whole.tobytes()


def first(tmp_path: Path, content: bytes) -> tuple[int, ...]:
    """The colour in the middle of the first variant."""
    picture = Image.open(outputs(tmp_path, content)[0]).convert("RGB")
    seen = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(seen, tuple)
    return tuple(int(part) for part in seen)


def assert_close(seen: tuple[int, ...], wanted: tuple[int, int, int], by: int = 6) -> None:
    """Encoding loses a little."""
    assert max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) <= by, (seen, wanted)


def test_sixteen_bit_grey_keeps_its_brightness(tmp_path: Path) -> None:
    grey = Image.fromarray(np.full((80, 80), 40_000, np.uint16))
    assert_close(first(tmp_path, pictures.saved(grey, "PNG")), (156, 156, 156))


def test_sixteen_bit_grey_is_rounded_exactly() -> None:
    wanted = [round(value / 257) for value in range(65536)]
    assert pixels.GREY_16_TO_8.tolist() == wanted


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    cyan = Image.new("CMYK", (80, 80), (255, 0, 0, 0))
    red, green, blue = first(tmp_path, pictures.saved(cyan, "JPEG"))
    assert red < 60
    assert min(green, blue) > 150


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "HEIF"])
def test_what_is_transparent_becomes_white(tmp_path: Path, kind: str) -> None:
    clear = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    assert_close(first(tmp_path, pictures.saved(clear, kind)), (255, 255, 255))


def test_a_transparent_palette_becomes_white(tmp_path: Path) -> None:
    palette = Image.new("P", (80, 80), 3)
    palette.putpalette([9, 9, 9] * 4)
    content = pictures.saved(palette, "GIF", transparency=3)
    assert_close(first(tmp_path, content), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_mode_of_png_can_be_read(tmp_path: Path, mode: str) -> None:
    content = pictures.saved(pictures.corners().convert(mode), "PNG")
    assert len(outputs(tmp_path, content)) == 3


def test_colours_of_another_profile_become_srgb(tmp_path: Path, shared: Path) -> None:
    wide = Image.open(shared / "photos" / "IMG_2682.heic").info["icc_profile"]
    assert b"P\0003" in wide or b"P3" in wide
    content = pictures.saved(Image.new("RGB", (80, 80), (200, 100, 50)), "PNG", icc_profile=wide)
    srgb = ImageCms.createProfile("sRGB")
    source = ImageCms.ImageCmsProfile(io.BytesIO(wide))
    one = Image.new("RGB", (1, 1), (200, 100, 50))
    wanted = ImageCms.profileToProfile(one, source, srgb, outputMode="RGB")
    assert wanted is not None
    red, green, blue = np.asarray(wanted)[0, 0].tolist()
    assert red > 210  # the conversion is visible
    assert_close(first(tmp_path, content), (red, green, blue))


@pytest.mark.parametrize("broken", [b"no profile at all", pictures.profile()])
def test_a_broken_or_unfitting_profile_is_ignored(tmp_path: Path, broken: bytes) -> None:
    plain = Image.new("RGB", (80, 80), (200, 100, 50))
    content = pictures.saved(plain, "PNG", icc_profile=broken)
    assert_close(first(tmp_path, content), (200, 100, 50))


def test_broken_exif_does_not_spoil_a_photo(tmp_path: Path) -> None:
    content = pictures.saved(pictures.corners(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff junk")
    assert pictures.color_names(Image.open(outputs(tmp_path, content)[0])) == UPRIGHT


def test_the_perceptual_hash_survives_scaling_and_tells_mirrors_apart(tmp_path: Path) -> None:
    def hash_of(content: bytes) -> int:
        source = pictures.written(tmp_path, "source", content)
        return int(pixels.render(source, tmp_path, "x").perceptual_hash, 16)

    large = Image.open(io.BytesIO(pictures.photo(1600, 1200)))
    small = large.resize((500, 375))
    mirrored = small.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    original = hash_of(pictures.saved(large))
    assert (original ^ hash_of(pictures.saved(small, "WEBP"))).bit_count() <= 4
    assert (original ^ hash_of(pictures.saved(mirrored))).bit_count() > 16


def test_a_placeholder_is_tiny_even_of_noise(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), np.uint8)
    content = pictures.saved(Image.fromarray(noise), "PNG")
    rendered = pixels.render(pictures.written(tmp_path, "source", content), tmp_path, "x")
    assert rendered.placeholder.startswith("data:image/webp;base64,")
    assert len(rendered.placeholder) < 400
    assert len(rendered.perceptual_hash) == 16
    assert len(rendered.blurhash) == 28
