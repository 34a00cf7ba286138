"""Everything that touches pixels: decoding, orientation, colours, sizes, hashes, encoding.

Runs only in the decoder's children. What is written carries no metadata: each picture is
painted on a fresh canvas and saved without any.
"""

import io
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, UnidentifiedImageError

from instaclone.media import limits
from instaclone.media.contents import contents_of, place_of
from instaclone.media.measuring import blurhash_of, perceptual_hash_of, placeholder_of
from instaclone.media.passing import kept
from instaclone.media.renditions import (
    JPEG,
    WEBP,
    Finished,
    Rendered,
    Rendition,
    first_sizes,
    largest_size,
)

pillow_heif.register_heif_opener()
pillow_heif.options.THUMBNAILS = False
pillow_heif.options.DEPTH_IMAGES = False
pillow_heif.options.AUX_IMAGES = False
Image.MAX_IMAGE_PIXELS = limits.PIXELS
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # check_size has the sentence
Image.init()

OPENERS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")  # EPS would start Ghostscript
FORMAT_NAMES = {"MPO": "JPEG", "WEBP": "WebP", "HEIF": "HEIC"}  # MPO: a JPEG with a second one
ORIENTATION = 0x0112
SWAPS_SIDES = (5, 6, 7, 8)
STARTS_AT_END = (3, 4, 6, 7)  # the first stored row is the last upright row or column
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# As sharp as bicubic to the eye at half its time; no integer prescaling below 1.5 x the target.
FILTER, GAP = Image.Resampling.HAMMING, 1.5
# Higher methods take three to eight times as long for 3 to 6 % of the bytes.
WEBP_OPTIONS = {"quality": 80, "method": 2}
# Colour at full resolution because later edits start here; alpha has become white already,
# so that one format does for every source.
MASTER_OPTIONS = {"quality": 95, "subsampling": 0}
STRIP_PIXELS = 2_000_000
SRGB = ImageCms.createProfile("sRGB")
GREY_16_TO_8 = np.round(np.arange(65536) / 257).astype(np.uint8)


def render(source: Path, folder: Path, file_name: str) -> Rendered:
    """Write the first variants of a picture into the folder; raises Refused, naming the file."""
    whole, orientation = opened(source, file_name)
    source_format = FORMAT_NAMES.get(whole.format or "", whole.format or "")
    size = turned(whole.size, orientation)
    sizes = first_sizes(*size)
    picture = decoded(whole, turned(sizes[0], orientation), file_name)
    if picture.size != (stored := turned(sizes[0], orientation)):
        picture = picture.resize(stored, FILTER, reducing_gap=GAP)
    largest = fresh(picture, orientation)
    with ThreadPoolExecutor(2) as encoders:  # Pillow encodes and resizes without the GIL
        jobs = [encoders.submit(write_webp, largest, folder)]
        smaller = largest
        for each in sizes[1:]:
            smaller = smaller.resize(each, FILTER, reducing_gap=GAP)
            jobs.append(encoders.submit(write_webp, smaller, folder))
        described = {
            "blurhash": blurhash_of(smaller),
            "placeholder": placeholder_of(smaller),
            "perceptual_hash": perceptual_hash_of(smaller),
            "facts": contents_of(whole, source, size, source_format),
            "place": place_of(whole),
        }
        variants = [job.result() for job in jobs]
    if sizes[0] == size and is_plain(whole, orientation):
        rival = folder / variants[0].file_name
        variants[0] = kept(whole, source_format, source, rival) or variants[0]
    return Rendered(*size, source_format=source_format, variants=tuple(variants), **described)


def finish(source: Path, folder: Path, file_name: str) -> Finished:
    """Write the largest variant, where it is worth it, and the full-size master into the folder.

    Both come from one decoding. Raises Refused, naming the file.
    """
    whole, orientation = opened(source, file_name)
    kind = FORMAT_NAMES.get(whole.format or "", whole.format or "")
    size = turned(whole.size, orientation)
    largest = largest_size(*size)
    picture = decoded(whole, turned(size, orientation), file_name)
    upright = fresh(picture, orientation)
    if largest != size or not is_plain(whole, orientation):
        del picture, whole  # a large picture fills 150 MB
        whole = None
    upright.save(folder / "master.jpg", "JPEG", **MASTER_OPTIONS)
    variant = write_webp(shrunk(upright, largest), folder) if largest else None
    if variant and whole:
        variant = kept(whole, kind, source, folder / variant.file_name) or variant
    return Finished(variant, Rendition(*size, "master.jpg", JPEG))


def warm_up() -> None:
    """Use every part of the libraries once; children forked afterwards find it loaded."""
    tiny = Image.new("RGB", (8, 8))
    for profile in (SRGB, ImageCms.createProfile("LAB")):
        tiny.info["icc_profile"] = ImageCms.ImageCmsProfile(profile).tobytes()
        fresh(tiny, 1)
    for measure in (placeholder_of, blurhash_of, perceptual_hash_of):
        measure(tiny)
    for each in OPENERS:
        file = io.BytesIO()
        tiny.save(file, each)
        file.seek(0)
        orientation_of(decoded(Image.open(file, formats=OPENERS), (8, 8), "tiny"))


def opened(source: Path, file_name: str) -> tuple[Image.Image, int]:
    """A picture whose size is within limits, not decoded yet, and its EXIF orientation, 1 to 8."""
    try:
        picture = Image.open(source, formats=OPENERS)
    except UnidentifiedImageError as error:
        with source.open("rb") as file:
            head = file.read(limits.HEAD_BYTES)
        right_start = limits.sniff(head) is not None
        raise (
            limits.damaged(file_name) if right_start else limits.unknown(file_name, head)
        ) from error
    except Image.DecompressionBombError as error:
        raise limits.too_many_pixels(file_name, None) from error
    except MemoryError:
        raise
    except Exception as error:  # plugins raise what they like at a damaged file
        raise limits.damaged(file_name) from error
    limits.check_size(file_name, *picture.size)
    return picture, orientation_of(picture)


def orientation_of(picture: Image.Image) -> int:
    """The EXIF orientation; 1 where there is none or the EXIF block is broken."""
    try:
        value = picture.getexif().get(ORIENTATION, 1)
    except MemoryError:
        raise
    except Exception:  # a photo with a broken EXIF block is still a photo
        return 1
    return value if value in UPRIGHT else 1


def turned(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """A size as stored from the upright one, or back."""
    return (size[1], size[0]) if orientation in SWAPS_SIDES else size


def decoded(picture: Image.Image, least: tuple[int, int], file_name: str) -> Image.Image:
    """The pixels of the first frame, at least as large as `least`, in a mode that can be resized.

    A JPEG is decoded at a half, quarter or eighth where that is large enough.
    """
    try:
        picture.draft(picture.mode, least)
        picture.load()
    except MemoryError:
        raise
    except Exception as error:  # plugins raise what they like at a damaged file
        raise limits.damaged(file_name) from error
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16"):
        grey = GREY_16_TO_8[np.asarray(picture)]
        picture = Image.fromarray(grey)
    elif picture.has_transparency_data and picture.mode not in ("RGBA", "LA"):
        picture = picture.convert("RGBA")
    elif picture.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        picture = picture.convert("RGB")
    picture.info["icc_profile"] = profile
    return picture


def fresh(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture upright, on white, in sRGB, on a canvas that carries nothing else.

    Strip by strip: the largest picture fills 200 MB, and no step needs a whole copy of it.
    """
    canvas = Image.new("RGB", turned(picture.size, orientation))
    convert = in_srgb(picture)
    if convert is to_rgb and picture.mode == "RGB" and orientation not in UPRIGHT:
        canvas.paste(picture)
        return canvas
    rows = max(1, STRIP_PIXELS // picture.width)
    for top in range(0, picture.height, rows):
        bottom = min(top + rows, picture.height)
        strip = convert(on_white(picture.crop((0, top, picture.width, bottom))))
        if orientation in UPRIGHT:
            strip = strip.transpose(UPRIGHT[orientation])
        distance = picture.height - bottom if orientation in STARTS_AT_END else top
        canvas.paste(strip, (distance, 0) if orientation in SWAPS_SIDES else (0, distance))
    return canvas


def on_white(picture: Image.Image) -> Image.Image:
    """The picture with what is transparent in white."""
    if picture.mode not in ("RGBA", "LA"):
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
    return white


def in_srgb(picture: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """What turns the picture's colours, once they are on white, into sRGB.

    A broken profile is ignored, as browsers do.
    """
    mode = "RGB" if picture.mode in ("RGBA", "LA") else picture.mode
    if profile := picture.info.get("icc_profile"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if not is_srgb(source):  # most are; converting would take a tenth of the time
                return ImageCms.buildTransform(source, SRGB, mode, "RGB").apply
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return to_rgb
    return to_rgb


def is_plain(picture: Image.Image, orientation: int) -> bool:
    """Whether the pixels of a picture are, as they are stored, upright and in sRGB."""
    if orientation in UPRIGHT:
        return False
    try:
        profile = picture.info.get("icc_profile")
        return not profile or is_srgb(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return True  # ignored, as in_srgb does


def to_rgb(picture: Image.Image) -> Image.Image:
    """The picture as RGB, without regard to a profile."""
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Whether a profile calls itself sRGB.

    By name, because the LUT forms of sRGB change how dark shadows are when they are converted.
    """
    return ImageCms.getProfileDescription(profile).strip().startswith("sRGB")


def shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at `size`; exact fractions take the quick way."""
    for factor in (2, 4, 8):
        if tuple(-(-side // factor) for side in picture.size) == size:
            return picture.reduce(factor)
    if size == picture.size:
        return picture
    return picture.resize(size, FILTER, reducing_gap=GAP)


def write_webp(picture: Image.Image, folder: Path) -> Rendition:
    """Save as `WIDTH.webp` in the folder."""
    name = f"{picture.width}.webp"
    picture.save(folder / name, "WEBP", **WEBP_OPTIONS)
    return Rendition(picture.width, picture.height, name, WEBP)


def write_jpeg(picture: Image.Image, path: Path) -> None:
    """Save for the scanner, in a tenth of the time of WebP."""
    picture.save(path, "JPEG", quality=90)


def painted(rows: np.ndarray) -> Image.Image:
    """The picture of rows of red, green, blue."""
    return Image.fromarray(rows)
