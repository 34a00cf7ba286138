"""What a file holds beside its pixels, told in our own words. Runs in the decoder's children.

Nothing here may refuse a picture: what is broken is left out.
"""

import io
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms

from instaclone.media import facts
from instaclone.media.facts import Camera, Facts, plain

IPTC = 0x0404  # among the blocks that Photoshop writes
COARSE = 2  # digits behind the point of degrees: about a kilometre
MOTION_MARKS = (b"MotionPhoto_Data", b"ftypmp42", b"ftypisom", b"ftypqt  ")
LONGEST_SECOND = 1e5
Tags = dict[int, Any]


def contents_of(picture: Image.Image, source: Path, size: tuple[int, int], kind: str) -> Facts:
    """The facts of a picture that has been decoded, `size` upright, of a kind of `limits.FORMATS`;
    without where it was taken."""
    first, more, gps = _tags(picture)
    held = set(_kinds(picture, first, more, gps))
    if kind == "JPEG" and _has_film(source):
        held.add(facts.MOTION)
    return Facts(
        *size,
        format=kind,
        profile=_whole(lambda: _profile(picture), ""),
        metadata=tuple(each for each in facts.METADATA if each in held),
        camera=_whole(lambda: _camera(first, more), Camera()),
    )


def place_of(picture: Image.Image) -> tuple[float, float] | None:
    """Where a picture says it was taken: degrees north and east, within about a kilometre."""
    _, _, gps = _tags(picture)
    return _whole(lambda: _place(gps), None)


def _tags(picture: Image.Image) -> tuple[Tags, Tags, Tags]:
    exif: Any = _whole(picture.getexif, {})
    if not exif:
        return {}, {}, {}
    inner = [
        _whole(lambda which=which: dict(exif.get_ifd(which)), {})
        for which in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
    ]
    return _whole(lambda: dict(exif), {}), inner[0], inner[1]


def _kinds(picture: Image.Image, first: Tags, more: Tags, gps: Tags) -> Iterator[str]:
    tag, info = ExifTags.Base, picture.info
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    if any(key in gps for key in (2, 4)) or b"GPSLatitude" in xmp:
        yield facts.GPS
    numbers = (tag.BodySerialNumber, tag.LensSerialNumber)
    if tag.CameraSerialNumber in first or any(each in more for each in numbers):
        yield facts.SERIAL
    if any(each in first for each in (tag.Make, tag.Model)) or tag.MakerNote in more:
        yield facts.CAMERA
    if tag.DateTime in first or tag.DateTimeOriginal in more:
        yield facts.TAKEN
    if tag.Artist in first or tag.Copyright in first or IPTC in (info.get("photoshop") or ()):
        yield facts.AUTHOR
    if xmp:
        yield facts.HISTORY
    texts = getattr(picture, "text", {}).keys() - {"XML:com.adobe.xmp"}
    if info.get("comment") or texts or tag.ImageDescription in first or tag.UserComment in more:
        yield facts.COMMENT
    if _whole(lambda: bool(picture.getexif().get_ifd(ExifTags.IFD.IFD1)), False):
        yield facts.THUMBNAIL
    if picture.format == "MPO" or info.get("thumbnails"):
        yield facts.THUMBNAIL
    if b"MotionPhoto" in xmp or b"MicroVideo" in xmp:
        yield facts.MOTION


def _has_film(source: Path) -> bool:
    """Whether a film lies behind the photo, as phones append them."""
    content = source.read_bytes()
    return any(mark in content for mark in MOTION_MARKS)


def _profile(picture: Image.Image) -> str:
    content = picture.info.get("icc_profile")
    if not content:
        return ""
    return plain(ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(content))))


def _camera(first: Tags, more: Tags) -> Camera:
    tag = ExifTags.Base
    speed = more.get(tag.ISOSpeedRatings)
    speed = speed[0] if isinstance(speed, tuple) and speed else speed
    taken = _text(more.get(tag.DateTimeOriginal) or first.get(tag.DateTime))
    return Camera(
        make=_text(first.get(tag.Make)),
        model=_text(first.get(tag.Model)),
        lens=_text(more.get(tag.LensModel)),
        exposure=_exposure(_number(more.get(tag.ExposureTime))),
        aperture=_measure("f/{:.3g}", _number(more.get(tag.FNumber))),
        iso=_measure("ISO {:.0f}", _number(speed)),
        focal_length=_measure("{:.3g} mm", _number(more.get(tag.FocalLength))),
        taken=f"{taken[:10].replace(':', '-')} {taken[11:16]}".strip() if taken else "",
    )


def _exposure(seconds: float) -> str:
    if not 0 < seconds < LONGEST_SECOND:
        return ""
    return f"1/{1 / seconds:.0f} s" if seconds < 0.3 else f"{seconds:.3g} s"


def _measure(words: str, value: float) -> str:
    return words.format(value) if 0 < value < LONGEST_SECOND else ""


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return plain(value.split("\0")[0]) if isinstance(value, str) else ""


def _number(value: Any) -> float:
    """The value as a number; 0 where it is none."""
    number = _whole(lambda: float(value), 0.0) if value is not None else 0.0
    return number if math.isfinite(number) else 0.0


def _place(gps: Tags) -> tuple[float, float] | None:
    if 2 not in gps or 4 not in gps:
        return None
    north, east = (_degrees(gps[which]) for which in (2, 4))
    north = -north if _text(gps.get(1)).upper() == "S" else north
    east = -east if _text(gps.get(3)).upper() == "W" else east
    if not (abs(north) <= 90 and abs(east) <= 180) or (north, east) == (0, 0):
        return None  # cameras that found no satellite say 0, 0
    return round(north, COARSE), round(east, COARSE)


def _degrees(parts: Any) -> float:
    numbers = [float(each) for each in parts]
    degrees = sum(each / 60**power for power, each in enumerate(numbers[:3]))
    if not math.isfinite(degrees):
        raise ValueError("no number of degrees")
    return degrees


def _whole(tell: Callable[[], Any], otherwise: Any) -> Any:
    """What is told, or something else where the file is broken there."""
    try:
        return tell()
    except MemoryError:
        raise
    except Exception:  # libraries raise what they like at damaged blocks
        return otherwise
