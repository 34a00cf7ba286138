"""Nothing of a photo but its pixels reaches what is stored."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.media import pictures
from tests.media.test_pixels import outputs


def webp_chunks(content: bytes) -> Iterator[bytes]:
    """The names of a WebP's chunks; what stands behind its end is called TRAILER."""
    end = 8 + struct.unpack("<I", content[4:8])[0]
    at = 12
    while at < end:
        yield content[at : at + 4]
        size = struct.unpack("<I", content[at + 4 : at + 8])[0]
        at += 8 + size + size % 2
    if len(content) > end:
        yield b"TRAILER"


def jpeg_segments(content: bytes) -> Iterator[int]:
    """The markers of a JPEG up to its pixels; its last two bytes must be its end."""
    assert content[-2:] == b"\xff\xd9"
    at = 2
    while content[at + 1] != 0xDA:
        yield content[at + 1]
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]


def assert_only_pixels(path: Path) -> None:
    """A file that is made holds no block that could carry anything else."""
    content = path.read_bytes()
    assert pictures.MARKER not in content
    assert b"<script" not in content
    if path.suffix == ".webp":
        assert list(webp_chunks(content)) == [b"VP8 "]
    else:
        assert path.suffix == ".jpg"
        assert set(jpeg_segments(content)) <= {0xE0, 0xDB, 0xC0, 0xC4}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF"])
def test_no_mark_of_any_metadata_reaches_a_variant_or_the_master(tmp_path: Path, kind: str) -> None:
    content = pictures.leaky(kind)
    assert content.count(pictures.MARKER) >= 2  # planted, or this test proves nothing
    made = outputs(tmp_path, content)
    assert len(made) >= 4
    for path in made:
        assert_only_pixels(path)
