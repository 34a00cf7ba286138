"""A received picture becomes ready or failed, whatever happens on the way."""

import hashlib
import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import psutil
import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.errors import Unavailable
from instaclone.media import decoding, processing
from instaclone.media.models import FAILED, READY, RECEIVED
from instaclone.storage import objects
from instaclone.storage.choosing import storage
from tests.media import pictures
from tests.media.conftest import change, row, variants

Send = Callable[..., int]
Asked = list[tuple[str, int]]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A storage that cannot be reached any more."""

    def gone(*_: object) -> bytes:
        raise Unavailable("The storage cannot be reached.")

    monkeypatch.setattr(objects.ObjectStorage, "fetch", gone)


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder whose children end with SIGSEGV."""
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")


def test_a_picture_becomes_ready_with_its_variants(send: Send, worker_id: int) -> None:
    media_id = send(pictures.photo(1600, 1200))
    assert processing.process(media_id)
    made = row(media_id)
    assert (made.state, made.width, made.height, made.failure) == (READY, 1600, 1200, "")
    assert (made.attempts, made.worker_id) == (0, None)
    assert made.ready_at is not None
    assert made.placeholder.startswith("data:image/webp;base64,")
    assert len(made.perceptual_hash) == 16
    assert [(each.width, each.height) for each in variants(media_id)] == [
        (320, 240),
        (640, 480),
        (1080, 810),
    ]
    for each in variants(media_id):
        content = storage().read(each.key)
        assert each.key == f"v/{made.code}/{each.width}.webp"
        assert (each.bytes, each.content_type) == (len(content), "image/webp")
        assert each.sha256 == hashlib.sha256(content).hexdigest()


def test_what_must_follow_happens_in_the_same_transaction(send: Send) -> None:
    media_id = send()

    def refuse(session: Session, ready: int) -> None:
        assert ready == media_id
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        processing.process(media_id, refuse)
    assert (row(media_id).state, row(media_id).worker_id) == (RECEIVED, None)
    assert variants(media_id) == []


def test_a_second_call_finds_nothing_to_do(send: Send) -> None:
    media_id = send()
    assert processing.process(media_id)
    before = row(media_id)
    assert not processing.process(media_id)
    assert row(media_id) == before
    assert len(variants(media_id)) == 3
    assert not processing.process(987654)


def test_two_calls_at_once_make_one_set_of_variants(send: Send) -> None:
    media_id = send()
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda: results.append(processing.process(media_id)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, False, False, True]
    assert len(variants(media_id)) == 3


def test_a_bad_picture_fails_with_its_sentence_and_leaves_no_bytes(send: Send) -> None:
    media_id = send(pictures.photo()[:-5000])
    assert not processing.process(media_id)
    made = row(media_id)
    assert made.state == FAILED
    assert made.failure == "beach.jpg is damaged or incomplete. Choose another copy of it."
    assert (made.upload_key, made.worker_id) == (None, None)
    assert list(storage().keys()) == []


def test_a_picture_that_crashes_the_decoder_is_tried_three_times(
    send: Send, crashing: None, asked: Asked
) -> None:
    media_id = send()
    for attempt in (1, 2):
        asked.clear()
        assert not processing.process(media_id)
        made = row(media_id)
        assert (made.state, made.attempts, made.worker_id) == (RECEIVED, attempt, None)
        assert asked == [("media.process", media_id)]
    asked.clear()
    assert not processing.process(media_id)
    made = row(media_id)
    assert made.state == FAILED
    assert made.failure == (
        "beach.jpg could not be read after three attempts: the decoder ended with SIGSEGV."
    )
    assert asked == []
    assert not processing.process(media_id)


def test_a_picture_is_still_read_after_a_crash(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    media_id = send()
    with monkeypatch.context() as broken:
        broken.setattr(decoding, "CALLS", "tests.media.children")
        processing.process(media_id)
    assert processing.process(media_id)
    assert row(media_id).attempts == 0


def test_a_fault_of_ours_gives_the_picture_back(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = send()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(processing, "store", broken)
    with pytest.raises(ZeroDivisionError):
        processing.process(media_id)
    assert (row(media_id).state, row(media_id).worker_id) == (RECEIVED, None)


def test_a_storage_that_is_down_is_waited_for_without_counting(send: Send, away: None) -> None:
    media_id = send()
    for _ in range(5):
        assert not processing.process(media_id)
    made = row(media_id)
    assert (made.state, made.attempts, made.worker_id) == (RECEIVED, 0, None)


def test_a_storage_that_is_down_for_a_day_is_given_up(send: Send, away: None) -> None:
    media_id = send()
    change(media_id, received_at=clock.now() - timedelta(hours=25))
    processing.process(media_id)
    assert row(media_id).state == FAILED
    assert "the storage could not be reached for a day" in row(media_id).failure


def test_a_lost_upload_is_told(send: Send) -> None:
    media_id = send()
    storage().delete(row(media_id).upload_key or "")
    processing.process(media_id)
    assert row(media_id).failure == ("The upload of beach.jpg was lost. Choose it again.")


def test_a_deleted_picture_is_not_read(send: Send) -> None:
    media_id = send()
    change(media_id, deleted_at=clock.now())
    assert not processing.process(media_id)
    assert row(media_id).state == RECEIVED


def test_a_worker_that_was_thought_dead_writes_nothing(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = send()
    render = decoding.render

    def slow(*arguments):
        change(media_id, worker_id=None, state=RECEIVED)  # a sweep, meanwhile
        return render(*arguments)

    monkeypatch.setattr(decoding, "render", slow)
    assert not processing.process(media_id)
    assert row(media_id).state == RECEIVED
    assert variants(media_id) == []


def test_the_workplace_is_left_empty(send: Send, database) -> None:
    processing.process(send())
    processing.process(send(b"\xff\xd8\xff junk"))
    assert list(database.staging_dir.iterdir()) == []


def test_a_killed_decoder_costs_no_attempt(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    decoding.start_decoder()
    for process in psutil.Process().children():
        if "instaclone.media.forking" in process.cmdline():
            os.kill(process.pid, signal.SIGKILL)
    media_id = send()
    assert processing.process(media_id)
