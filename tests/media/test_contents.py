"""What an upload carried is found, told in our words, and kept for its owner."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.media import facts, pixels, processing
from instaclone.media.facts import Camera
from instaclone.media.renditions import Rendered, rendered_from
from instaclone.media.tasks import render
from instaclone.posts.publishing import publish
from tests.media import pictures
from tests.media.conftest import row

Send = Callable[..., int]


def rendered(folder: Path, content: bytes) -> Rendered:
    """What the child says of a file, as the worker takes it."""
    path = pictures.written(folder, "source", content)
    return rendered_from(render(str(path), str(folder), "a.jpg"))


def with_exif(fill: Callable[[Image.Exif], object], kind: str = "JPEG") -> bytes:
    """A picture whose EXIF block `fill` has filled."""
    block = Image.Exif()
    fill(block)
    return pictures.saved(pictures.corners(), kind, exif=block.tobytes())


def from_camera(block: Image.Exif) -> None:
    """What a camera writes."""
    block.update({0x010F: "Canon\0", 0x0110: "EOS 70D", 0x0112: 6})
    block.get_ifd(0x8769).update(
        {
            0x829A: IFDRational(1, 250),
            0x829D: IFDRational(28, 10),
            0x8827: 100,
            0x920A: IFDRational(35, 1),
            0x9003: "2023:05:01 10:20:30",
            0xA431: "123456",
            0xA434: "EF 35mm",
        }
    )
    block.get_ifd(0x8825).update({1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 40.0)})


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "AVIF", "HEIF"])
def test_camera_and_place_are_told(tmp_path: Path, kind: str) -> None:
    made = rendered(tmp_path, with_exif(from_camera, kind))
    assert made.place == (-33.86, 151.21)
    assert made.facts.camera == Camera(
        make="Canon",
        model="EOS 70D",
        lens="EF 35mm",
        exposure="1/250 s",
        aperture="f/2.8",
        iso="ISO 100",
        focal_length="35 mm",
        taken="2023-05-01 10:20",
    )
    assert set(made.facts.metadata) == {facts.GPS, facts.SERIAL, facts.CAMERA, facts.TAKEN}
    assert (made.facts.width, made.facts.height) == (made.width, made.height) == (300, 400)


def test_every_kind_in_a_jpeg_is_told(tmp_path: Path) -> None:
    made = rendered(tmp_path, pictures.leaky("JPEG") + b"\0\0\0\x18ftypmp42film")
    carried = {facts.AUTHOR, facts.HISTORY, facts.COMMENT, facts.MOTION}
    assert carried <= set(made.facts.metadata)
    assert pictures.MARKER.decode() not in facts.to_text(made.facts)


def test_a_picture_without_anything_has_no_metadata(tmp_path: Path) -> None:
    made = rendered(tmp_path, pictures.photo())
    assert (made.facts.metadata, made.place, made.facts.profile) == ((), None, "")
    assert not made.facts.camera


def broken_numbers(block: Image.Exif) -> None:
    """Numbers that are none."""
    block.get_ifd(0x8769).update(
        {0x829A: IFDRational(1, 0), 0x829D: IFDRational(0, 0), 0x9003: "x" * 5000}
    )
    block.get_ifd(0x8825).update({1: "N", 2: (IFDRational(0, 0), 1.0, 1.0), 3: "E", 4: (1e9, 0, 0)})


def test_broken_numbers_are_left_out(tmp_path: Path) -> None:
    made = rendered(tmp_path, with_exif(broken_numbers))
    assert made.place is None
    assert (made.facts.camera.exposure, made.facts.camera.aperture) == ("", "")
    assert len(made.facts.camera.taken) <= facts.LONGEST


def test_a_broken_block_costs_nothing_but_itself(tmp_path: Path) -> None:
    block = b"Exif\0\0II*\0" + struct.pack("<I", 8) + b"\xff" * 40
    broken = pictures.saved(pictures.corners(), exif=block)
    assert rendered(tmp_path, broken).facts.metadata in ((), (facts.THUMBNAIL,))


def test_a_child_cannot_say_just_anything(tmp_path: Path) -> None:
    path = pictures.written(tmp_path, "source", pictures.photo(200, 100))
    said = render(str(path), str(tmp_path), "a.jpg")
    for bad in ({"place": [1000, 0]}, {"place": ["x", 0]}, {"facts": {"width": -5}}):
        with pytest.raises((ValueError, TypeError)):
            rendered_from({**said, **bad})


def test_facts_are_kept_with_the_picture_and_the_place_until_it_is_posted(
    send: Send, ana: Viewer
) -> None:
    media_id = send(with_exif(from_camera))
    assert processing.process(media_id)
    made = row(media_id)
    kept = facts.from_text(made.facts)
    assert kept.camera.model == "EOS 70D"
    assert 0 < kept.took_ms < 60_000
    assert (made.latitude, made.longitude) == (-33.86, 151.21)
    assert "33.8" not in made.facts
    transact(publish, ana, [media_id])
    assert (row(media_id).latitude, row(media_id).longitude) == (None, None)


def test_a_picture_that_is_posted_first_never_learns_where_it_was_taken(
    send: Send, ana: Viewer
) -> None:
    media_id = send(with_exif(from_camera))
    transact(publish, ana, [media_id])
    assert processing.process(media_id)
    assert (row(media_id).latitude, row(media_id).longitude) == (None, None)


@pytest.mark.parametrize(
    ("name", "kind", "place", "profile"),
    [
        ("IMG_2682.heic", "HEIC", (41.22, -96.07), "Display P3"),
        ("thompson-springs.jpg", "JPEG", (39.12, -108.4), "sRGB v4"),
        ("denali.webp", "WebP", None, "sRGB"),
        ("prairie_falcon.jpg", "JPEG", None, ""),
    ],
)
def test_real_photos_tell_what_they_carry(
    tmp_path: Path, shared: Path, name: str, kind: str, place: object, profile: str
) -> None:
    made = pixels.render(shared / "photos" / name, tmp_path, name)
    assert (made.facts.format, made.place) == (kind, place)
    assert made.facts.profile.startswith(profile)
    assert (facts.GPS in made.facts.metadata) is (place is not None)
