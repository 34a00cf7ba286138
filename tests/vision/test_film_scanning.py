"""A video is scanned one frame a second; what is found is told with the second it is seen."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.media import filming, intake, processing
from instaclone.settings import Settings
from instaclone.vision import (
    film_scanning,
    loading,
    queries,
    rejecting,
    scanning,
    summarising,
    yolo,
)
from instaclone.vision import jobs as vision_jobs
from instaclone.vision.detector import Found, Reading
from instaclone.vision.models import DONE, WAITING, Detection, LabelCount
from tests import make
from tests.video import material
from tests.vision.conftest import scan_row


class Brightness:
    """Sees a dog in every frame, two from the second on, and a cat in the last ones."""

    def __init__(self) -> None:
        self.frames = 0

    def read(self, image: bytes) -> Reading:
        self.frames += 1
        assert image.startswith(b"\xff\xd8")
        dogs = 1 if self.frames == 1 else 2
        found = [Found("dog", 0.9 - self.frames / 100, 0.1, 0.2, 0.3, 0.4) for _ in range(dogs)]
        if self.frames >= 3:
            found.append(Found("cat", 0.4 + self.frames / 100, 0.5, 0.5, 0.2, 0.2))
        return Reading(tuple(found), "told.pt", "a" * 64, 640, 10.0)


@pytest.fixture
def ana(worker_id: int) -> Viewer:
    """Somebody with a video."""
    return transact(make.user, "ana")


@pytest.fixture
def film_id(ana: Viewer, tmp_path: Path) -> int:
    """A ready video of four seconds whose scan waits."""
    path = material.film(tmp_path / "dogs.mov", "libx265", seconds=4, sound=None)
    media_id = intake.take(ana, path, path.name, videos=True)
    assert processing.process(media_id, scanning.ask, filming.make)
    return media_id


def detections(media_id: int) -> list[tuple[int | None, str]]:
    """What was found when."""
    wanted = select(Detection.at_ms, Detection.label).where(Detection.media_id == media_id)
    ordered = wanted.order_by(col(Detection.position))
    return [(at_ms, label) for at_ms, label in read(lambda session: session.exec(ordered).all())]


def counts(media_id: int) -> dict[str, int]:
    """How many of each label."""
    wanted = select(LabelCount.label, LabelCount.count).where(LabelCount.media_id == media_id)
    rows = read(lambda session: session.exec(wanted).all())
    return {row[0]: row[1] for row in rows}


def test_each_second_is_scanned_and_the_most_at_once_are_counted(film_id: int):
    with loading.use(Brightness()):
        assert scanning.scan(film_id, film_scanning.look)
    assert detections(film_id) == [
        (0, "dog"),
        (1000, "dog"),
        (1000, "dog"),
        (2000, "dog"),
        (2000, "dog"),
        (2000, "cat"),
        (3000, "dog"),
        (3000, "dog"),
        (3000, "cat"),
    ]
    assert counts(film_id) == {"dog": 2}  # of the cat it is not sure enough
    assert (scan_row(film_id).state, scan_row(film_id).took_ms) == (DONE, 40.0)


def test_a_label_is_told_once_with_the_second_it_is_seen_first(film_id: int):
    with loading.use(Brightness()):
        assert scanning.scan(film_id, film_scanning.look)
    assert [box.label for box in read(queries.scan_cards, [film_id])[film_id].boxes] == ["dog"]
    card = read(lambda session: queries.scan_cards(session, [film_id], is_own=True))[film_id]
    assert [(box.label, box.percent, box.moment, box.second) for box in card.boxes] == [
        ("dog", 89, "0:00", 0.0),
        ("cat", 44, "0:02", 2.0),
    ]
    assert card.summary == "2 dogs, perhaps a cat (44 %)"
    assert read(summarising.summaries, [film_id]) == {film_id: card.summary}
    assert [(label.label, label.count) for label in card.labels] == [("dog", 2), ("cat", 1)]


def test_a_rejected_label_counts_no_more_and_comes_back_as_it_was(ana: Viewer, film_id: int):
    with loading.use(Brightness()):
        assert scanning.scan(film_id, film_scanning.look)
    transact(rejecting.reject, ana, film_id, "cat")
    assert counts(film_id) == {"dog": 2}
    transact(rejecting.restore, ana, film_id, "cat")
    assert counts(film_id) == {"dog": 2}  # of the cat it is not sure enough


def test_a_videos_scan_goes_into_the_lane_of_what_takes_minutes(
    film_id: int, monkeypatch: pytest.MonkeyPatch
):
    handed_on: list[tuple[str, int]] = []
    monkeypatch.setattr(vision_jobs, "enqueue", lambda *job: handed_on.append(job))
    vision_jobs.scan(film_id)
    assert handed_on == [("vision.scan_film", film_id)]
    assert scan_row(film_id).state == WAITING


def test_the_real_model_says_when_the_dog_is_seen(
    database: Settings, ana: Viewer, shared: Path, tmp_path: Path
):
    """A film that stands on grey for two seconds and then moves over the photo of a dog."""
    weights = shared / "models" / "yolov8n.pt"
    if not weights.exists():
        pytest.skip("the model's weights are not here")
    path = material.over_photo(tmp_path / "dog.mp4", shared / "photos" / "dog.jpg", 2, 3)
    media_id = intake.take(ana, path, path.name, videos=True)
    assert processing.process(media_id, scanning.ask, filming.make)
    with loading.use(yolo.load(weights, tmp_path / "yolo", 1)):
        assert scanning.scan(media_id, film_scanning.look)
    seen = {box.label: box.moment for box in read(queries.scan_cards, [media_id])[media_id].boxes}
    assert seen["dog"] == "0:02"
