"""A worker that lives keeps what it holds; one that died, or never was, holds nothing."""

import os
import socket
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.jobs import working
from instaclone.jobs.models import Worker
from instaclone.media.models import Media
from tests import make


def held(session: Session) -> list[int | None]:
    """The pictures that count as held by the dead."""
    return list(session.exec(select(Media.id).where(working.held_by_the_dead(Media.worker_id))))


def add(session: Session, host: str = "elsewhere", pid: int = 1, seconds: float = 0) -> int:
    """A worker whose heart beat last so many seconds ago."""
    row = Worker(host=host, pid=pid, beat_at=clock.now() - timedelta(seconds=seconds))
    session.add(row)
    session.flush()
    assert row.id
    return row.id


def test_a_registered_worker_is_this_process_on_this_host(session):
    row = session.get(Worker, working.register(session))
    assert (row.pid, row.host, row.model) == (os.getpid(), socket.gethostname(), "")


def test_a_living_workers_pictures_are_its_own(session):
    make.media(session, worker_id=add(session, seconds=10))
    assert held(session) == []


def test_a_silent_workers_pictures_are_free(session):
    picture = make.media(session, worker_id=add(session, seconds=30))
    assert held(session) == [picture.id]


def test_a_resigned_workers_pictures_are_free_at_once(session):
    worker = working.register(session)
    picture = make.media(session, worker_id=worker)
    working.resign(session, worker)
    assert held(session) == [picture.id]


def test_the_id_of_a_worker_that_resigned_is_never_given_again(session):
    gone = working.register(session)
    picture = make.media(session, worker_id=gone)
    working.resign(session, gone)
    session.flush()
    assert working.register(session) > gone
    assert held(session) == [picture.id]


def test_a_picture_nobody_holds_is_not_held_by_the_dead(session):
    make.media(session, worker_id=None)
    assert held(session) == []


def test_registering_strikes_out_a_dead_process_of_this_host_only(session):
    nobody = 2**22 + 1  # above the largest process number of Linux
    dead = add(session, host=socket.gethostname(), pid=nobody, seconds=15)
    elsewhere = add(session, host="elsewhere", pid=nobody, seconds=15)
    working.register(session)
    left = session.exec(select(Worker.id)).all()
    assert dead not in left
    assert elsewhere in left


def test_a_process_that_only_inherited_the_number_is_not_the_worker(session):
    before_boot = add(session, host=socket.gethostname(), pid=os.getpid(), seconds=30)
    row = session.get(Worker, before_boot)
    row.started_at = clock.now() - timedelta(days=1)
    session.flush()
    working.register(session)
    assert before_boot not in session.exec(select(Worker.id)).all()


@pytest.mark.parametrize(("pid", "age"), [(2**22 + 1, 0), (os.getpid(), 86400)])
def test_a_worker_whose_process_is_out_of_sight_lives_while_its_heart_beats(session, pid, age):
    behind_a_wall = add(session, host=socket.gethostname(), pid=pid, seconds=6)
    session.get(Worker, behind_a_wall).started_at = clock.now() - timedelta(seconds=age)
    picture = make.media(session, worker_id=behind_a_wall)
    working.register(session)
    assert behind_a_wall in session.exec(select(Worker.id)).all()
    assert picture.id not in held(session)


def test_what_a_killed_worker_held_is_free_in_time_though_it_was_not_struck_out(
    session, monkeypatch: pytest.MonkeyPatch
):
    killed = add(session, host=socket.gethostname(), pid=2**22 + 1)
    picture = make.media(session, worker_id=killed)
    working.register(session)
    assert held(session) == []
    later = clock.now() + working.DEAD_AFTER + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert held(session) == [picture.id]


def test_a_beat_moves_the_time_and_says_the_model(session):
    worker = add(session, seconds=15)
    working.beat(session, worker, "yolov8n.pt")
    beat_at, model = session.exec(
        select(Worker.beat_at, Worker.model).where(Worker.id == worker)
    ).one()
    assert clock.now() - beat_at < timedelta(seconds=5)
    assert model == "yolov8n.pt"


def test_a_worker_struck_out_while_its_machine_slept_comes_back_under_its_number(session):
    worker = add(session)
    working.resign(session, worker)
    working.beat(session, worker, "")
    assert session.exec(select(Worker.id).where(Worker.id == worker)).one() == worker


def test_a_beat_strikes_out_who_has_been_silent_for_long(session):
    living, silent = add(session), add(session, seconds=3600)
    working.beat(session, living, "")
    assert session.exec(select(Worker.id).where(col(Worker.id) == silent)).first() is None


def test_a_worker_registers_once_in_each_process(database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(working, "_me", {})
    first = working.me()
    assert working.me() == first
    monkeypatch.setattr(working.os, "getpid", os.getppid)
    assert working.me() != first
