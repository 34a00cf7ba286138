"""Two databases, emptied after each test; a data folder and storage of the test's own."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.db import migrating
from instaclone.db.engine import writing_engine
from instaclone.db.tables import metadata
from instaclone.settings import Settings, settings

# Settings are read on first use, so what stands here is what the tests get.
_data = tempfile.TemporaryDirectory(prefix="instaclone-test-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = _data.name
for inherited in ("DATABASE_URL", "STORAGE_URL", "REDIS_URL", "YOLO_MODEL", "SECRET_KEY"):
    os.environ.pop(inherited, None)

SHARED = Path(os.environ.get("INSTACLONE_SHARED", Path(__file__).parents[2] / "shared"))
MARIADB_URL = os.environ.get("TEST_MARIADB_URL")


@pytest.fixture(scope="session")
def urls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """The two databases, migrated once."""
    found = {
        "sqlite": f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.db'}",
        "mariadb": MARIADB_URL,
    }
    for url in found.values():
        if url:
            migrating.upgrade(url)
    return found


@pytest.fixture(params=["sqlite", "mariadb"])
def database(
    request: pytest.FixtureRequest, urls: dict[str, str | None], tmp_path: Path
) -> Iterator[Settings]:
    """Settings of an empty database, on both databases in turn, and an empty data folder."""
    url = urls[request.param]
    if not url:
        pytest.skip("MariaDB: TEST_MARIADB_URL is not set; bin/test starts a server and sets it")
    here = replace(
        settings(),
        database_url=url,
        data_dir=tmp_path,
        storage_url=(tmp_path / "media").as_uri(),
    )
    with settings_module.using(here):
        yield here
        with writing_engine().begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())


@pytest.fixture
def session(database: Settings) -> Iterator[Session]:
    """A session in a write transaction that is rolled back at the end."""
    with Session(writing_engine(), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def shared() -> Path:
    """Real photos and weights that stand beside the project on some machines."""
    if not (SHARED / "photos").is_dir():
        pytest.skip(f"real photos: {SHARED} is not here; set INSTACLONE_SHARED")
    return SHARED


def _forbidden_skips(config: pytest.Config) -> list[str]:
    """The tests that were skipped where nothing may be: bin/test's automation sets the variable.

    Without the shared photos and weights skips are allowed; the closing summary names them.
    """
    if os.environ.get("INSTACLONE_NO_SKIPS") != "1" or not SHARED.is_dir():
        return []
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [report.nodeid for report in reporter.stats.get("skipped", [])] if reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _forbidden_skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if skipped := _forbidden_skips(config):
        terminalreporter.section("skipped, which INSTACLONE_NO_SKIPS=1 forbids")
        for name in skipped:
            terminalreporter.line(name)
