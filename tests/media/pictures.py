"""Small pictures for tests, good and bad, made in code."""

import io
import struct
import zlib
from functools import partial
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()
MARKER = b"SECRETMARK"
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic"}


def corners(width: int = 400, height: int = 300) -> Image.Image:
    """A picture whose corners are red, green, blue and yellow, from top left clockwise."""
    pixels = np.zeros((height, width, 3), np.uint8)
    middle, half = height // 2, width // 2
    pixels[:middle, :half] = (255, 0, 0)
    pixels[:middle, half:] = (0, 255, 0)
    pixels[middle:, half:] = (0, 0, 255)
    pixels[middle:, :half] = (255, 255, 0)
    return Image.fromarray(pixels)


def stored_as(orientation: int, picture: Image.Image) -> Image.Image:
    """The pixels a camera stores so that `orientation` turns them into `picture` again."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return picture.transpose(undo[orientation]) if orientation in undo else picture


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture as a file of a kind Pillow knows."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def photo(width: int = 1600, height: int = 1200, kind: str = "JPEG") -> bytes:
    """A photo-like file: smooth colours and a little noise."""
    rng = np.random.default_rng(1)
    small = Image.fromarray(rng.integers(0, 255, (6, 8, 3), np.uint8))
    return saved(small.resize((width, height), Image.Resampling.BICUBIC), kind)


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF with an orientation, a description, GPS and a maker's note, all marked."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010E] = MARKER.decode()
    block.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 29: MARKER.decode()})
    block.get_ifd(0x8769)[0x927C] = MARKER
    return block


def profile() -> bytes:
    """An ICC profile (of LAB, which fits no photo) with a mark behind it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes() + MARKER


def leaky(kind: str) -> bytes:
    """A picture with a mark in every place for metadata that its kind has, and behind its end."""
    picture = corners(1300, 900)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARKER + b"</x:xmpmeta>"
    options: dict[str, object] = {"exif": exif(6).tobytes(), "icc_profile": profile()}
    if kind == "JPEG":
        content = saved(picture, kind, comment=MARKER, xmp=xmp, **options)
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0e\x1c\x02\x78\x00\x0a" + MARKER
        iptc = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
        thumbnail = b"\xff\xe1" + struct.pack(">H", len(MARKER) + 8) + b"Exif\0\0" + MARKER
        content = content[:2] + iptc + thumbnail + content[2:]
    elif kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", MARKER.decode())
        texts.add_text("Packed", MARKER.decode(), zip=True)
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        content = saved(picture, kind, pnginfo=texts, **options)
    elif kind == "GIF":
        content = saved(picture, kind, comment=MARKER)
    else:
        content = saved(picture, kind, xmp=xmp, **options)
    return content + MARKER + b"<script>alert(1)</script>"


def png_of_size(width: int, height: int, *chunks: bytes) -> bytes:
    """A black-and-white PNG whose header promises a size, with honest, well packed rows."""
    rows = zlib.compressobj(9)
    line = b"\0" * ((width + 7) // 8 + 1)
    data = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *chunks, chunk(b"IDAT", data), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(name: bytes, data: bytes) -> bytes:
    """A PNG chunk with its length and checksum."""
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def text_bomb() -> bytes:
    """A PNG with 300 MB of text in a chunk of 0.3 MB."""
    text = zlib.compressobj(9)
    packed = b"".join(text.compress(b"a" * 1_000_000) for _ in range(300)) + text.flush()
    return png_of_size(64, 64, chunk(b"zTXt", b"Comment\0\0" + packed))


def avif_of_size(width: int, height: int) -> bytes:
    """An AVIF whose header promises a size its pixels do not have."""
    content = saved(corners(64, 64), "AVIF")
    at = content.index(b"ispe") + 8
    return content[:at] + struct.pack(">II", width, height) + content[at + 8 :]


def long_gif(frames: int) -> bytes:
    """An animation of 1000 by 1000 px."""
    content = saved(Image.new("P", (1000, 1000)), "GIF")
    start = 13 + 3 * 2 ** ((content[10] & 7) + 1)
    return content[:start] + content[start:-1] * frames + b";"


def written(folder: Path, name: str, content: bytes) -> Path:
    """The content as a file in the folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How far apart two colours are."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def color_names(picture: Image.Image) -> list[str]:
    """What stands in the corners, from top left clockwise."""
    names = {(255, 0, 0): "red", (0, 255, 0): "green", (0, 0, 255): "blue", (255, 255, 0): "yellow"}
    width, height = picture.size
    places = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]
    found = []
    for x, y in places:
        seen = picture.convert("RGB").getpixel((int(width * x), int(height * y)))
        assert isinstance(seen, tuple)
        found.append(min(names, key=partial(distance, seen)))
    return [names[each] for each in found]
