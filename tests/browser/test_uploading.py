"""Files on their way up in a browser: several at once, broken off in the middle, resumed."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser import pages
from tests.browser.running import Site
from tests.browser.windows import Windows

SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 2_000_000}
REFUSED = "422|Uppy"  # what Chromium and Uppy write into the console about a refused file


@pytest.fixture
def create(windows: Windows, site: Site) -> Page:
    """The create page of somebody."""
    page = windows.open(site.person("ana"))
    pages.visit(page, "/create")
    return page


@pytest.fixture
def large(tmp_path: Path, picture: Path) -> Path:
    """A photo of some 16 MB, whose rest no decoder looks at."""
    path = tmp_path / "large.jpg"
    path.write_bytes(picture.read_bytes() + os.urandom(16_000_000))
    return path


def offsets(page: Page) -> list[int]:
    """From where each part of an upload is sent, from now on."""
    sent: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            sent.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    return sent


def slow_down(page: Page) -> None:
    """Have the page send no more than 2 MB a second."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)


def begin(page: Page, large: Path) -> None:
    """Choose the large file, and wait until a part of it is on the server."""
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        pages.choose(page, large)


def test_three_files_go_up_at_once_and_the_bad_one_says_why(
    create: Page, windows: Windows, tmp_path: Path, picture: Path
):
    windows.expect(REFUSED)
    other, clip = tmp_path / "other.jpg", tmp_path / "clip.avi"
    other.write_bytes(picture.read_bytes() + b"another")
    clip.write_bytes(b"RIFF\0\0\0\0AVI LIST" + bytes(5000))
    pages.choose(create, [picture, clip, other])
    for name in (picture.name, "other.jpg"):
        pages.arrived(create, name)
    expect(pages.file(create, "clip.avi")).to_contain_text(
        "Refused: clip.avi is not a photo or video this site can read."
    )
    names = [pages.files(create).nth(place).inner_text() for place in range(3)]
    for name, shown in zip((picture.name, "clip.avi", "other.jpg"), names, strict=True):
        assert name in shown


def test_an_upload_goes_on_where_it_stopped_when_the_site_comes_back(
    create: Page, windows: Windows, site: Site, large: Path
):
    windows.expect("ERR_|Uppy|WebSocket|50[0-9]|connect")
    slow_down(create)
    sent = offsets(create)
    begin(create, large)
    site.web().kill()  # it is back in a second, or some more on a busy machine
    ready = pages.file(create, large.name).get_by_text("Ready", exact=True)
    expect(ready).to_be_visible(timeout=90_000)
    assert sent.count(0) == 1
    assert sent == sorted(sent)


def test_a_file_that_is_chosen_again_after_a_reload_goes_on_where_it_stopped(
    create: Page, windows: Windows, large: Path
):
    windows.expect("ERR_|Uppy")
    slow_down(create)
    begin(create, large)
    create.wait_for_url("**/create?draft=*")
    create.reload()
    pages.hydrated(create)
    expect(pages.file(create, large.name)).to_contain_text("Uploading")
    sent = offsets(create)
    pages.choose(create, large)
    pages.arrived(create, large.name)
    assert min(sent) >= 5_000_000  # not from the beginning
    expect(pages.files(create)).to_have_count(1)


def test_a_file_that_is_in_the_post_already_is_not_sent_again_and_says_so(
    create: Page, picture: Path
):
    pages.choose(create, picture)
    pages.arrived(create, picture.name)
    sent = offsets(create)
    # As opening the device's chooser does; no browser tells of a choice that is the one before.
    create.get_by_label("Photos and videos").evaluate("input => { input.value = '' }")
    pages.choose(create, picture)
    said = create.get_by_role("alert").filter(has_text=f"{picture.name} is in this post already.")
    expect(said).to_be_visible()
    expect(pages.files(create)).to_have_count(1)
    assert sent == []


def test_an_upload_is_not_begun_anew_while_a_proxy_says_that_the_site_is_away(
    create: Page, windows: Windows, picture: Path
):
    windows.expect("502|ERR_")
    asked: list[str] = []

    def be_away(route: Route) -> None:
        """Lose the answer to the last byte, and give none to the first question after it."""
        method = route.request.method
        asked.append(method)
        if asked.count(method) > 1:
            route.fallback()
        elif method == "HEAD":
            route.fulfill(status=502)
        else:
            route.fetch()
            route.abort("connectionreset")

    create.route(re.compile("/uploads/[A-Za-z0-9]{22}$"), be_away)
    begun: list[Request] = []
    create.on(
        "request", lambda asked: begun.append(asked) if "uploads?draft" in asked.url else None
    )
    pages.choose(create, picture)
    pages.arrived(create, picture.name)
    for _ in range(50):
        if asked == ["PATCH", "HEAD", "HEAD"]:
            break
        create.wait_for_timeout(100)
    assert asked == ["PATCH", "HEAD", "HEAD"]
    assert len(begun) == 1
