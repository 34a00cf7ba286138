"""JPEG and WebP files stripped to what their pixels need. Bytes in, bytes out, no decoder.

The compressed pixels stay as they are; every other segment goes, and all that stands behind the
end. Files with parts that these few lines do not know are not touched: they are encoded anew.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

CUT = 16  # bytes; fewer at the end of a scan may all be zeros, which decoders make up themselves
MOST_SCANS = 12  # a progressive JPEG has about ten

JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
START, END, SCAN, ADOBE, RESTARTS = 0xD8, 0xD9, 0xDA, 0xEE, 0xDD
TABLES = (0xDB, 0xC4, 0xC0, 0xC1, 0xC2)  # quantisation, Huffman, and the frames of Huffman's kind
DROPPED = (*range(0xE0, 0xF0), 0xFE)
AFTER_SCAN = re.compile(rb"\xff[^\x00]")


@dataclass(frozen=True, slots=True)
class Bare:
    """A file that holds nothing but its pixels: parts to be joined, and which of them are
    compressed pixels."""

    parts: tuple[bytes, ...]
    pixels: tuple[int, ...]

    def whole(self) -> bytes:
        """The file."""
        return _closed(self.parts)

    def shortened(self) -> Iterator[bytes]:
        """The file with the last bytes of one after the other of its pixels cut off.

        Where that changes no pixel, they were none: something was hidden there.
        """
        for place in self.pixels:
            parts = list(self.parts)
            parts[place] = parts[place][:-CUT]
            yield _closed(tuple(parts))


def bare(content: bytes, kind: str) -> Bare | None:
    """The bare file in an upload of a kind of `limits.FORMATS`; None where it has unknown parts."""
    try:
        if kind == "JPEG":
            return _bare_jpeg(content)
        return _bare_webp(content) if kind == "WebP" else None
    except (IndexError, struct.error):
        return None


def _bare_jpeg(content: bytes) -> Bare | None:
    parts, pixels = [b"\xff\xd8" + JFIF], []
    at = 2
    while True:
        while content[at] == content[at + 1] == 0xFF:  # filling
            at += 1
        marker = content[at + 1]
        if content[at] != 0xFF:
            return None
        if marker == END:
            return Bare((*parts, b"\xff\xd9"), tuple(pixels)) if pixels else None
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        segment = content[at:end]
        if marker == SCAN:
            found = AFTER_SCAN.search(content, end)
            if found is None or len(pixels) == MOST_SCANS:
                return None
            parts += [segment, content[end : found.start()]]
            pixels.append(len(parts) - 1)
            end = found.start()
        elif marker in TABLES:
            parts.append(segment)
        elif not _may_go(marker, segment):
            return None
        at = end


def _may_go(marker: int, segment: bytes) -> bool:
    """Whether a segment of a JPEG can be left out without a change of the pixels."""
    if marker == RESTARTS:
        return segment[4:] == b"\0\0"  # otherwise marks stand between the pixels
    if marker == ADOBE and segment[4:9] == b"Adobe":
        return segment[15] == 1  # YCbCr, as it is without this segment
    return marker in DROPPED


def _bare_webp(content: bytes) -> Bare | None:
    end = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    found: list[bytes] = []
    at = 12
    while at + 8 <= end:
        name, size = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        if name in (b"VP8 ", b"VP8L"):
            found += [name, content[at + 8 : at + 8 + size]]
        elif name in (b"ALPH", b"ANIM", b"ANMF"):
            return None
        at += 8 + size + size % 2
    return Bare((b"RIFF", *found), (2,)) if len(found) == 2 else None


def _closed(parts: tuple[bytes, ...]) -> bytes:
    if parts[0] != b"RIFF":
        return b"".join(parts)
    _, name, data = parts
    chunk = name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk
