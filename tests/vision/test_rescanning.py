"""Scanning again."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session, select, update

from instaclone import settings as settings_module
from instaclone.db.session import read, transact
from instaclone.jobs.queue import queue
from instaclone.settings import Settings
from instaclone.vision import rescanning, scanning, weights
from instaclone.vision.detector import ModelMissing
from instaclone.vision.models import DONE, FAILED, SCANNING, WAITING, Scan
from instaclone.vision.queries import scan_cards
from tests import make
from tests.vision.conftest import Sees, Shelf, scan_row, waiting_picture


@pytest.fixture
def present(database: Settings, tmp_path: Path):
    """Weights of known hash, as the present ones."""
    path = tmp_path / "own.pt"
    path.write_bytes(b"weights")
    with settings_module.using(replace(database, yolo_model=str(path))):
        yield weights.weights_hash(path)


def add(session: Session, state: str, weights_hash: str) -> int:
    picture = make.media(session)
    row = make.scan(session, picture, {"dog": 1})
    row.state, row.weights_hash, row.attempts, row.failure = state, weights_hash, 3, "x"
    session.flush()
    return row.media_id


def test_only_failed_scans_and_those_of_other_weights_are_set_back(present: str):
    with_present, with_other, failed, scanning_now = (
        transact(add, *values)
        for values in [(DONE, present), (DONE, "b" * 64), (FAILED, present), (SCANNING, "b" * 64)]
    )
    assert transact(rescanning.rescan) == 2
    states = {id_: scan_row(id_).state for id_ in (with_present, with_other, failed, scanning_now)}
    assert states == {
        with_present: DONE,
        with_other: WAITING,
        failed: WAITING,
        scanning_now: SCANNING,
    }
    assert (scan_row(failed).attempts, scan_row(failed).failure) == (0, "")
    assert queue().storage.queue_size() == 2


def test_everything_includes_what_the_present_weights_scanned(present: str):
    transact(add, DONE, present)
    transact(add, DONE, "b" * 64)
    assert transact(rescanning.rescan, everything=True) == 2


def test_one_picture_can_be_chosen(present: str):
    one, other = transact(add, DONE, present), transact(add, DONE, present)
    assert transact(rescanning.rescan, media_id=one) == 1
    assert (scan_row(one).state, scan_row(other).state) == (WAITING, DONE)


def test_without_weights_a_comparison_is_refused_with_the_way_out(database: Settings):
    with pytest.raises(ModelMissing, match="Put Ultralytics'"):
        transact(rescanning.rescan)


def test_the_queue_gets_only_the_first_batch(
    present: str, monkeypatch: pytest.MonkeyPatch, database: Settings
):
    monkeypatch.setattr(rescanning, "BATCH", 2)
    for _ in range(5):
        transact(add, FAILED, present)
    assert transact(rescanning.rescan) == 5
    assert queue().storage.queue_size() == 2
    waiting = read(lambda s: s.exec(select(Scan.media_id).where(Scan.state == WAITING)).all())
    assert len(waiting) == 5


def test_what_was_found_stays_until_it_is_replaced(sees: Sees, shelf: Shelf):
    media_id = transact(waiting_picture, shelf)
    scanning.scan(media_id)
    transact(rescanning.rescan, everything=True)
    assert [box.label for box in read(scan_cards, [media_id])[media_id].boxes] == [
        "person",
        "person",
        "bus",
    ]
    sees.labels = ("dog",)
    scanning.scan(media_id)
    assert [box.label for box in read(scan_cards, [media_id])[media_id].boxes] == ["dog"]


def test_a_failed_scan_has_three_tries_again(sees: Sees, shelf: Shelf):
    media_id = transact(waiting_picture, shelf)
    transact(lambda s: s.execute(update(Scan).values(state=FAILED, attempts=3)))
    transact(rescanning.rescan, everything=True)
    assert scanning.scan(media_id)
    assert scan_row(media_id).attempts == 1
