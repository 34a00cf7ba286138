"""A detector that sees what it is told, pictures with bytes, and a worker of the test's own."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session, select

from instaclone import errors
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.settings import Settings
from instaclone.storage import choosing
from instaclone.vision import loading, scanning
from instaclone.vision.detector import Found, Reading
from instaclone.vision.models import LabelCount, Scan
from tests import make


class Sees:
    """Finds what `labels` says, once per box; `before` runs while it reads."""

    def __init__(self, *labels: str) -> None:
        self.labels = labels
        self.name, self.hash = "told.pt", "a" * 64
        self.before: Callable[[], object] = lambda: None
        self.reads = 0
        self._counting = threading.Lock()

    def read(self, image: bytes) -> Reading:
        with self._counting:
            self.reads += 1
        self.before()
        found = tuple(
            Found(label, 0.9 - position / 100, 0.1, 0.2, 0.3, 0.4)
            for position, label in enumerate(self.labels)
        )
        return Reading(found, self.name, self.hash, 640, 12.5)


class Shelf:
    """Storage in a dictionary."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.is_down = False

    def read(self, key: str) -> bytes:
        if self.is_down:
            raise errors.Unavailable("The storage does not answer.")
        return self.held[key]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The storage the scanner reads from."""
    made = Shelf()
    monkeypatch.setattr(choosing, "storage", lambda: made)
    return made


@pytest.fixture
def worker_id(database: Settings, monkeypatch: pytest.MonkeyPatch) -> int:
    """This process as a living worker; the rows of the last test are gone."""
    monkeypatch.setattr(working, "_me", {})
    return working.me()


@pytest.fixture
def sees(worker_id: int) -> Iterator[Sees]:
    """The detector in use."""
    told = Sees("person", "person", "bus")
    with loading.use(told):
        yield told


@pytest.fixture
def media_id(database: Settings, shelf: Shelf) -> int:
    """A ready picture of ana's whose scan waits."""
    return transact(waiting_picture, shelf)


def waiting_picture(session: Session, shelf: Shelf, owner: Viewer | None = None) -> int:
    """Add a ready picture with stored bytes and ask for its scan."""
    row = make.media(session, owner)
    shelf.held[f"v/{row.code}/1080.webp"] = b"picture"
    assert row.id
    scanning.ask(session, row.id)
    return row.id


def counts_of(session: Session, media_id: int) -> dict[str, int]:
    """How many of each label a picture counts, most first."""
    rows = session.exec(select(LabelCount).where(LabelCount.media_id == media_id))
    return {row.label: row.count for row in sorted(rows, key=lambda row: (-row.count, row.label))}


def scan_row(media_id: int) -> Scan:
    """The scan as it stands in the database now."""
    row = read(lambda session: session.get(Scan, media_id))
    assert row
    return row
