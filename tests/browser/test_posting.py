"""Making a post: every way to hand files over, and what happens when something is wrong."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser import pages, rows
from tests.browser.running import PASSWORD, Site
from tests.browser.windows import Windows

SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100_000}
# What Chromium and Uppy write into the console about a file that is refused or taken back.
REFUSED = "404|422|Uppy"


@pytest.fixture
def create(windows: Windows, site: Site) -> Page:
    """The create page of somebody who has written a caption."""
    page = windows.open(site.person("ana"))
    pages.visit(page, "/create")
    page.get_by_role("textbox", name="Caption").fill("My own words")
    return page


def test_one_bad_file_never_costs_the_others_nor_the_words(
    create: Page, windows: Windows, tmp_path: Path, picture: Path
):
    windows.expect(REFUSED)
    text = tmp_path / "notes.jpg"
    text.write_text("This is a text about a photo.\n" * 50)
    pages.choose(create, [text, picture])
    pages.arrived(create, picture.name)
    refused = pages.file(create, "notes.jpg")
    expect(refused).to_contain_text("Refused: notes.jpg is not a photo")
    create.get_by_role("button", name="Share").click()
    question = create.get_by_role("dialog", name="Share without them?")
    expect(question).to_contain_text("notes.jpg could not be used.")
    question.get_by_role("button", name="Keep the draft").click()
    expect(question).to_be_hidden()
    expect(create.get_by_role("textbox", name="Caption")).to_have_value("My own words")
    create.get_by_role("button", name="Share").click()
    question.get_by_role("button", name="Share without").click()
    create.wait_for_url("**/p/*")
    expect(create.get_by_role("article")).to_contain_text("My own words")


def test_a_post_needs_a_file_that_could_be_used(create: Page, windows: Windows, tmp_path: Path):
    windows.expect(REFUSED)
    create.get_by_role("button", name="Share").click()
    expect(create.get_by_role("alert")).to_have_text("Add a photo or a video first.")
    text = tmp_path / "notes.jpg"
    text.write_text("This is a text about a photo.\n" * 50)
    pages.choose(create, text)
    expect(pages.file(create, "notes.jpg")).to_contain_text("Refused")
    create.get_by_role("button", name="Share").click()
    expect(create.get_by_role("alert")).to_contain_text("None of these files could be used.")


def test_a_caption_that_is_too_long_is_refused_before_the_photo_is_lost(
    create: Page, picture: Path
):
    caption = create.get_by_role("textbox", name="Caption")
    pages.choose(create, picture)
    pages.arrived(create, picture.name)
    caption.fill("x" * 2201)
    create.get_by_role("button", name="Share").click()
    expect(create.get_by_role("alert")).to_have_text(
        "The caption may have 2,200 characters; this one has 1 more."
    )
    expect(caption).to_have_attribute("aria-invalid", "true")
    pages.arrived(create, picture.name)
    caption.fill("x" * 2200)
    expect(create.get_by_role("alert")).to_be_hidden()
    pages.share(create)


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_a_photo_can_be_dropped_or_pasted(create: Page, picture: Path, how: str):
    pages.give(create, picture, how)
    pages.arrived(create, picture.name)
    pages.share(create)
    expect(create.get_by_role("article").get_by_role("img")).to_be_visible()


def test_a_post_pressed_twice_is_shared_once(create: Page, site: Site, picture: Path):
    pages.choose(create, picture)
    pages.arrived(create, picture.name)
    create.get_by_role("button", name="Share").dblclick()
    create.wait_for_url("**/p/*")
    pages.hydrated(create)
    expect(create.get_by_role("article")).to_be_visible()
    pages.navigation(create).get_by_role("link", name="Profile").click()
    expect(create.get_by_text("1 post", exact=True)).to_be_visible()


def _choose_slowly(create: Page, large: Path, picture: Path) -> CDPSession:
    """Choose a large photo, which a slow network carries; what may speed it up."""
    large.write_bytes(picture.read_bytes() + os.urandom(3_000_000))
    network = create.context.new_cdp_session(create)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    pages.choose(create, large)
    return network


def test_a_cancelled_upload_keeps_the_words_and_makes_room_for_another_photo(
    create: Page, windows: Windows, tmp_path: Path, picture: Path
):
    windows.expect(REFUSED)
    network = _choose_slowly(create, tmp_path / "large.jpg", picture)
    bar = create.get_by_role("progressbar", name="Uploading large.jpg")
    expect(bar).to_be_visible()
    create.get_by_role("button", name="Share").click()
    expect(create.get_by_text("Sharing as soon as large.jpg has arrived")).to_be_visible()
    create.get_by_role("button", name="Do not share yet").click()
    create.get_by_role("button", name="Cancel upload").click()
    expect(bar).to_be_hidden()
    expect(pages.files(create)).to_have_count(0)
    expect(create.get_by_role("textbox", name="Caption")).to_have_value("My own words")
    network.send("Network.emulateNetworkConditions", {**SLOW, "uploadThroughput": -1})
    pages.choose(create, picture)
    pages.arrived(create, picture.name)
    pages.share(create)
    expect(create.get_by_role("article")).to_contain_text("My own words")


def test_what_is_shared_while_its_photo_is_on_the_way_follows_by_itself(
    create: Page, tmp_path: Path, picture: Path
):
    network = _choose_slowly(create, tmp_path / "large.jpg", picture)
    create.get_by_role("button", name="Share").click()
    expect(create.get_by_text("Sharing as soon as large.jpg has arrived")).to_be_visible()
    network.send("Network.emulateNetworkConditions", {**SLOW, "uploadThroughput": -1})
    create.wait_for_url("**/p/*")
    pages.hydrated(create)
    expect(create.get_by_role("article")).to_contain_text("My own words")


def test_a_draft_is_deleted_when_its_author_says_so_twice(windows: Windows, site: Site):
    ana = site.person("ana")
    rows.draft(site, ana.viewer, "unfinished")
    page = windows.open(ana)
    pages.visit(page, "/create")
    delete = page.get_by_role("button", name="Delete draft unfinished")
    question = page.get_by_role("dialog", name="Delete this draft?")
    delete.click()
    expect(question).to_contain_text("“unfinished” and its files go for good.")
    question.get_by_role("button", name="Keep it").click()
    expect(question).to_be_hidden()
    delete.click()
    question.get_by_role("button", name="Delete draft").click()
    expect(page.get_by_text("The draft is deleted.")).to_be_visible()
    expect(delete).to_have_count(0)


def test_who_has_to_log_in_first_comes_back_to_the_draft(windows: Windows, site: Site):
    ana = site.person("ana")
    code = rows.draft(site, ana.viewer, "unfinished")
    page = windows.open()
    page.goto(f"/create?draft={code}")
    page.wait_for_url("**/login?next=*")
    pages.hydrated(page)
    page.get_by_role("textbox", name="Username or email").fill(ana.name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**/create?draft={code}")
    expect(page.get_by_role("textbox", name="Caption")).to_have_value("unfinished")
