"""What dead workers, a lost queue and forgotten uploads leave behind is found."""

import os
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from instaclone import clock
from instaclone.db.session import transact
from instaclone.jobs import working
from instaclone.media import holding, mastering, processing, sweeping
from instaclone.media.models import FAILED, PROCESSING, READY, RECEIVED
from instaclone.posts.models import PostMedia
from instaclone.settings import Settings
from instaclone.storage.choosing import storage
from tests import make
from tests.media import pictures
from tests.media.conftest import change, row, variants

Send = Callable[..., int]
Asked = list[tuple[str, int]]
IN_USE = (select(PostMedia.media_id),)
DEAD = 987_654


def test_what_a_dead_worker_held_is_given_back_and_read(send: Send, asked: Asked) -> None:
    media_id = send()
    change(media_id, state=PROCESSING, worker_id=DEAD, attempts=1)
    asked.clear()
    assert sweeping.give_back() == 1
    assert (row(media_id).state, row(media_id).worker_id) == (RECEIVED, None)
    assert asked == [("media.process", media_id)]
    assert processing.process(media_id)


def test_what_three_workers_died_of_is_failed(send: Send, asked: Asked) -> None:
    media_id = send()
    change(media_id, state=PROCESSING, worker_id=DEAD, attempts=3)
    asked.clear()
    assert sweeping.give_back() == 1
    assert row(media_id).state == FAILED
    assert row(media_id).failure == (
        "beach.jpg could not be read after three attempts: the worker stopped each time."
    )
    assert asked == []
    assert sweeping.drop_deleted() == 1
    assert list(storage().keys()) == []


def test_what_a_living_worker_holds_stays_with_it(send: Send, worker_id: int) -> None:
    media_id = send()
    change(media_id, state=PROCESSING, worker_id=worker_id, attempts=1)
    with holding.at_work(media_id):
        assert sweeping.give_back() == 0
    other = transact(working.register)
    change(media_id, worker_id=other)
    assert sweeping.give_back() == 0
    assert row(media_id).worker_id == other


def test_what_this_worker_forgot_is_given_back(
    send: Send, worker_id: int, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id = send()
    change(media_id, state=PROCESSING, worker_id=worker_id, attempts=1)
    assert sweeping.give_back() == 1  # no thread of this process works on it
    assert row(media_id).state == RECEIVED


def test_a_picture_half_finished_by_a_dead_worker_is_finished(send: Send, asked: Asked) -> None:
    media_id = send()
    processing.process(media_id)
    change(media_id, worker_id=DEAD, attempts=1, ready_at=clock.now() - timedelta(minutes=1))
    assert sweeping.give_back() == 1
    asked.clear()
    sweeping.ask_again()
    assert asked == [("media.finish", media_id)]
    assert mastering.finish(media_id)


def test_a_picture_the_queue_lost_is_asked_for_again_but_not_too_often(
    send: Send, asked: Asked
) -> None:
    media_id = send()
    asked.clear()
    assert sweeping.ask_again() == 0  # it has come just now
    change(media_id, received_at=clock.now() - timedelta(seconds=11))
    assert sweeping.ask_again() == 1
    assert sweeping.ask_again() == 0
    assert asked == [("media.process", media_id)]


def test_it_is_asked_for_once_more_when_that_is_lost_too(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(send(), received_at=clock.now() - timedelta(seconds=11))
    assert sweeping.ask_again() == 1
    later = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sweeping.ask_again() == 1


def test_nobody_asks_for_what_is_held_deleted_or_done(
    send: Send, asked: Asked, worker_id: int
) -> None:
    long_ago = clock.now() - timedelta(hours=1)
    held, deleted, done = send(), send(), send()
    change(held, received_at=long_ago, state=PROCESSING, worker_id=worker_id)
    change(deleted, received_at=long_ago, deleted_at=clock.now())
    processing.process(done)
    mastering.finish(done)
    change(done, received_at=long_ago, ready_at=long_ago)
    asked.clear()
    assert sweeping.ask_again() == 0
    assert asked == []


def test_the_sweeps_of_every_few_seconds_read_no_picture_that_is_finished(
    session: Session,
) -> None:
    owner = make.user(session)
    for _ in range(100):
        make.media(session, owner)
    now = clock.now()
    for look, index in (
        (lambda: sweeping._unread(session, now), "ix_media_state_upload_key"),
        (lambda: sweeping._unfinished(session, now), "ix_media_state_upload_key"),
        (lambda: sweeping._leftover(session), ""),
        (lambda: sweeping._held_by_the_dead_or(session, 1), "ix_media_worker_id"),
    ):
        found = plans(session, look)
        assert all(index in plan for plan in found)
        if not index:  # that of the deleted or of the failed, never that of the held
            assert not any("ix_media_worker_id" in plan or "SCAN" in plan for plan in found)


def plans(session: Session, act: Callable[[], object]) -> list[str]:
    """How the database finds the rows of media that each statement reads."""
    sent: list[tuple[str, object]] = []
    engine = session.get_bind().engine

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert sent
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    connection = session.connection()
    found = [
        [tuple(row) for row in connection.exec_driver_sql(explain + statement, parameters)]  # pyright: ignore[reportArgumentType]
        for statement, parameters in sent
    ]
    # MariaDB chooses by how many rows there are: here it only names what it can use.
    return [
        str(row if engine.dialect.name == "sqlite" else row[4])
        for rows in found
        for row in rows
        if "media" in str(row)
    ]


def test_a_master_is_dropped_when_its_days_are_over(send: Send) -> None:
    media_id = send()
    processing.process(media_id)
    mastering.finish(media_id)
    assert sweeping.drop_expired_masters() == 0
    change(media_id, master_expires_at=clock.now() - timedelta(seconds=1))
    assert sweeping.drop_expired_masters() == 1
    made = row(media_id)
    assert (made.master_key, made.master_bytes, made.master_expires_at) == (None, 0, None)
    assert list(storage().keys("m/")) == []
    assert len(variants(media_id)) == 3


def test_a_deleted_picture_loses_every_byte(send: Send) -> None:
    media_id = send()
    processing.process(media_id)
    mastering.finish(media_id)
    storage().put(f"v/{row(media_id).code}/99.webp", b"of a try that died")
    change(media_id, deleted_at=clock.now())
    assert sweeping.drop_deleted() == 1
    assert list(storage().keys()) == []
    assert variants(media_id) == []
    assert row(media_id).placeholder == ""
    assert sweeping.drop_deleted() == 0


def test_a_deleted_picture_forgets_where_it_was_taken_and_what_was_covered(send: Send) -> None:
    media_id = send(pictures.saved(pictures.corners(300, 200), "JPEG"))
    processing.process(media_id)
    change(
        media_id,
        latitude=48.8,
        longitude=2.3,
        recipe='{"covers":[]}',
        wanted_recipe='{"covers":[]}',
        deleted_at=clock.now(),
    )
    assert row(media_id).facts
    assert sweeping.drop_deleted() == 1
    gone = row(media_id)
    assert (gone.latitude, gone.longitude) == (None, None)
    assert (gone.facts, gone.recipe, gone.wanted_recipe) == ("", "", "")


def test_a_deleted_picture_that_is_being_read_is_left_until_it_is_free(
    send: Send, worker_id: int
) -> None:
    media_id = send()
    change(media_id, deleted_at=clock.now(), state=PROCESSING, worker_id=worker_id)
    assert sweeping.drop_deleted() == 0


def test_a_picture_that_is_never_posted_is_discarded_after_a_day(send: Send) -> None:
    media_id = send()
    assert sweeping.discard_unused(IN_USE) == 0
    change(media_id, received_at=clock.now() - timedelta(hours=25))
    assert sweeping.discard_unused(IN_USE) == 1
    assert row(media_id).deleted_at is not None


def test_a_posted_picture_is_kept(worker_id: int) -> None:
    def posted(session) -> int:
        post = make.post(session)
        return session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()

    media_id = transact(posted)
    change(media_id, received_at=clock.now() - timedelta(days=300))
    assert sweeping.discard_unused(IN_USE) == 0
    assert row(media_id).state == READY


def test_only_old_things_are_removed_from_the_staging_folder(database: Settings) -> None:
    folder = database.staging_dir
    (folder / "work-old").mkdir(parents=True)
    (folder / "work-old" / "source").write_bytes(b"x")
    (folder / "old").write_bytes(b"x")
    (folder / "new").write_bytes(b"x")
    past = time.time() - 3 * 3600
    for name in ("work-old", "old"):
        os.utime(folder / name, (past, past))
    assert sweeping.remove_stale_staging() == 2
    assert [path.name for path in folder.iterdir()] == ["new"]


def test_an_upload_without_a_row_is_removed_in_the_second_round(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "_orphans_seen", set())
    media_id = send(pictures.photo(64, 64))
    storage().put("upload/nobody", b"x")
    assert sweeping.drop_orphaned_uploads() == 0
    assert sweeping.drop_orphaned_uploads() == 1
    assert list(storage().keys("upload/")) == [row(media_id).upload_key]
    assert sweeping.drop_orphaned_uploads() == 0
