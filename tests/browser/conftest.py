"""A site with real pages, worker and weights, and Chromium windows that watch for errors."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from instaclone import building
from tests.browser.running import Site, own_database, running
from tests.browser.windows import Windows
from tests.conftest import MARIADB_URL, SHARED

HERE = Path(__file__).parent
RESULTS = building.ROOT / "test-results"
WEIGHTS = SHARED / "models" / "yolov8n.pt"
SECONDS = 300  # for one journey; the first one may have to install npm packages and build
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(SECONDS))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    result = yield
    if windows := _windows(item):
        windows.check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if report.when == "call" and report.failed and (windows := _windows(item)):
        windows.keep(RESULTS / re.sub(r"\W+", "-", item.name))
    return report


def _windows(item: pytest.Item) -> Windows | None:
    return getattr(item, "funcargs", {}).get("windows")


# Not for the whole session: while Playwright runs, no other test could use asyncio.run.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        pytest.skip("Chromium: none is on the PATH; bin/test installs it, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def built() -> None:
    """The pages, built if their sources changed."""
    building.build(print)


@pytest.fixture(scope="package")
def sqlite_site(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of most journeys, on SQLite."""
    with running(tmp_path_factory.mktemp("site"), yolo_model=WEIGHTS) as started:
        yield started


@pytest.fixture(scope="package")
def mariadb_site(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on MariaDB, in a database of its own."""
    if not MARIADB_URL:
        pytest.skip("MariaDB: TEST_MARIADB_URL is not set; bin/test starts a server and sets it")
    folder = tmp_path_factory.mktemp("mariadb-site")
    with (
        own_database(MARIADB_URL, "browser") as url,
        running(folder, url, yolo_model=WEIGHTS) as started,
    ):
        yield started


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Site:
    """The site of this test: on SQLite, or what an indirect parameter names."""
    return request.getfixturevalue(getattr(request, "param", "sqlite_site"))


@pytest.fixture
def windows(chromium: Browser, site: Site) -> Iterator[Windows]:
    """Windows onto the site; an error in any of them fails the test."""
    opened = Windows(chromium, site)
    yield opened
    opened.close()


@pytest.fixture
def page(windows: Windows) -> Page:
    """A window in which nobody is signed in."""
    return windows.open()


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo for journeys in which it does not matter what is on it."""
    path = tmp_path_factory.mktemp("pictures") / "meadow.jpg"
    Image.linear_gradient("L").resize((1200, 900)).convert("RGB").save(path)
    return path
