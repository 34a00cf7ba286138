"""What films are, what is refused and why, and what is made of them."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from instaclone.errors import Invalid
from instaclone.video import encoding, films, limits, plans
from instaclone.video.plans import WHOLE, Made, Part
from tests.video import material

CORNERS = ["red", "green", "blue", "yellow"]


def encoded(source: Path, part: Part = WHOLE, side: int = 720) -> tuple[Path, Made]:
    """The film made of a source, and what is said of it."""
    target = source.with_name("made.mp4")
    film = films.probe(source, source.name)
    return target, encoding.encode(source, target, source.name, film, side, part, lambda _: None)


def frames(path: Path) -> list[np.ndarray]:
    """Every picture of a film."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_a_film_is_known_by_what_is_in_it(tmp_path: Path):
    found = films.probe(material.film(tmp_path / "a.mp4"), "a.mp4")
    assert (found.width, found.height, found.duration_ms) == (320, 180, 2000)
    assert (found.video_codec, found.audio_codec, found.format) == ("h264", "aac", "MP4")
    assert found.frame_rate == 30
    assert found.is_plain
    assert not found.is_hdr


def test_a_film_of_a_phone_held_upright_is_upright(tmp_path: Path):
    source = material.film(tmp_path / "a.mov", "libx265", rotation=-90)
    found = films.probe(source, "a.mov")
    assert (found.width, found.height, found.format) == (180, 320, "MOV")
    path, made = encoded(source)
    assert (made.width, made.height) == (180, 320)
    # Turned clockwise, what was stored bottom left is top left.
    assert material.corner_names(frames(path)[0]) == ["yellow", "red", "green", "blue"]


@pytest.mark.parametrize("rotation", [90, 180, -90])
def test_frames_and_films_are_turned_alike(tmp_path: Path, rotation: int):
    source = material.film(tmp_path / "a.mov", "libx265", rotation=rotation)
    film = films.probe(source, "a.mov")
    size = (film.width, film.height)
    still = dict(films.pictures(source, "a.mov", [0], size))[0]
    path, _ = encoded(source)
    assert material.corner_names(still) == material.corner_names(frames(path)[0])
    assert material.corner_names(still) != CORNERS


def test_a_browsers_recording_without_a_length_has_one(tmp_path: Path):
    source = material.film(tmp_path / "a.webm", "libvpx-vp9", sound="libopus")
    content = bytearray(source.read_bytes())
    at = content.index(b"\x44\x89\x88")  # the Duration element becomes a Void of the same size
    content[at : at + 3] = b"\xec\x89\x00"
    source.write_bytes(content)
    with av.open(str(source)) as container:
        assert container.duration is None or container.duration <= 0
    found = films.probe(source, "a.webm")
    assert abs(found.duration_ms - 2000) < 100
    assert found.format == "WebM"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_text("Dear diary"), "is not a video this site can read"),
        (lambda path: path.write_bytes(b"GIF89a" + bytes(500)), "is not a video this site"),
        (lambda path: path.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), "is not a vid"),
        (lambda path: path.write_text("ffconcat version 1.0\nfile a.mp4\n"), "is not a video"),
        (material.sound_alone, "has sound and no picture"),
    ],
)
def test_what_is_no_film_is_refused(tmp_path: Path, make: Callable[[Path], object], sentence: str):
    path = tmp_path / "bad.mp4"
    make(path)
    with pytest.raises(Invalid, match=rf"bad\.mp4 {sentence}"):
        films.probe(path, "bad.mp4")


def test_a_film_without_its_end_is_refused(tmp_path: Path):
    whole = material.film(tmp_path / "a.mp4").read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Invalid, match=r"cut\.mp4 is damaged or incomplete"):
        films.probe(cut, "cut.mp4")


def test_a_film_that_ends_before_its_time_is_refused(tmp_path: Path):
    source = material.film(tmp_path / "a.mp4", "libx265", seconds=6, movflags="+faststart")
    path, _ = encoded(source)  # its index comes first, so that it opens without its end
    content = path.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(content[: content.index(b"mdat") + 3000])
    with pytest.raises(Invalid, match=r"cut\.mp4 is damaged or incomplete"):
        encoded(cut, Part(is_muted=True, start_ms=1))


def test_the_rules_name_the_file_and_the_way_out():
    for width, height, rate, ms, said in (
        (5120, 2880, 30, 1000, "a.mp4 is 5,120 x 2,880 px; a side of a video may have up to 4,096"),
        (1000, 100, 30, 1000, "a.mp4 is 1,000 x 100 px; the long side"),
        (640, 360, 240, 1000, "a.mp4 has 240 frames a second; videos may have up to 120"),
        (640, 360, 30, 700_000, "a.mp4 is 11:40 long; videos may be up to 10:00"),
    ):
        with pytest.raises(Invalid) as refusal:
            limits.check("a.mp4", width, height, rate, ms)
        assert str(refusal.value).startswith(said)
        assert str(refusal.value).endswith("and choose it again.")
    limits.check("a.mp4", 4096, 2160, 120, 600_400)


def test_what_is_posted_is_up_to_three_minutes():
    assert limits.trim_notice(180_400) == ""
    assert limits.trim_notice(312_000) == "It is 5:12 long; choose up to 3 minutes."
    limits.check_posted("a.mp4", 180_400)
    with pytest.raises(Invalid, match=r"a\.mp4 is 5:12 long; choose up to 3 minutes of it"):
        limits.check_posted("a.mp4", 312_000)


@pytest.mark.parametrize(
    ("size", "side", "expected"),
    [
        ((1920, 1080), 720, (1280, 720)),
        ((1080, 1920), 720, (720, 1280)),
        ((640, 360), 720, (640, 360)),
        ((1366, 768), 720, (1280, 720)),
        ((321, 181), 720, (320, 180)),
        ((4096, 2160), 1080, (2048, 1080)),
    ],
)
def test_a_film_is_made_smaller_and_never_larger(
    size: tuple[int, int], side: int, expected: tuple[int, int]
):
    film = plans.Film(*size, 1000, 30, 1, "h264", "", "MP4", True, False)
    assert plans.size_of(film, side) == expected


def test_a_film_that_browsers_play_already_is_not_made_worse(tmp_path: Path):
    source = material.film(tmp_path / "a.mp4", is_marked=True)
    path, made = encoded(source)
    assert made == Made("made.mp4", 320, 180, 2000, True)
    for one, other in zip(frames(source), frames(path), strict=True):
        assert np.array_equal(one, other)


def test_another_codec_becomes_one_that_every_browser_plays(tmp_path: Path):
    source = material.film(tmp_path / "a.webm", "libvpx-vp9", sound="libopus", is_marked=True)
    path, made = encoded(source)
    assert (made.width, made.height, made.has_audio) == (320, 180, True)
    found = films.probe(path, "made.mp4")
    assert (found.video_codec, found.audio_codec, found.is_plain) == ("h264", "aac", True)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert len(frames(path)) == 60


def test_ten_bits_become_eight(tmp_path: Path):
    source = material.film(tmp_path / "a.mp4", "libx265", pixels="yuv420p10le")
    path, _ = encoded(source)
    assert material.corner_names(frames(path)[0]) == CORNERS


def test_a_part_begins_and_ends_with_the_frames_that_were_chosen(tmp_path: Path):
    source = material.film(tmp_path / "a.mp4", "libx265", seconds=3)
    path, made = encoded(source, Part(1000, 2000))
    assert len(frames(path)) == 30
    assert abs(made.duration_ms - 1000) <= 25
    ground = [float(each[90, 160].mean()) for each in (frames(source)[30], frames(path)[0])]
    assert abs(ground[0] - ground[1]) < 3
    with av.open(str(path)) as container:
        assert abs(float(container.streams.audio[0].duration or 0) / 48_000 - 1.0) < 0.03


def test_a_muted_film_has_no_sound_at_all(tmp_path: Path):
    for source in (
        material.film(tmp_path / "copied.mp4"),
        material.film(tmp_path / "made.mov", "libx265"),
    ):
        path, made = encoded(source, Part(is_muted=True), 1080)
        assert not made.has_audio
        with av.open(str(path)) as container:
            assert [each.type for each in container.streams] == ["video"]


def test_more_than_sixty_frames_a_second_are_thinned_out(tmp_path: Path):
    source = material.film(tmp_path / "a.mov", "libx265", rate=120, seconds=1)
    path, _ = encoded(source)
    assert len(frames(path)) == 60


def test_a_film_of_one_frame_is_a_film(tmp_path: Path):
    source = material.film(tmp_path / "a.mov", "libx265", seconds=0.01, sound=None)
    path, made = encoded(source)
    assert len(frames(path)) == 1
    assert made.duration_ms > 0


def test_no_words_and_no_place_travel_with_a_film(tmp_path: Path):
    for codec, name in (("libx264", "a.mp4"), ("libx265", "b.mov"), ("libx264", "c.mkv")):
        source = material.film(tmp_path / name, codec, is_marked=True)
        assert material.MARKER.encode() in source.read_bytes()
        path, _ = encoded(source)
        master = tmp_path / "master.mkv"
        films.copy(source, master, name, WHOLE)
        for each in (path, master):
            content = each.read_bytes()
            for mark in (material.MARKER.encode(), b"+48.8", b"2024-05"):
                assert mark not in content, (name, each.name, mark)
            with av.open(str(each)) as container:
                assert len(container.streams) == 2
                assert "fra" not in [each.language for each in container.streams]
                assert container.chapters() == []


def test_a_master_has_the_same_pictures_the_same_way_up(tmp_path: Path):
    source = material.film(tmp_path / "a.mov", "libx265", rotation=-90)
    master = tmp_path / "master.mkv"
    films.copy(source, master, "a.mov", WHOLE)
    found = films.probe(master, "master.mkv")
    assert (found.width, found.height) == (180, 320)
    for one, other in zip(frames(source), frames(master), strict=True):
        assert np.array_equal(one, other)


def test_the_most_telling_frame_is_sharp_and_not_black():
    rng = np.random.default_rng(1)
    sharp = rng.integers(60, 200, (90, 160, 3)).astype(np.uint8)
    blurred = np.full((90, 160, 3), 128, np.uint8)
    black = (sharp // 20).astype(np.uint8)
    assert films.interest(sharp) > films.interest(black) > films.interest(blurred) >= 0


def test_one_frame_a_second_is_scanned_and_180_at_most():
    assert plans.still_moments(2900) == [0, 1000, 2000]
    assert plans.still_moments(1) == [0]
    assert len(plans.still_moments(180_000)) == 180
    assert len(plans.still_moments(600_000)) == 180
