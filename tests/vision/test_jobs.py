"""What the sweeps find: scans of dead workers, and scans the queue lost."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, update

from instaclone import clock
from instaclone.db.session import transact
from instaclone.jobs import working
from instaclone.jobs.models import Worker
from instaclone.jobs.queue import queue
from instaclone.jobs.registry import JOBS, SWEEPS
from instaclone.media import holding
from instaclone.vision import jobs, loading, scanning
from instaclone.vision.models import DONE, FAILED, SCANNING, WAITING, Scan
from tests.vision.conftest import Sees, Shelf, scan_row, waiting_picture

NOBODY = 987654321


class Clockwork:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clockwork(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    made = Clockwork()
    monkeypatch.setattr(jobs, "_lost", jobs._Patience(made))
    return made


def hold(media_id: int, worker_id: int, attempts: int) -> None:
    """Leave the row as a worker does that is killed while it scans."""
    values = {"state": SCANNING, "worker_id": worker_id, "attempts": attempts}
    chosen = col(Scan.media_id) == media_id
    transact(lambda s: s.execute(update(Scan).where(chosen).values(**values)))


def size() -> int:
    return queue().storage.queue_size()  # pyright: ignore[reportReturnType]


def test_the_room_declares_its_job_and_sweeps():
    assert JOBS["vision.scan"] is jobs.scan
    assert {"vision.free", "vision.find"} <= {sweep.name for sweep in SWEEPS}


def test_what_a_dead_worker_held_is_scanned_by_another(sees: Sees, media_id: int):
    hold(media_id, NOBODY, attempts=1)
    assert not scanning.scan(media_id)
    jobs.free()
    row = scan_row(media_id)
    assert (row.state, row.worker_id, row.attempts, size()) == (WAITING, None, 1, 1)
    jobs.scan(media_id)
    assert (scan_row(media_id).state, scan_row(media_id).attempts) == (DONE, 2)


def test_a_picture_that_kills_three_workers_is_failed_with_its_reason(sees: Sees, media_id: int):
    hold(media_id, NOBODY, attempts=3)
    jobs.free()
    row = scan_row(media_id)
    assert (row.state, row.worker_id, size()) == (FAILED, None, 0)
    assert row.failure == "The scanner stopped 3 times while it read this picture."


def test_what_a_living_worker_holds_is_left_to_it(sees: Sees, media_id: int, worker_id: int):
    hold(media_id, transact(working.register), attempts=1)
    assert jobs.free() == 0
    hold(media_id, worker_id, attempts=1)
    with holding.at_work(media_id):
        assert jobs.free() == 0
    assert scan_row(media_id).state == SCANNING


def test_a_scan_whose_result_could_not_be_written_is_given_back_by_its_own_worker(
    sees: Sees, media_id: int, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> bool:
        raise OperationalError("INSERT", {}, Exception("Lock wait timeout exceeded"))

    with monkeypatch.context() as patched:
        patched.setattr(scanning, "recount", broken)
        with pytest.raises(OperationalError):
            scanning.scan(media_id)
    assert scan_row(media_id).state == SCANNING
    assert jobs.free() == 1
    assert (scan_row(media_id).state, scan_row(media_id).worker_id) == (WAITING, None)
    assert scanning.scan(media_id)


def test_a_scan_that_runs_is_not_taken_from_itself_after_the_machine_slept(
    sees: Sees, media_id: int
):
    def sleep() -> None:
        long_ago = clock.now() - timedelta(hours=1)
        transact(lambda s: s.execute(update(Worker).values(beat_at=long_ago)))
        assert jobs.free() == 0

    sees.before = sleep
    assert scanning.scan(media_id)
    assert sees.reads == 1


def test_a_scan_the_queue_lost_is_found_after_ten_seconds(
    sees: Sees, media_id: int, clockwork: Clockwork
):
    jobs.find()
    assert size() == 0
    clockwork.now += 10
    jobs.find()
    assert size() == 1


def test_a_scan_that_was_asked_for_again_is_given_time(
    sees: Sees, media_id: int, clockwork: Clockwork
):
    jobs.find()
    for seconds, expected in ((10, 1), (5, 1), (50, 1), (10, 2)):
        clockwork.now += seconds
        jobs.find()
        assert size() == expected


def test_done_scans_are_not_asked_for(sees: Sees, media_id: int, clockwork: Clockwork):
    scanning.scan(media_id)
    jobs.find()
    clockwork.now += 60
    jobs.find()
    assert size() == 0


def test_a_full_queue_is_not_filled_further(
    sees: Sees, shelf: Shelf, clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(jobs, "BATCH", 3)
    for _ in range(8):
        transact(waiting_picture, shelf)
    jobs.find()
    for _ in range(3):
        clockwork.now += 10
        jobs.find()
    assert size() == 3


def test_scans_wait_quietly_until_the_model_appears(
    sees: Sees, media_id: int, clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loading, "is_to_be_had", lambda: False)
    for _ in range(5):
        clockwork.now += 10
        jobs.find()
    assert size() == 0
    monkeypatch.setattr(loading, "is_to_be_had", lambda: True)
    jobs.find()
    clockwork.now += 10
    jobs.find()
    assert size() == 1
