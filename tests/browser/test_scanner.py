"""What the scanner saw: corrected by the author, and found in spite of every interruption."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, func, select

from instaclone.accounts import appointing
from instaclone.media.models import Media
from instaclone.vision.models import DONE, SCANNING, Detection, Scan
from tests.browser import pages
from tests.browser.running import Site, running
from tests.browser.windows import Windows

LONG = 90_000  # ms until a new worker has started, loaded the model, and found what waits


def test_the_author_rejects_a_label_and_takes_it_back(windows: Windows, site: Site, shared: Path):
    page = windows.open(site.person("ana"))
    pages.post(page, shared / "photos" / "dog.jpg")
    pages.seen(page, "dog", "bicycle")
    summary = pages.summary(page)
    expect(summary).to_contain_text("1 dog")
    page.get_by_role("button", name="Reject dog").click()
    expect(page.get_by_role("button", name="Restore dog")).to_be_visible()
    expect(summary).not_to_contain_text("dog")
    expect(summary).to_contain_text("bicycle")
    page.reload()
    pages.hydrated(page)
    page.get_by_role("button", name="Restore dog").click()
    expect(page.get_by_role("button", name="Reject dog")).to_be_visible()
    expect(summary).to_contain_text("1 dog")


def test_somebody_else_sees_the_objects_and_cannot_correct_them(
    windows: Windows, site: Site, shared: Path
):
    author = windows.open(site.person("ana"))
    code = pages.post(author, shared / "photos" / "dog.jpg")
    pages.seen(author, "dog")
    other = windows.open(site.person("ben"))
    pages.visit(other, f"/p/{code}")
    pages.seen(other, "dog")
    expect(other.get_by_role("button", name="Reject dog")).to_have_count(0)


def test_a_draft_is_scanned_no_more_once_its_author_wants_that_and_again_when_they_do(
    windows: Windows, site: Site, shared: Path
):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/create")
    pages.choose(page, shared / "photos" / "dog.jpg")
    use = page.get_by_role("button", name="Use draft")
    expect(use).to_be_visible(timeout=LONG)
    check = page.get_by_role("region", name="Privacy check")
    expect(check).to_contain_text("A number plate may be readable.")
    page.get_by_text("More options").click()
    leave_alone = page.get_by_role("switch", name="Do not scan these pictures")
    leave_alone.click()
    expect(use).to_be_hidden()
    expect(page.get_by_text("The scanner drafts nothing here")).to_be_visible()
    expect(check).to_contain_text("You asked the scanner to leave this post's pictures alone")
    expect(check).not_to_contain_text("number plate")
    page.reload()
    pages.hydrated(page)
    expect(page.get_by_text("The scanner drafts nothing here")).to_be_visible()
    page.get_by_text("More options", exact=True).click()
    leave_alone.click()
    expect(use).to_be_visible(timeout=LONG)
    expect(check).to_contain_text("A number plate may be readable.")


def test_a_moderator_finds_the_way_to_how_right_it_is_and_nobody_else_does(
    windows: Windows, site: Site
):
    moderator = site.person("moderator")
    site.transact(appointing.appoint, moderator.name)
    for person, count in ((moderator, 1), (site.person("ben"), 0), (None, 0)):
        page = windows.open(person)
        pages.visit(page, "/explore")
        pages.navigation(page).get_by_role("button", name="More").click()
        menu = page.get_by_role("dialog", name="More", exact=True)
        expect(menu).to_be_visible()
        expect(menu.get_by_role("link", name="The scanner")).to_have_count(count)
        if count:
            menu.get_by_role("link", name="The scanner").click()
            expect(page.get_by_role("heading", name="The scanner")).to_be_visible()


def test_a_reload_in_the_middle_of_the_processing_loses_nothing(
    windows: Windows, site: Site, shared: Path
):
    page = windows.open(site.person("ana"))
    with site.worker_held():
        pages.post(page, shared / "photos" / "dog.jpg")
        page.reload()
        pages.hydrated(page)
        expect(pages.scanner(page).get_by_text("Received")).to_be_visible()
    pages.seen(page, "dog")


def test_a_worker_killed_during_a_scan_comes_back_and_scans_once(
    windows: Windows, site: Site, shared: Path
):
    page = windows.open(site.person("ana"))
    media_id = _kill_during_a_scan(page, site, shared / "photos" / "dog.jpg")
    assert site.read(_scan, media_id).state == SCANNING
    pages.share(page)
    items = pages.scanner(page).get_by_role("listitem").filter(has_text=" %")
    expect(items.filter(has_text="dog")).to_be_visible(timeout=LONG)
    scan = site.read(_scan, media_id)
    assert (scan.state, scan.attempts) == (DONE, 2)
    assert site.read(_positions, media_id) == list(range(items.count()))


@pytest.fixture(scope="module")
def site_without_model(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that has no weights yet."""
    with running(tmp_path_factory.mktemp("no-model")) as started:
        yield started


@pytest.mark.parametrize("site", ["site_without_model"], indirect=True)
def test_a_post_waits_for_the_model_and_is_scanned_when_it_comes(
    windows: Windows, site: Site, shared: Path
):
    page = windows.open(site.person("ana"))
    code = pages.post(page, shared / "photos" / "dog.jpg")
    status = pages.scanner(page).get_by_text("Waiting for the scanner's model")
    expect(status).to_be_visible()
    guest = windows.open()
    pages.visit(guest, f"/p/{code}")
    expect(guest.get_by_role("article").get_by_role("img")).to_be_visible()
    models = site.here.data_dir / "models"
    models.mkdir()
    # Copied under another name first: half a file is not a model.
    shutil.copy(shared / "models" / "yolov8n.pt", models / "incoming")
    (models / "incoming").rename(models / "yolov8n.pt")
    expect(status).to_be_hidden(timeout=LONG)
    expect(pages.scanner(page).get_by_role("listitem").first).to_be_visible(timeout=LONG)
    pages.seen(page, "dog")


def _kill_during_a_scan(page: Page, site: Site, photo: Path) -> int:
    """Upload until the worker is caught reading the picture, and kill it; the picture's id."""
    for _ in range(8):
        pages.visit(page, "/create")
        newest = site.read(_newest_media)
        pages.choose(page, photo)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            media_id = site.read(_newest_media)
            scan = site.read(_scan, media_id) if media_id != newest else None
            if scan is not None and scan.state == SCANNING:
                site.worker().kill()
                if site.read(_scan, media_id).state == SCANNING:
                    pages.arrived(page, photo.name)
                    return media_id
            if scan is not None and scan.state == DONE:
                break
        pages.arrived(page, photo.name)
        page.get_by_role("button", name=f"Remove {photo.name}").click()
        expect(pages.files(page)).to_have_count(0)
    raise AssertionError("the worker was never caught reading")


def _newest_media(session: Session) -> int:
    return session.exec(select(func.max(Media.id))).one() or 0


def _scan(session: Session, media_id: int) -> Scan | None:
    return session.get(Scan, media_id)


def _positions(session: Session, media_id: int) -> list[int]:
    found = select(Detection.position).where(Detection.media_id == media_id)
    return list(session.exec(found.order_by(col(Detection.position))))
