"""What is asked for is done once, after the commit, over SQLite and over Redis alike."""

import os
from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.db.session import transact
from instaclone.jobs.queue import enqueue, enqueue_later, queue, slow_queue
from instaclone.jobs.registry import JOBS
from instaclone.settings import settings

REDIS = os.environ.get("TEST_REDIS_URL")


@pytest.fixture(params=["sqlite", "redis"])
def done(request, tmp_path, monkeypatch: pytest.MonkeyPatch):
    """An empty queue, and what the job `test.note` was given."""
    if request.param == "redis" and not REDIS:
        pytest.skip("Redis: TEST_REDIS_URL is not set; bin/test sets it where redis-server is")
    noted: list[object] = []
    monkeypatch.setitem(JOBS, "test.note", noted.append)
    url = REDIS if request.param == "redis" else None
    with settings_module.using(replace(settings(), data_dir=tmp_path, redis_url=url)):
        queue().flush()
        slow_queue().flush()
        yield noted


def work() -> None:
    """Do what stands in the queue now."""
    for _ in range(len(queue().pending())):
        queue().execute(queue().dequeue())


def test_an_enqueued_job_is_done_once(done):
    enqueue("test.note", 5)
    work()
    work()
    assert done == [5]


def test_jobs_are_done_in_the_order_they_were_asked_for(done):
    for number in range(3):
        enqueue("test.note", number)
    work()
    assert done == [0, 1, 2]


def test_what_takes_minutes_waits_in_a_lane_of_its_own(done, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(JOBS, "media.process_film", done.append)
    enqueue("media.process_film", 1)
    enqueue("test.note", 2)
    work()
    assert done == [2]
    assert len(slow_queue().pending()) == 1
    slow_queue().execute(slow_queue().dequeue())
    assert done == [2, 1]


def test_a_job_left_for_later_is_asked_for_after_the_commit(done, database):
    def act(session: Session) -> int:
        enqueue_later(session, "test.note", 1)
        return len(queue().pending())

    assert transact(act) == 0
    assert len(queue().pending()) == 1


def test_a_job_left_for_later_is_forgotten_with_a_rollback(done, database):
    def act(session: Session) -> None:
        enqueue_later(session, "test.note", 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transact(act)
    assert len(queue().pending()) == 0
