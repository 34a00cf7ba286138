"""A received video becomes ready: poster, films, master; whatever happens on the way."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.media import (
    baking,
    decoding,
    developing,
    facts,
    film_baking,
    filming,
    intake,
    jobs,
    limits,
    mastering,
    processing,
    queries,
    sweeping,
)
from instaclone.media.models import FAILED, PROCESSING, READY, RECEIVED, SOURCE, VIDEO, Media
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Area, Cover, Recipe
from instaclone.storage.choosing import storage
from instaclone.video import films
from tests.media.conftest import change, row, variants
from tests.video import material

Take = Callable[..., int]


@pytest.fixture
def take(ana: Viewer, tmp_path: Path) -> Take:
    """Take a film in as ana's; the id of its row."""

    def take_in(path: Path | None = None) -> int:
        source = path or material.film(tmp_path / "beach.mov", "libx265", is_marked=True)
        return intake.take(ana, source, source.name, videos=True)

    return take_in


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A film of 1080p, short and quickly made."""
    return material.film(tmp_path / "large.mp4", width=1920, height=1080, seconds=0.4, sound=None)


def made(media_id: int) -> list[tuple[str, int, int]]:
    """What is stored of a video: type, width, height."""
    return [(each.content_type, each.width, each.height) for each in variants(media_id)]


def stored(media_id: int, tmp_path: Path, width: int, role: str = "") -> Path:
    """A film of a video, as it is served."""
    for each in variants(media_id):
        if (each.content_type, each.width, each.role) == ("video/mp4", width, role):
            path = tmp_path / "stored.mp4"
            storage().fetch(each.key, path)
            return path
    raise AssertionError("there is no such film")


def test_a_video_becomes_ready_with_its_poster_and_its_film(take: Take, tmp_path: Path) -> None:
    media_id = take()
    assert processing.process(media_id, None, filming.make)
    done = row(media_id)
    assert (done.kind, done.state, done.failure, done.worker_id) == (VIDEO, READY, "", None)
    assert (done.width, done.height, done.duration_ms, done.has_audio) == (320, 180, 2000, True)
    assert done.placeholder.startswith("data:image/webp;base64,")
    assert sorted(made(media_id)) == [("image/webp", 320, 180), ("video/mp4", 320, 180)]
    card = read(queries.picture_cards, [media_id])[media_id]
    assert card.kind == "video"
    assert ".webp" in card.src
    assert ".mp4" in card.video
    assert material.MARKER.encode() not in stored(media_id, tmp_path, 320).read_bytes()


def test_what_a_film_told_is_known_to_its_owner_and_goes_no_further(
    take: Take, tmp_path: Path
) -> None:
    media_id = take(material.film(tmp_path / "beach.mp4", "libx265", is_marked=True))
    assert processing.process(media_id, None, filming.make)
    done = row(media_id)
    known = facts.from_text(done.facts)
    assert {facts.GPS, facts.COMMENT, facts.TAKEN} <= set(known.metadata)
    assert (known.width, known.height, known.duration_ms) == (320, 180, 2000)
    assert known.took_ms > 0
    assert (done.latitude, done.longitude) == (48.86, 2.29)


def test_its_poster_is_seen_while_its_film_is_made(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = take()
    seen: list[tuple[str, int, int]] = []

    def make(*_: object) -> None:
        seen.extend(made(media_id))
        assert row(media_id).state == PROCESSING
        assert row(media_id).duration_ms == 2000
        raise decoding.DecoderCrashed("gone")

    monkeypatch.setattr(developing, "make", make)
    for number in (1, 2, 3):
        assert not processing.process(media_id, None, filming.make)
        assert row(media_id).state == (RECEIVED if number < 3 else FAILED)
    assert seen == [("image/webp", 320, 180)] * 3
    assert row(media_id).failure.startswith("beach.mov could not be read after three attempts")


def test_how_far_it_is_is_told(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filming, "SECONDS", 0.01)
    media_id = take()
    told: list[int] = []
    waiting = threading.Event()

    def make(_: Path, folder: Path, *_rest: object) -> None:
        (folder / "progress").write_text("43")
        for _round in range(500):
            if row(media_id).progress == 43:
                break
            waiting.wait(0.01)
        told.append(row(media_id).progress)
        raise decoding.DecoderCrashed("gone")

    monkeypatch.setattr(developing, "make", make)
    processing.process(media_id, None, filming.make)
    assert told == [43]
    # The next try begins at the beginning.
    monkeypatch.setattr(developing, "make", lambda *_: told.append(row(media_id).progress))
    with pytest.raises(AttributeError):
        processing.process(media_id, None, filming.make)
    assert told == [43, 0]


def test_what_is_refused_says_why_by_its_name(take: Take, tmp_path: Path) -> None:
    whole = material.film(tmp_path / "a.mp4").read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) // 2])
    media_id = take(cut)
    assert not processing.process(media_id, None, filming.make)
    assert row(media_id).state == FAILED
    assert row(media_id).failure == ("cut.mp4 is damaged or incomplete. Choose another copy of it.")
    alone = take(material.sound_alone(tmp_path / "song.mp4"))
    assert not processing.process(alone, None, filming.make)
    assert row(alone).failure == "song.mp4 has sound and no picture. Choose a video."


def test_a_large_film_is_made_in_two_sizes_and_keeps_its_master(
    take: Take, large: Path, tmp_path: Path
) -> None:
    media_id = take(large)
    assert processing.process(media_id, None, filming.make)
    assert mastering.finish(media_id, filming.finish)
    assert [each for each in made(media_id) if each[0] == "video/mp4"] == [
        ("video/mp4", 1280, 720),
        ("video/mp4", 1920, 1080),
    ]
    done = row(media_id)
    assert done.master_key == f"m/{done.code}.mkv"
    assert done.upload_key is None
    master = tmp_path / "master.mkv"
    storage().fetch(done.master_key or "", master)
    assert master.stat().st_size == done.master_bytes
    found = films.probe(master, "master.mkv")
    assert (found.width, found.height, found.video_codec) == (1920, 1080, "h264")
    card = read(queries.picture_cards, [media_id])[media_id]
    assert "720.mp4" in card.video
    assert "1080.mp4" in card.video_large


def test_a_finished_film_is_finished_once(take: Take) -> None:
    media_id = take()
    assert processing.process(media_id, None, filming.make)
    assert mastering.finish(media_id, filming.finish)
    before = made(media_id)
    assert not mastering.finish(media_id, filming.finish)
    assert made(media_id) == before


def baked(media_id: int, recipe: Recipe) -> bool:
    """Whether the edit of a finished video was made."""

    def ask(session: Session) -> None:
        picture = session.get(Media, media_id)
        assert picture
        baking.ask(session, picture, recipes.to_text(recipe))

    transact(ask)
    return baking.bake(media_id, lambda *_: True, lambda *_: None, film_baking.make, VIDEO)


def test_a_film_is_trimmed_and_muted_and_can_be_whole_again(take: Take, tmp_path: Path) -> None:
    media_id = take()
    assert processing.process(media_id, None, filming.make)
    assert mastering.finish(media_id, filming.finish)
    assert baked(media_id, Recipe(start_ms=500, end_ms=1500, is_muted=True, poster_ms=900))
    done = row(media_id)
    assert (done.duration_ms, done.has_audio, done.revision) == (1000, False, 1)
    served = films.probe(stored(media_id, tmp_path, 320), "served")
    assert (served.duration_ms, served.audio_codec) == (1000, "")
    kept = films.probe(stored(media_id, tmp_path, 320, SOURCE), "kept")
    assert (kept.duration_ms, kept.audio_codec) == (2000, "aac")
    assert baked(media_id, Recipe())
    assert (row(media_id).duration_ms, row(media_id).has_audio) == (2000, True)
    assert len(made(media_id)) == 2


def test_a_film_cannot_be_covered_and_says_so(take: Take) -> None:
    media_id = take()
    assert processing.process(media_id, None, filming.make)
    assert mastering.finish(media_id, filming.finish)
    assert not baked(media_id, Recipe(covers=(Cover(Area(0.1, 0.1, 0.2, 0.2)),)))
    assert "cannot be covered" in row(media_id).bake_failure
    assert not baked(media_id, Recipe(start_ms=1900))
    assert "Choose at least half a second" in row(media_id).bake_failure


def test_films_go_into_the_lane_of_what_takes_minutes(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = take()
    handed_on: list[tuple[str, int]] = []
    monkeypatch.setattr(jobs, "enqueue", lambda *job: handed_on.append(job))
    jobs.process(media_id)
    jobs.finish(media_id)
    jobs.bake(media_id)
    assert [name for name, _ in handed_on] == [
        "media.process_film",
        "media.finish_film",
        "media.bake_film",
    ]
    assert row(media_id).state == RECEIVED


def test_a_film_whose_worker_died_is_tried_again_three_times(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = take()
    for number in (1, 2, 3):
        change(media_id, state=PROCESSING, worker_id=10**6, attempts=number, progress=50)
        assert sweeping.give_back() == 1
        assert row(media_id).state == (RECEIVED if number < limits.TRIES else FAILED)
    assert "the worker stopped each time" in row(media_id).failure


def test_a_decoder_that_is_killed_costs_one_try(take: Take, tmp_path: Path) -> None:
    media_id = take(material.film(tmp_path / "long.mov", "libx265", seconds=20))

    def kill() -> None:
        for _ in range(2000):
            with contextlib.suppress(psutil.NoSuchProcess):  # others come and go meanwhile
                decoders = [
                    each
                    for each in psutil.Process().children(recursive=True)
                    if each.nice() == 19 and each.status() != psutil.STATUS_ZOMBIE
                ]
                if row(media_id).duration_ms and decoders:
                    decoders[-1].kill()
                    return
            threading.Event().wait(0.005)

    killer = threading.Thread(target=kill)
    killer.start()
    is_done = processing.process(media_id, None, filming.make)
    killer.join()
    assert not is_done
    assert (row(media_id).state, row(media_id).attempts) == (RECEIVED, 1)
    assert processing.process(media_id, None, filming.make)
    assert row(media_id).state == READY
