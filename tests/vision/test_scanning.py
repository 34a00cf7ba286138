"""Scanning: one set of rows whatever happens, three tries, and waiting for the model."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, col, select, update

from instaclone import clock, errors
from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.jobs.models import Worker
from instaclone.media.models import FAILED as MEDIA_FAILED
from instaclone.media.models import Media, Variant
from instaclone.settings import Settings
from instaclone.storage import choosing
from instaclone.vision import jobs, loading, scanning
from instaclone.vision.detector import ModelMissing
from instaclone.vision.models import DONE, FAILED, SCANNING, WAITING, Detection, LabelCount, Scan
from tests import make
from tests.vision.conftest import Sees, Shelf, scan_row, waiting_picture


def labels(media_id: int) -> list[str]:
    statement = select(Detection.label).where(Detection.media_id == media_id)
    rows = read(lambda session: session.exec(statement.order_by(col(Detection.position))).all())
    return list(rows)


def counts(media_id: int) -> dict[str, int]:
    statement = select(LabelCount).where(LabelCount.media_id == media_id)
    rows = read(lambda session: session.exec(statement).all())
    return {row.label: row.count for row in rows}


def raising(error: Exception):
    def fail() -> None:
        raise error

    return fail


def test_a_scan_writes_what_was_found_and_with_what(sees: Sees, media_id: int):
    assert scanning.scan(media_id)
    row = scan_row(media_id)
    assert (row.state, row.failure, row.worker_id, row.attempts) == (DONE, "", None, 1)
    assert (row.model, row.weights_hash, row.input_size) == ("told.pt", "a" * 64, 640)
    assert row.took_ms == 12.5
    assert row.scanned_at
    assert labels(media_id) == ["person", "person", "bus"]
    assert counts(media_id) == {"person": 2, "bus": 1}


def test_the_bytes_come_from_the_storage_that_is_chosen(sees: Sees, database: Settings):
    def stored(session: Session) -> tuple[int, str]:
        picture = make.media(session)
        assert picture.id
        scanning.ask(session, picture.id)
        return picture.id, f"v/{picture.code}/1080.webp"

    media_id, key = transact(stored)
    choosing.storage().put(key, b"the rendition")
    assert scanning.read_bytes(media_id) == b"the rendition"
    assert scanning.scan(media_id)


def test_a_box_is_stored_as_shares_of_the_picture(sees: Sees, media_id: int):
    scanning.scan(media_id)
    first = read(lambda session: session.exec(select(Detection)).first())
    assert first
    assert (first.left, first.top, first.width, first.height) == (0.1, 0.2, 0.3, 0.4)
    assert first.confidence == 0.9


def test_asking_twice_makes_one_row(session: Session):
    picture = make.media(session)
    assert picture.id
    assert scanning.ask(session, picture.id)
    assert not scanning.ask(session, picture.id)
    assert len(session.exec(select(Scan)).all()) == 1


def test_a_job_that_runs_twice_scans_once(sees: Sees, media_id: int):
    assert scanning.scan(media_id)
    assert not scanning.scan(media_id)
    assert sees.reads == 1
    assert len(labels(media_id)) == 3


def test_two_threads_on_one_picture_write_one_set_of_rows(sees: Sees, media_id: int):
    start = threading.Barrier(2)

    def both() -> bool:
        start.wait()
        return scanning.scan(media_id)

    with ThreadPoolExecutor(2) as pool:
        results = [future.result() for future in [pool.submit(both) for _ in range(2)]]
    assert sorted(results) == [False, True]
    assert sees.reads == 1
    assert len(labels(media_id)) == 3


def test_a_picture_that_is_gone_is_left_alone(sees: Sees, media_id: int):
    assert not scanning.scan(media_id + 1000)


@pytest.mark.parametrize("values", [{"deleted_at": clock.now()}, {"state": MEDIA_FAILED}])
def test_a_deleted_or_failed_picture_is_not_scanned(sees: Sees, media_id: int, values: dict):
    transact(lambda s: s.execute(update(Media).values(**values)))
    assert not scanning.scan(media_id)
    assert sees.reads == 0
    assert scan_row(media_id).state == WAITING


def test_the_row_says_scanning_while_the_model_runs(sees: Sees, media_id: int, worker_id: int):
    during = []
    sees.before = lambda: during.append(scan_row(media_id))
    scanning.scan(media_id)
    assert (during[0].state, during[0].worker_id, during[0].attempts) == (SCANNING, worker_id, 1)


def test_every_change_is_announced_after_it_is_committed(
    sees: Sees, media_id: int, monkeypatch: pytest.MonkeyPatch
):
    heard = []
    monkeypatch.setattr(
        "instaclone.live.bus.publish", lambda topic: heard.append((topic, scan_row(media_id).state))
    )
    scanning.scan(media_id)
    assert heard == [(f"media:{media_id}", SCANNING), (f"media:{media_id}", DONE)]


def test_a_failing_picture_is_tried_three_times_then_failed_with_its_reason(
    sees: Sees, media_id: int
):
    sees.before = raising(errors.Invalid("The stored picture cannot be decoded."))
    states = []
    for _ in range(4):
        assert not scanning.scan(media_id)
        states.append(scan_row(media_id).state)
    assert states == [WAITING, WAITING, FAILED, FAILED]
    assert sees.reads == 3
    assert scan_row(media_id).failure == "The stored picture cannot be decoded."


def test_an_unforeseen_error_is_not_shown_to_people(sees: Sees, media_id: int):
    sees.before = raising(RuntimeError("/srv/secret/path"))
    for _ in range(3):
        scanning.scan(media_id)
    failure = scan_row(media_id).failure
    assert "RuntimeError" in failure
    assert "secret" not in failure


def test_a_picture_whose_bytes_are_gone_fails_with_its_reason(sees: Sees, media_id: int):
    transact(lambda s: [s.delete(row) for row in s.exec(select(Variant)).all()])
    for _ in range(3):
        scanning.scan(media_id)
    assert scan_row(media_id).failure == "The picture's renditions are gone."


def test_a_storage_that_is_down_costs_no_try(sees: Sees, media_id: int, shelf: Shelf):
    shelf.is_down = True
    assert not scanning.scan(media_id)
    row = scan_row(media_id)
    assert (row.state, row.attempts, row.worker_id) == (WAITING, 0, None)
    shelf.is_down = False
    assert scanning.scan(media_id)


def test_a_scan_waits_for_its_model_without_losing_tries(
    sees: Sees, media_id: int, monkeypatch: pytest.MonkeyPatch
):
    def missing():
        raise ModelMissing("Put it there.")

    monkeypatch.setattr(loading, "detector", missing)
    for _ in range(5):
        assert not scanning.scan(media_id)
    row = scan_row(media_id)
    assert (row.state, row.attempts, row.failure) == (WAITING, 0, "")
    monkeypatch.undo()
    with loading.use(sees):
        monkeypatch.setattr(scanning, "read_bytes", lambda _: b"picture")
        assert scanning.scan(media_id)


def test_a_model_that_vanishes_while_reading_costs_no_try(sees: Sees, media_id: int):
    sees.before = raising(ModelMissing("Gone."))
    for _ in range(4):
        assert not scanning.scan(media_id)
    row = scan_row(media_id)
    assert (row.state, row.attempts, row.worker_id) == (WAITING, 0, None)


def test_a_worker_thought_dead_cannot_write_over_its_successor(sees: Sees, media_id: int):
    def lose_the_row() -> None:
        sees.before = lambda: None
        transact(lambda s: s.execute(update(Worker).values(beat_at=clock.now().replace(year=2020))))
        mine = dict(working._me)
        working._me.clear()  # as another process sees it
        assert jobs.free() == 1
        working._me.update(mine)
        transact(working.beat, working.me(), "")
        sees.labels = ("dog",)
        assert scanning.scan(media_id)
        sees.labels = ("person", "bus")

    sees.before = lose_the_row
    assert not scanning.scan(media_id)
    assert labels(media_id) == ["dog"]
    assert counts(media_id) == {"dog": 1}


def test_the_widest_rendition_up_to_1080_px_is_read(session: Session):
    picture = make.media(session)
    assert picture.id
    for width in (320, 640, 2048):
        session.add(variant(picture, width))
    session.flush()
    assert scanning.scanned_key(session, picture.id) == f"v/{picture.code}/1080.webp"


def test_a_small_picture_is_read_at_its_own_size(session: Session):
    picture = make.media(session)
    assert picture.id
    session.exec(select(Variant)).one().width = 300
    session.flush()
    assert scanning.scanned_key(session, picture.id) == f"v/{picture.code}/1080.webp"


def test_where_all_renditions_are_wider_the_narrowest_is_read(session: Session):
    picture = make.media(session)
    assert picture.id
    session.exec(select(Variant)).one().width = 3000
    session.add(variant(picture, 2048))
    session.flush()
    assert scanning.scanned_key(session, picture.id) == f"v/{picture.code}/2048.webp"


def variant(picture: Media, width: int) -> Variant:
    assert picture.id
    return Variant(
        media_id=picture.id,
        key=f"v/{picture.code}/{width}.webp",
        content_type="image/webp",
        width=width,
        height=width,
        bytes=3,
        sha256="0" * 64,
    )


def test_twenty_waiting_pictures_are_each_scanned_once_by_four_threads(sees: Sees, shelf: Shelf):
    ids = transact(lambda s: [waiting_picture(s, shelf) for _ in range(20)])
    with ThreadPoolExecutor(4) as pool:
        finished = list(pool.map(scanning.scan, ids * 2))
    assert sum(finished) == sees.reads == 20
    assert all(len(labels(media_id)) == 3 for media_id in ids)


def test_what_is_covered_while_it_is_read_is_not_told_of(sees: Sees, media_id: int):
    def cover(session: Session) -> None:
        session.execute(update(Media).where(col(Media.id) == media_id).values(revision=1))
        scanning.ask_anew(session, media_id)

    def cover_and_read_again() -> None:
        # By another thread of this worker: its try has the same worker and number.
        transact(cover)
        assert transact(scanning._claim, media_id, working.me())

    sees.before = cover_and_read_again
    assert not scanning.scan(media_id)
    assert labels(media_id) == []
    assert scan_row(media_id).state == SCANNING
