"""Whether the process lives and whether all it needs does."""

import time

import pytest
from sqlmodel import select

from instaclone import clock
from instaclone.api import health
from instaclone.api.app import api
from instaclone.db.session import transact
from instaclone.edge import Edge
from instaclone.errors import Unavailable
from instaclone.jobs.models import Worker
from instaclone.jobs.queue import enqueue
from tests.asking import ask


@pytest.fixture
def edge(tmp_path):
    return Edge(api, tmp_path / "no-build")


@pytest.fixture(autouse=True)
def forget():
    """Findings are kept for seconds; tests are faster."""
    for check in health.CHECKS.values():
        check._last = None


@pytest.fixture
def worker(database):
    transact(lambda session: session.add(Worker(host="here", pid=1)))


def test_a_living_process_says_so_without_asking_anything(edge, monkeypatch):
    monkeypatch.setattr(health, "CHECKS", {})
    answer = ask(edge, "GET", "/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_all_is_well(edge, worker):
    answer = ask(edge, "GET", "/readyz")
    assert answer.status_code == 200, answer.json()
    assert list(answer.json()) == ["database", "storage", "queue", "worker"]
    assert answer.json()["worker"] == {"ok": True, "detail": "1 alive"}
    assert answer.json()["queue"] == {"ok": True, "detail": "0 waiting"}


def test_what_waits_is_counted(edge, worker):
    enqueue("media.process", 1)
    assert ask(edge, "GET", "/readyz").json()["queue"]["detail"] == "1 waiting"


def test_without_a_worker_the_site_is_not_ready(edge, database):
    answer = ask(edge, "GET", "/readyz")
    assert answer.status_code == 503
    assert not answer.json()["worker"]["ok"]
    assert answer.json()["database"]["ok"]


def test_a_worker_that_fell_silent_does_not_count(edge, worker):
    def silence(session):
        session.exec(select(Worker)).one().beat_at = clock.now() - 2 * health.DEAD_AFTER

    transact(silence)
    assert ask(edge, "GET", "/readyz").status_code == 503


def test_missing_migrations_are_said(edge, worker, monkeypatch):
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(health.migrating, "is_current", lambda _url: False)
    answer = ask(edge, "GET", "/readyz")
    assert answer.status_code == 503
    assert "migrations are missing" in answer.json()["database"]["detail"]


def test_strangers_learn_no_address_and_no_path(edge, worker, monkeypatch):
    def failing():
        raise OSError("/srv/secret/folder on db.internal:3306 refused")

    monkeypatch.setattr(health.CHECKS["storage"], "ask", failing)
    answer = ask(edge, "GET", "/readyz")
    assert answer.json()["storage"] == {"ok": False, "detail": "does not answer (OSError)"}


def test_a_storage_that_refuses_says_its_sentence(edge, worker, monkeypatch):
    def failing():
        raise Unavailable("The storage is full.")

    monkeypatch.setattr(health.CHECKS["storage"], "ask", failing)
    assert ask(edge, "GET", "/readyz").json()["storage"]["detail"] == "The storage is full."


def test_a_check_that_hangs_is_given_up(edge, worker, monkeypatch):
    monkeypatch.setattr(health, "LONGEST", 0.05)
    monkeypatch.setattr(health.CHECKS["queue"], "ask", lambda: time.sleep(0.5))
    answer = ask(edge, "GET", "/readyz")
    assert answer.status_code == 503
    assert "no answer within" in answer.json()["queue"]["detail"]


def test_asking_often_costs_the_storage_nothing(edge, worker, monkeypatch):
    asked = []
    monkeypatch.setattr(health.CHECKS["storage"], "ask", lambda: asked.append(1) or "well")
    for _ in range(5):
        assert ask(edge, "GET", "/readyz").status_code == 200
    assert len(asked) == 1
