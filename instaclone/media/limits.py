"""What a photo or video may be, and the sentences that say why one is refused. Pure Python, no
decoder."""

import math
import unicodedata

from instaclone.errors import Invalid

FILE_BYTES = 50_000_000  # of a photo
VIDEO_BYTES = 1_000_000_000  # three minutes of a phone's best, and some
PIXELS = 50_000_000  # the largest phones make 50 or 48 megapixels; decoded they fill 200 MB
SIDE = 12_000  # px
ASPECT = 20  # the long side is at most so many times the short one
WAITING = 50  # pictures of one person that are not ready yet
UNPOSTED = 100  # pictures of one person that are in no post; they go a day after their upload
TRIES = 3
NAME_LENGTH = 255  # as stored
FREE_BYTES = 1 << 30  # on the disk of DATA_DIR; below this an upload or a build may not fit
SHOWN_LENGTH = 60  # of a name inside a sentence

SIZE_RULE = f"Photos may be up to {FILE_BYTES // 10**6} MB."
SIZE_RULES = (
    f"Photos may be up to {FILE_BYTES // 10**6} MB, videos up to {VIDEO_BYTES // 10**9} GB."
)

FORMATS = ("JPEG", "PNG", "WebP", "GIF", "HEIC", "AVIF")
VIDEO_FORMATS = ("MP4", "MOV", "WebM")
HEAD_BYTES = 64  # what `sniff` and `sniff_video` want to see
_CHOOSE = f"Choose a {', '.join(FORMATS[:-1])} or {FORMATS[-1]} photo."
_CHOOSE_ALSO = (
    f"Choose a {', '.join(FORMATS[:-1])} or {FORMATS[-1]} photo, or an "
    f"{', '.join(VIDEO_FORMATS[:-1])} or {VIDEO_FORMATS[-1]} video."
)

_MAGIC = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
}
_BRANDS = {
    b"avif": "AVIF",
    b"avis": "AVIF",
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"),
}
# Of the ISO base media format; 3gp and 3g2 are followed by a digit or a letter.
_VIDEO_BRANDS = (b"iso", b"mp4", b"avc", b"hvc", b"dash", b"M4V", b"M4A", b"3g", b"MSNV", b"f4v")
_OLD_MOVIE = (b"moov", b"mdat", b"wide", b"skip", b"pnot")  # QuickTime from before there was ftyp
_EBML = b"\x1aE\xdf\xa3"
_OTHERS = {
    b"%PDF": "a PDF document",
    b"%!PS": "a PostScript document",
    b"\xc5\xd0\xd3\xc6": "a PostScript document",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"BM": "a BMP picture",
    b"<svg": "an SVG drawing",
    b"<?xml": "an SVG or XML file",
    b"PK\x03\x04": "a ZIP archive",
}


class Refused(Invalid):
    """A picture breaks a rule; the sentence names the file, the rule and the way out."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "file")


def sniff(head: bytes) -> str | None:
    """One of FORMATS by the first HEAD_BYTES of a file, or None; its name is never asked."""
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        brands = [head[start : start + 4] for start in (8, *range(16, len(head) - 3, 4))]
        for brand in brands:
            if brand in _BRANDS:
                return _BRANDS[brand]
        if brands[0] == b"mif1":
            return "HEIC"
    return None


def sniff_video(head: bytes) -> str | None:
    """One of VIDEO_FORMATS by the first HEAD_BYTES of a file that is no photo, or None.

    Matroska counts as WebM, which is a kind of it.
    """
    if head.startswith(_EBML):
        return "WebM" if b"webm" in head or b"matroska" in head else None
    if head[4:8] in _OLD_MOVIE:
        return "MOV"
    if head[4:8] != b"ftyp":
        return None
    end = min(len(head), int.from_bytes(head[:4], "big"))
    brands = [head[start : start + 4] for start in (8, *range(16, end - 3, 4))]
    if b"qt  " in brands:
        return "MOV"
    return "MP4" if any(brand.startswith(_VIDEO_BRANDS) for brand in brands) else None


def kind_of(source_format: str) -> str:
    """Whether a format that was sniffed is one of photos or of videos, as in `Media.kind`."""
    # A picture in WebP is no WebM; the two lists have no format in common.
    return "video" if source_format in VIDEO_FORMATS else "photo"


def clean_name(file_name: str) -> str:
    """A file name as it is stored: no folders, no invisible characters, at most 255 long."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    # Category C holds control characters and those that turn the direction of the text.
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip()
    return _shortened(name, NAME_LENGTH) or "photo"


def shown(file_name: str) -> str:
    """A file name inside a sentence: cleaned, long ones shortened in the middle."""
    return _shortened(clean_name(file_name), SHOWN_LENGTH)


def _shortened(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[: length - 11]}…{name[-10:]}"


def empty(file_name: str) -> Refused:
    """The refusal of a file without a byte in it."""
    return Refused(f"{shown(file_name)} is empty (0 bytes). Choose it again.")


def too_big(file_name: str, size: int, kind: str = "photo") -> Refused:
    """The refusal of a file of `size` bytes."""
    most = VIDEO_BYTES if kind == "video" else FILE_BYTES
    return Refused(f"{shown(file_name)} is {size_of(size)}; {kind}s may be up to {size_of(most)}.")


def size_of(size: int) -> str:
    """A size in MB or GB, rounded up, so that what is too big is never said to be as allowed."""
    if size < 10**9:
        return f"{math.ceil(size / 10**5) / 10:,g} MB"
    return f"{math.ceil(size / 10**8) / 10:,g} GB"


def unknown(file_name: str, head: bytes = b"", *, videos: bool = False) -> Refused:
    """The refusal of a file that is none of FORMATS, nor where `videos` are taken a video; says
    what it is where its head tells."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    name, choose = shown(file_name), _CHOOSE_ALSO if videos else _CHOOSE
    for magic, kind in _OTHERS.items():
        if start.startswith(magic):
            return Refused(f"{name} is {kind}. {choose}")
    if not videos and sniff_video(head):
        return Refused(f"{name} is a video. {choose}")
    what = "photo or video" if videos else "photo"
    return Refused(f"{name} is not a {what} this site can read. {choose}")


def unfinished(file_name: str) -> str:
    """What is said of a file whose upload stopped and did not go on for a day."""
    return f"{shown(file_name)} was not uploaded completely. Choose it again."


def damaged(file_name: str) -> Refused:
    """The refusal of a photo that begins well and cannot be read to its end."""
    return Refused(f"{shown(file_name)} is damaged or incomplete. Choose another copy of it.")


def too_many_pixels(file_name: str, pixels: int | None) -> Refused:
    """The refusal of more than PIXELS; None where the decoder gave up before it could count."""
    count = f"{pixels / 1e6:,.0f}" if pixels else "far too many"
    return Refused(
        f"{shown(file_name)} has {count} megapixels; photos may have up to {PIXELS // 10**6}. "
        "Make it smaller and choose it again."
    )


def lost(file_name: str) -> str:
    """What is said of a picture whose upload is gone from storage."""
    return f"The upload of {shown(file_name)} was lost. Choose it again."


def unreadable(file_name: str, reason: str) -> str:
    """What is said of a picture that was tried TRIES times."""
    return f"{shown(file_name)} could not be read after three attempts: {reason[:150]}."


def unread(file_name: str, reason: str) -> str:
    """What is said of a picture that could not even be tried."""
    return f"{shown(file_name)} could not be read: {reason}. Choose it again."


def uneditable(file_name: str, reason: str) -> str:
    """What is said of a picture that does not become as its author wants it."""
    reason = reason.rstrip(".")[:150]
    said = f"{shown(file_name)} could not be edited: {reason}."
    return f"{said} Edit it another way, or choose it again."


def check_size(file_name: str, width: int, height: int) -> None:
    """Raise Refused when a picture of `width` by `height` px is larger or longer than allowed."""
    if width * height > PIXELS:
        raise too_many_pixels(file_name, width * height)
    if max(width, height) > SIDE:
        raise Refused(
            f"{shown(file_name)} is {width:,} x {height:,} px; a side may have up to {SIDE:,}. "
            "Make it smaller and choose it again."
        )
    if max(width, height) > ASPECT * min(width, height):
        raise Refused(
            f"{shown(file_name)} is {width:,} x {height:,} px; the long side may be up to "
            f"{ASPECT} times the short one. Crop it and choose it again."
        )
