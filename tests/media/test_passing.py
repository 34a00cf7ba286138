"""A file that is small enough is served with its own pixels, and with nothing else in it."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from instaclone.db.session import read, transact
from instaclone.media import baking, containers, decoding, mastering, pixels, processing
from instaclone.media.models import SOURCE, Media
from instaclone.media.queries import picture_cards, source_cards
from instaclone.media.renditions import Rendition
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Recipe
from instaclone.storage.choosing import storage
from tests.media import pictures
from tests.media.conftest import row, variants
from tests.media.test_leaks import jpeg_segments, webp_chunks

Send = Callable[..., int]
HTML = b"<html><script>alert(1)</script></html>"


def photo(width: int = 900, height: int = 600, kind: str = "JPEG", **options: Any) -> bytes:
    """A photo with a camera's grain, saved with these options."""
    rng = np.random.default_rng(2)
    small = Image.fromarray(rng.integers(40, 215, (height // 20, width // 20, 3), np.uint8))
    large = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), float)
    grain = rng.normal(0, 12, (height, width, 1))
    grainy = Image.fromarray(np.clip(large + grain, 0, 255).astype(np.uint8))
    return pictures.saved(grainy, kind, **{"quality": 75, **options})


def widest(folder: Path, content: bytes) -> tuple[Rendition, bytes]:
    """The widest rendition that is made of a file, by both steps of a worker."""
    path = pictures.written(folder, "source", content)
    made = list(pixels.render(path, folder, "a.jpg").variants)
    if (more := pixels.finish(path, folder, "a.jpg").variant) is not None:
        made.append(more)
    best = max(made, key=lambda each: each.width)
    return best, (folder / best.file_name).read_bytes()


def same(one: bytes, other: bytes) -> bool:
    """Whether two files show the very same pixels."""
    seen = [np.asarray(Image.open(BytesIO(each))) for each in (one, other)]
    return np.array_equal(seen[0], seen[1])


@pytest.mark.parametrize("size", [(900, 600), (1080, 720), (1500, 1000), (2048, 1365), (90, 60)])
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"optimize": True, "subsampling": 0}),
        ("WEBP", {}),
    ],
)
def test_a_small_file_is_served_as_it_is(
    tmp_path: Path, size: tuple[int, int], kind: str, options: dict[str, Any]
) -> None:
    content = photo(*size, kind=kind, **options)
    best, served = widest(tmp_path, content)
    assert best.file_name == f"kept.{'jpg' if kind == 'JPEG' else 'webp'}"
    assert (best.width, best.height) == size
    assert same(served, content)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_nothing_but_pixels_is_served_of_it(tmp_path: Path, kind: str) -> None:
    picture = Image.open(BytesIO(photo(kind="PNG")))
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + pictures.MARKER + b"</x:xmpmeta>"
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + pictures.MARKER
    options: dict[str, Any] = {"exif": pictures.exif(1).tobytes(), "xmp": xmp}
    if kind == "JPEG":
        options["comment"] = pictures.MARKER
    content = pictures.saved(picture, kind, quality=75, icc_profile=srgb, **options) + HTML
    assert content.count(pictures.MARKER) >= 4
    best, served = widest(tmp_path, content)
    assert best.file_name.startswith("kept.")
    assert same(served, content)
    assert pictures.MARKER not in served
    assert b"script" not in served
    if kind == "JPEG":
        assert set(jpeg_segments(served)) <= {0xE0, 0xDB, 0xC0, 0xC4}
    else:
        assert list(webp_chunks(served)) == [b"VP8 "]


def before_end(content: bytes) -> bytes:
    """A page between the last pixels of a JPEG and its end."""
    assert content.endswith(b"\xff\xd9")
    return content[:-2] + HTML + content[-2:]


def between_scans(content: bytes) -> bytes:
    """A page behind the first pixels of a progressive JPEG."""
    at = content.index(b"\xff\xda")
    end = at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    found = containers.AFTER_SCAN.search(content, end)
    assert found
    return content[: found.start()] + HTML + content[found.start() :]


def in_the_chunk(content: bytes) -> bytes:
    """A page behind the last pixels of a WebP, inside their chunk."""
    size = struct.unpack("<I", content[16:20])[0] + len(HTML)
    body = content[20:] + HTML
    chunk = b"VP8 " + struct.pack("<I", size) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


@pytest.mark.parametrize(
    ("hide", "options"),
    [
        (before_end, {}),
        (before_end, {"progressive": True}),
        (between_scans, {"progressive": True}),
        (in_the_chunk, {"kind": "WEBP"}),
    ],
)
def test_a_page_hidden_in_the_pixels_is_not_served(
    tmp_path: Path, hide: Callable[[bytes], bytes], options: dict[str, Any]
) -> None:
    clean = photo(**options)
    assert widest(tmp_path, clean)[0].file_name.startswith("kept.")
    hidden = hide(clean)
    assert same(hidden, clean)  # a decoder sees nothing of it
    best, served = widest(tmp_path, hidden)
    assert best.file_name == "900.webp"
    assert b"script" not in served


@pytest.mark.parametrize(
    "content",
    [
        photo(exif=pictures.exif(6).tobytes()),  # turned
        photo(icc_profile=pictures.profile()),  # other colours
        photo(quality=100, subsampling=0),  # larger than ours
        photo(kind="PNG"),
        photo(restart_marker_blocks=4),
        pictures.saved(Image.new("CMYK", (300, 200), (0, 80, 20, 0)), "JPEG"),
        pictures.saved(Image.new("RGBA", (300, 200), (0, 80, 20, 90)), "WEBP"),
        pictures.saved(
            Image.new("RGB", (300, 200)),
            "WEBP",
            save_all=True,
            append_images=[Image.new("RGB", (300, 200), "red")],
        ),
        photo(3000, 2000),
    ],
)
def test_every_other_file_is_encoded_anew(tmp_path: Path, content: bytes) -> None:
    assert not widest(tmp_path, content)[0].file_name.startswith("kept.")


def test_a_grey_photo_is_kept_too(tmp_path: Path) -> None:
    content = pictures.saved(Image.open(BytesIO(photo())).convert("L"), quality=70)
    best, served = widest(tmp_path, content)
    assert best.file_name == "kept.jpg"
    assert same(served, content)


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_a_damaged_container_is_not_touched(cut: int) -> None:
    for kind, name in (("JPEG", "JPEG"), ("WEBP", "WebP")):
        content = photo(90, 60, kind)
        containers.bare(content[:cut], name)
        containers.bare(content[:2] + content[2 + cut :], name)
    assert containers.bare(b"\xff\xd8\xff\xd9", "JPEG") is None


def test_what_was_kept_can_be_edited_and_comes_back(send: Send) -> None:
    content = photo()
    media_id = send(content)
    assert processing.process(media_id)
    assert mastering.finish(media_id)
    kept = variants(media_id)[-1]
    assert (kept.key, kept.content_type) == (f"v/{row(media_id).code}/kept.jpg", "image/jpeg")
    assert same(storage().read(kept.key), content)
    text = recipes.to_text(Recipe(turns=1))
    for wanted in (text, ""):
        transact(
            lambda session, to=wanted: baking.ask(session, session.get_one(Media, media_id), to)
        )
        assert baking.bake(media_id, lambda *_: False, lambda *_: None)
        own = read(lambda session: source_cards(session, [session.get_one(Media, media_id)]))
        assert "/kept.jpg" in own[media_id].src
        assert own[media_id].srcset.count("900w") == 1
        assert own[media_id].srcset.count("600w") == 0
        seen = read(picture_cards, [media_id])[media_id]
        assert ("/kept.jpg" in seen.src) is (wanted == "")
        assert [each.role for each in variants(media_id) if each.key == kept.key] == [
            SOURCE if wanted else ""
        ]


def test_children_name_it_as_they_should(tmp_path: Path) -> None:
    path = pictures.written(tmp_path, "source", photo())
    made = decoding.render(path, tmp_path, "a.jpg").variants[0]
    assert (made.file_name, made.content_type) == ("kept.jpg", "image/jpeg")
