"""What a picture may be, judged without decoding."""

import pytest

from instaclone.media import limits
from tests.media import pictures


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("JPEG", "JPEG"),
        ("PNG", "PNG"),
        ("WEBP", "WebP"),
        ("GIF", "GIF"),
        ("HEIF", "HEIC"),
        ("AVIF", "AVIF"),
    ],
)
def test_the_first_bytes_say_what_a_file_is(kind: str, name: str) -> None:
    content = pictures.saved(pictures.corners(64, 64), kind)
    assert limits.sniff(content[: limits.HEAD_BYTES]) == name


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a PostScript document"),
        (b"II*\x00\x08\x00\x00\x00", "a TIFF picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "an SVG or XML file"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom", "a video"),
        (b"Dear diary, today", "not a photo this site can read"),
    ],
)
def test_what_is_no_photo_is_called_by_its_kind(head: bytes, kind: str) -> None:
    assert limits.sniff(head) is None
    assert str(limits.unknown("beach.jpg", head)) == (
        f"beach.jpg is {kind}. Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF photo."
    )


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42", "MP4"),
        (b"\x00\x00\x00\x14ftypM4V \x00\x00\x00\x00M4V ", "MP4"),
        (b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x00\x003gp4isom", "MP4"),
        (b"\x00\x00\x00\x18ftypXAVC\x00\x00\x00\x00XAVCmp42", "MP4"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "MOV"),
        (b"\x00\x00\x00\x08wide\x00\x12\x34\x56mdat", "MOV"),
        (
            b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm",
            "WebM",
        ),
        (b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0#B\x86\x81\x01B\x82\x88matroska", "WebM"),
        (b"\x1aE\xdf\xa3\x9fB\x82\x84note", None),
        (b"\x00\x00\x00\x14ftypcrx \x00\x00\x00\x01crx ", None),
        (b"RIFF\x00\x00\x00\x00AVI LIST", None),
    ],
)
def test_the_first_bytes_of_a_video_say_which(head: bytes, found: str | None) -> None:
    assert limits.sniff_video(head) == found
    assert limits.sniff(head) is None
    assert not found or limits.kind_of(found) == "video"


def test_what_is_neither_photo_nor_video_hears_of_both() -> None:
    assert str(limits.unknown("clip.avi", b"RIFF\x00\x00\x00\x00AVI ", videos=True)) == (
        "clip.avi is not a photo or video this site can read. Choose a JPEG, PNG, WebP, GIF, HEIC "
        "or AVIF photo, or an MP4, MOV or WebM video."
    )


def test_a_file_name_loses_folders_and_invisible_characters() -> None:
    assert limits.clean_name("C:\\fakepath\\be\u202each\x00.jpg") == "beach.jpg"
    assert limits.clean_name("../../etc/passwd") == "passwd"
    assert limits.clean_name("/\n\t") == "photo"
    long = limits.clean_name("ä" * 400 + ".heic")
    assert len(long) == limits.NAME_LENGTH
    assert long.endswith("….heic"[-5:])


def test_a_sentence_with_a_long_name_fits_its_column() -> None:
    refusals = [
        limits.too_big("x" * 999, 10**12),
        limits.unknown("x" * 999),
        limits.damaged("x" * 999),
        limits.too_many_pixels("x" * 999, 10**12),
    ]
    sentences = [str(each) for each in refusals] + [limits.unreadable("x" * 999, "y" * 999)]
    assert all(len(sentence) <= 300 for sentence in sentences)


def test_a_big_file_is_refused_with_its_size() -> None:
    assert str(limits.too_big("beach.heic", 61_000_000)) == (
        "beach.heic is 61 MB; photos may be up to 50 MB."
    )


def test_a_big_video_is_refused_with_its_size() -> None:
    assert str(limits.too_big("beach.mov", 1_160_000_000, "video")) == (
        "beach.mov is 1.2 GB; videos may be up to 1 GB."
    )
    assert "1.1 GB" in str(limits.too_big("beach.mov", 1_000_000_001, "video"))


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (10_000, 6_000, "has 60 megapixels"),
        (12_001, 1_000, "a side may have up to 12,000"),
        (100, 2_001, "20 times the short one"),
    ],
)
def test_a_size_beyond_the_limits_is_refused_with_its_rule(
    width: int, height: int, words: str
) -> None:
    with pytest.raises(limits.Refused, match=words) as caught:
        limits.check_size("beach.png", width, height)
    assert str(caught.value).startswith("beach.png ")
    assert caught.value.field == "file"


@pytest.mark.parametrize("size", [(1, 1), (12_000, 4_000), (600, 12_000), (8_000, 6_000)])
def test_a_size_at_the_limit_is_taken(size: tuple[int, int]) -> None:
    limits.check_size("beach.png", *size)
