"""Bad files meet the decoder's children; nothing they do reaches the worker."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image

from instaclone.media import decoding, forking
from tests.media import pictures
from tests.media.pictures import photo, png_of_size, saved

DAMAGED = "bad.jpg is damaged or incomplete. Choose another copy of it."
FORMATS = "Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF photo."
HTML = b"<html><script>alert(1)</script></html>"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a truncated JPEG": (lambda: photo()[:-5000], DAMAGED),
    "a truncated PNG": (lambda: photo(300, 200, "PNG")[:-3000], DAMAGED),
    "a truncated WebP": (lambda: photo(300, 200, "WEBP")[:-3000], DAMAGED),
    "a truncated AVIF": (lambda: photo(300, 200, "AVIF")[:-500], DAMAGED),
    "a truncated HEIC": (lambda: photo(300, 200, "HEIF")[:-500], DAMAGED),
    "the head of a JPEG": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 500, DAMAGED),
    "text": (lambda: b"Dear diary", f"bad.jpg is not a photo this site can read. {FORMATS}"),
    "an SVG": (lambda: b"<svg onload='alert(1)'/>", f"bad.jpg is an SVG drawing. {FORMATS}"),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj", f"bad.jpg is a PDF document. {FORMATS}"),
    "an EPS": (
        lambda: saved(pictures.corners(), "EPS"),
        f"bad.jpg is a PostScript document. {FORMATS}",
    ),
    "a TIFF": (lambda: saved(pictures.corners(), "TIFF"), f"bad.jpg is a TIFF picture. {FORMATS}"),
    "a BMP": (lambda: saved(pictures.corners(), "BMP"), f"bad.jpg is a BMP picture. {FORMATS}"),
    "a script that begins like a GIF": (lambda: b"GIF89a/*" + b"\0" * 8 + b"*/=1;" + HTML, DAMAGED),
    "a PNG bomb": (
        lambda: png_of_size(13_000, 13_000),
        "bad.jpg has far too many megapixels; photos may have up to 50. "
        "Make it smaller and choose it again.",
    ),
    "an AVIF bomb": (
        lambda: pictures.avif_of_size(12_000, 12_000),
        "bad.jpg has far too many megapixels; photos may have up to 50. "
        "Make it smaller and choose it again.",
    ),
    "a large PNG": (
        lambda: png_of_size(9_000, 9_000),
        "bad.jpg has 81 megapixels; photos may have up to 50. Make it smaller and choose it again.",
    ),
    "a text bomb": (pictures.text_bomb, DAMAGED),
    "a thread": (
        lambda: png_of_size(100, 10_000),
        "bad.jpg is 100 x 10,000 px; the long side may be up to 20 times the short one. "
        "Crop it and choose it again.",
    ),
    "a long side": (
        lambda: png_of_size(12_500, 1_000),
        "bad.jpg is 12,500 x 1,000 px; a side may have up to 12,000. "
        "Make it smaller and choose it again.",
    ),
    "nothing": (lambda: b"", f"bad.jpg is not a photo this site can read. {FORMATS}"),
}


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children do what tests want."""
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name_in_little_memory(
    tmp_path: Path, children: None, name: str
) -> None:
    make, sentence = BAD[name]
    source = pictures.written(tmp_path, "source", make())
    answer = decoding.ask("measured", source=str(source), folder=str(tmp_path))
    assert answer["sentence"] == sentence
    assert answer["peak"] < 150
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source"]


def test_a_refusal_travels_from_the_child(tmp_path: Path) -> None:
    source = pictures.written(tmp_path, "source", photo()[:-5000])
    with pytest.raises(decoding.Refused, match=r"^beach\.jpg is damaged") as caught:
        decoding.render(source, tmp_path, "beach.jpg")
    assert caught.value.field == "file"


def test_a_page_hidden_behind_a_jpeg_is_dropped(tmp_path: Path) -> None:
    source = pictures.written(tmp_path, "source", photo(600, 400) + HTML)
    rendered = decoding.render(source, tmp_path, "beach.jpg")
    for each in rendered.variants:
        assert b"<script" not in (tmp_path / each.file_name).read_bytes()


def test_an_animation_of_ten_thousand_frames_is_read_to_its_first(tmp_path: Path) -> None:
    source = pictures.written(tmp_path, "source", pictures.long_gif(10_000))
    started = time.monotonic()
    rendered = decoding.render(source, tmp_path, "dance.gif")
    assert (rendered.width, rendered.height, rendered.source_format) == (1000, 1000, "GIF")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("kind", ["RGBA", "JPEG"])
def test_the_largest_pictures_fit_the_child(tmp_path: Path, kind: str) -> None:
    width, height = 4_190, 11_930
    if kind == "RGBA":
        image = Image.new("RGBA", (width, height), (200, 100, 50, 128))
        source = tmp_path / "source"
        image.save(source, "PNG", compress_level=1)
    else:
        image = Image.new("RGB", (width, height), (200, 100, 50))
        block = Image.Exif()
        block[0x0112] = 6
        content = saved(
            image, progressive=True, exif=block.tobytes(), icc_profile=pictures.profile()
        )
        source = pictures.written(tmp_path, "source", content)
    del image
    assert decoding.render(source, tmp_path, "large").variants[0].width > 900
    made = decoding.finish(source, tmp_path, "large")
    assert made.master is not None
    assert made.master.width * made.master.height == width * height


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        ("fill_memory", forking.OUT_OF_MEMORY),
        ("render", "the decoder ended with SIGSEGV"),
        ("no_such_function", "AttributeError"),
    ],
)
def test_a_child_that_ends_badly_says_why(children: None, function: str, reason: str) -> None:
    with pytest.raises(decoding.DecoderCrashed, match=reason):
        decoding.ask(function)


def test_a_child_cannot_fill_the_disk(tmp_path: Path, children: None) -> None:
    with pytest.raises(decoding.DecoderCrashed, match=r"SIGXFSZ|File too large"):
        decoding.ask("fill_disk", folder=str(tmp_path))


@pytest.mark.parametrize("function", ["sleep", "spin"])
def test_a_child_that_takes_too_long_is_killed(
    children: None, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    short = replace(forking.PHOTO, wall_seconds=0.5)
    started = time.monotonic()
    with pytest.raises(decoding.DecoderCrashed, match=forking.OUT_OF_TIME):
        decoding.ask(function, bounds=short)
    assert time.monotonic() - started < 5


def test_a_child_may_be_given_more_and_gives_way_for_it(children: None) -> None:
    usual, more = decoding.ask("bounds"), decoding.ask("bounds", bounds=forking.FILM)
    assert usual["memory"] == 1 << 30
    assert more["memory"] == 3 << 30
    assert more["cpu"] == 2400
    assert usual["niceness"] == os.nice(0) + 10
    assert more["niceness"] == 19


def test_a_child_ends_when_its_worker_was_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    program = (
        "from instaclone.media import decoding; decoding.CALLS = 'tests.media.children'; "
        f"decoding.ask('note_and_sleep', path={str(note)!r})"
    )
    worker = subprocess.Popen([sys.executable, "-c", program])
    until(note.exists)
    worker.kill()
    worker.wait()
    child = int(note.read_text())
    until(lambda: not psutil.pid_exists(child))


def until(is_so: Callable[[], bool]) -> None:
    """Wait for it; fails after ten seconds."""
    for _ in range(1000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to pass")


def test_a_child_knows_no_secrets(children: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    decoding.stop_decoder()
    assert decoding.ask("look_round", secret="SECRET_KEY") == {"found": False}
    assert os.environ["SECRET_KEY"] == "x" * 32


def test_a_child_that_lies_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "ask", lambda *_, **__: {"variants": [{"file_name": "../key"}]})
    with pytest.raises(decoding.DecoderCrashed, match="makes no sense"):
        decoding.render(tmp_path / "source", tmp_path, "beach.jpg")


def test_two_threads_decode_at_once(tmp_path: Path) -> None:
    source = pictures.written(tmp_path, "source", photo(600, 400))

    def work(number: int) -> int:
        folder = tmp_path / str(number)
        folder.mkdir()
        return decoding.render(source, folder, "beach.jpg").width

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(work, range(8))) == [600] * 8


def test_the_decoder_is_started_again_when_it_was_killed(tmp_path: Path) -> None:
    source = pictures.written(tmp_path, "source", photo(600, 400))
    decoding.render(source, tmp_path, "beach.jpg")
    for process in psutil.Process().children():
        if "instaclone.media.forking" in process.cmdline():
            process.kill()
    assert decoding.render(source, tmp_path, "beach.jpg").width == 600


def test_the_decoder_ends_with_the_worker() -> None:
    decoding.start_decoder()
    mine = [
        process
        for process in psutil.Process().children()
        if "instaclone.media.forking" in process.cmdline()
    ]
    assert len(mine) == 1
    decoding.stop_decoder()
    assert not mine[0].is_running()
