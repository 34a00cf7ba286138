"""A worker of the test's own, the jobs it is asked for, and pictures as people send them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.jobs import queue, working
from instaclone.media import intake, sweeping
from instaclone.media.models import Media, Variant
from instaclone.settings import Settings
from tests import make
from tests.media import pictures


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The jobs that were asked for; nothing reaches a queue."""
    jobs: list[tuple[str, int]] = []

    def note(name: str, media_id: int) -> None:
        jobs.append((name, media_id))

    monkeypatch.setattr(queue, "enqueue", note)
    monkeypatch.setattr(sweeping, "enqueue", note)
    monkeypatch.setattr(sweeping, "_asked_at", {})
    return jobs


@pytest.fixture
def worker_id(
    database: Settings, asked: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> int:
    """This process as a living worker; the rows of the last test are gone."""
    monkeypatch.setattr(working, "_me", {})
    return working.me()


@pytest.fixture
def ana(worker_id: int) -> Viewer:
    """Somebody who sends pictures."""
    return transact(make.user, "ana")


@pytest.fixture
def send(ana: Viewer, tmp_path: Path) -> Callable[..., int]:
    """Take a file in as ana's; the id of its row."""

    def take(content: bytes | None = None, name: str = "beach.jpg") -> int:
        staged = pictures.written(tmp_path, "staged", content or pictures.photo(900, 600))
        return intake.take(ana, staged, name)

    return take


def row(media_id: int) -> Media:
    """A picture as it stands in the database now."""
    found = read(lambda session: session.get(Media, media_id))
    assert found
    return found


def variants(media_id: int) -> list[Variant]:
    """The rows of a picture's variants, narrowest first."""
    wanted = select(Variant).where(Variant.media_id == media_id).order_by(col(Variant.width))
    return read(lambda session: list(session.exec(wanted)))


def change(media_id: int, **values: object) -> None:
    """Set something on a picture as if time or another process had."""

    def do(session: Session) -> None:
        found = session.get(Media, media_id)
        for name, value in values.items():
            setattr(found, name, value)
        session.add(found)

    transact(do)
