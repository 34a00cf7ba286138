"""The life of a post: for whom it is, changed, archived, deleted, back again, and gone for good."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import make
from tests.browser import pages, rows
from tests.browser.running import Person, Site
from tests.browser.windows import Windows

GONE = "This page is not here"


@pytest.fixture
def ana(site: Site) -> Person:
    """Who posts."""
    return site.person("ana")


def test_a_post_for_followers_is_seen_by_them_and_missing_for_everybody_else(
    windows: Windows, site: Site, ana: Person, picture
):
    windows.expect("404")
    ben, cleo = site.person("ben"), site.person("cleo")
    site.transact(make.follow, ben.viewer, ana.viewer)
    page = windows.open(ana)
    pages.visit(page, "/create")
    page.get_by_role("textbox", name="Caption").fill("Among us")
    page.get_by_label("Who sees it").select_option(label="Followers")
    expect(page.get_by_text("Only people who follow you.")).to_be_visible()
    page.get_by_text("More options").click()
    page.get_by_role("combobox", name="Place").fill("Behind the hill")
    page.get_by_role("textbox", name="Tag people").fill("@nobody_at_all")
    pages.choose(page, picture)
    page.get_by_role("textbox", name="Alt text").fill("A hill in the fog")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("alert")).to_contain_text("@nobody_at_all cannot be tagged")
    expect(page.get_by_role("textbox", name="Caption")).to_have_value("Among us")
    page.get_by_role("textbox", name="Tag people").fill(f"@{ben.name}")
    expect(page.get_by_role("alert")).to_be_hidden()
    code = pages.share(page)
    expect(page.get_by_role("article").get_by_role("img")).to_be_visible()  # ready, and so shown
    follower, stranger = windows.open(ben), windows.open(cleo)
    pages.visit(follower, f"/p/{code}")
    article = follower.get_by_role("article")
    expect(article).to_contain_text("Among us")
    expect(article).to_contain_text("Behind the hill")
    expect(article.get_by_role("img", name="A hill in the fog")).to_be_visible()
    answer = stranger.goto(f"/p/{code}")
    assert answer
    assert answer.status == 404
    expect(stranger.get_by_role("heading", name=GONE)).to_be_visible()
    _choose(follower, "Remove me from this post")
    expect(article.get_by_text(f"with {ben.name}")).to_be_hidden()


def test_words_and_photos_change_with_a_history_only_the_author_sees(
    windows: Windows, site: Site, ana: Person
):
    windows.expect("404")
    (code,) = rows.fill(site, ana.viewer, ["Old words #lake"], pictures=2)
    page, reader = windows.open(ana), windows.open()
    pages.visit(reader, f"/p/{code}")
    pages.visit(page, f"/p/{code}/edit")
    caption = page.get_by_role("textbox", name="Caption")
    expect(caption).to_have_value("Old words #lake")
    caption.fill("x" * 2201)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("this one has 1 more")
    caption.fill("New words #hill")
    page.get_by_role("textbox", name="Alt text for photo 2").fill("The second one")
    page.get_by_role("button", name="Move photo 2 earlier").click()
    expect(page.get_by_role("textbox", name="Alt text for photo 1")).to_have_value("The second one")
    page.get_by_role("button", name="Remove photo 2").click()
    expect(page.get_by_text("Goes away when you save.")).to_be_visible()
    page.reload()
    pages.hydrated(page)
    expect(caption).to_have_value("New words #hill")  # half written, and still there
    page.get_by_role("button", name="Save").click()
    pages.arrive(page, f"/p/{code}")
    for window in (page, reader):  # the reader has not loaded the page again
        article = window.get_by_role("article")
        expect(article).to_contain_text("New words")
        expect(article.get_by_text("Edited", exact=True)).to_be_visible()
        expect(article.get_by_role("img", name="The second one")).to_be_visible()
    _choose(page, "Edit history", "link")
    pages.arrive(page, f"/p/{code}/history")
    changes = page.get_by_role("list", name="Changes")
    for words in ("Old words #lake", "1 photo removed", "The second one"):
        expect(changes).to_contain_text(words)
    other = windows.open(site.person("ben"))
    for page_of_hers in ("edit", "history"):
        answer = other.goto(f"/p/{code}/{page_of_hers}")
        assert answer
        assert answer.status == 404


def test_the_second_of_two_windows_is_told_instead_of_overwriting(
    windows: Windows, site: Site, ana: Person
):
    (code,) = rows.fill(site, ana.viewer, ["At first"])
    first, second = windows.open(ana), windows.open(ana)
    for window in (first, second):
        pages.visit(window, f"/p/{code}/edit")
        expect(window.get_by_role("textbox", name="Caption")).to_have_value("At first")
    first.get_by_role("textbox", name="Caption").fill("From the first")
    first.get_by_role("button", name="Save").click()
    pages.arrive(first, f"/p/{code}")
    second.get_by_role("textbox", name="Caption").fill("From the second")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_contain_text("changed in another window")
    expect(second.get_by_role("textbox", name="Caption")).to_have_value("From the second")
    second.get_by_role("button", name="Load the post again").click()
    expect(second.get_by_role("textbox", name="Caption")).to_have_value("From the first")


def test_a_post_is_archived_deleted_restored_and_erased(windows: Windows, site: Site, ana: Person):
    windows.expect("404")
    codes = rows.fill(site, ana.viewer, ["The first", "The second"])
    page = windows.open(ana)
    pages.visit(page, "/")
    first = pages.cards(page).filter(has_text="The first")
    _choose(first, "Archive")
    expect(page.get_by_text("Archived. Only you see it")).to_be_visible()
    expect(first).to_be_hidden()
    # Shown again from its own page, it stands in the feed, not a sentence in its place.
    pages.visit(page, "/archive")
    page.get_by_role("link", name="The first").click()
    _choose(page.get_by_role("article"), "Restore to profile")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("on your profile again")
    pages.navigation(page).get_by_role("link", name="Home").click()
    expect(first).to_be_visible()
    _choose(first, "Archive")
    expect(first).to_be_hidden()
    pages.visit(page, "/archive")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="Nothing is archived")).to_be_visible()
    pages.visit(page, f"/p/{codes[0]}")
    pages.delete(page)
    pages.arrive(page, f"/{ana.name}")
    answer = windows.open().goto(f"/p/{codes[0]}")
    assert answer
    assert answer.status == 404
    pages.visit(page, "/archive/deleted")
    expect(page.get_by_text("30 days left")).to_be_visible()
    expect(page.get_by_role("img", name="The first")).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="The recycle bin is empty")).to_be_visible()
    pages.visit(page, "/")
    expect(first).to_be_visible()
    for words in ("The first", "The second"):
        card = pages.cards(page).filter(has_text=words)
        _choose(card, "Delete")
        page.get_by_role("dialog", name="Delete this post?").get_by_role(
            "button", name="Delete post"
        ).click()
        expect(card).to_be_hidden()
    page.get_by_role("button", name="Undo").last.click()
    expect(pages.cards(page).filter(has_text="The second")).to_be_visible()
    pages.visit(page, "/archive/deleted")
    page.get_by_role("button", name="Empty now").click()
    page.get_by_role("dialog", name="Empty the recycle bin?").get_by_role(
        "button", name="Empty the bin"
    ).click()
    expect(page.get_by_role("heading", name="The recycle bin is empty")).to_be_visible()
    expect(page.get_by_role("status", name="Notices")).to_contain_text("1 post deleted for good.")


def test_what_a_reader_hides_stays_out_of_their_feed_until_they_undo_it(
    windows: Windows, site: Site, ana: Person
):
    ben = site.person("ben")
    site.transact(make.follow, ben.viewer, ana.viewer)
    rows.fill(site, ana.viewer, ["Not for ben"])
    page = windows.open(ben)
    pages.visit(page, "/")
    card = pages.cards(page).filter(has_text="Not for ben")
    _choose(card, "Hide this post")
    expect(card).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    _choose(card, "Not interested")
    expect(card).to_be_hidden()
    pages.visit(page, "/")
    expect(page.get_by_role("main")).to_be_visible()
    expect(card).to_be_hidden()


def test_a_pinned_post_leads_the_profile(windows: Windows, site: Site, ana: Person):
    codes = rows.fill(site, ana.viewer, ["Old", "Middle", "New"])
    page = windows.open(ana)
    pages.visit(page, f"/p/{codes[0]}")
    _choose(page.get_by_role("article"), "Pin to profile")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("Pinned")
    pages.visit(page, f"/{ana.name}")
    tiles = page.get_by_role("main").locator("a[href^='/p/']")
    expect(tiles).to_have_count(3)
    hrefs = tiles.evaluate_all("them => them.map(link => link.pathname.slice(3))")
    assert hrefs == [codes[0], codes[2], codes[1]]
    expect(tiles.first).to_have_accessible_name(re.compile("^Pinned"))


def _choose(where: Page | Locator, what: str, role: Literal["button", "link"] = "button") -> None:
    """Choose a line of a post's More menu."""
    place = where.get_by_role("article") if isinstance(where, Page) else where
    place.get_by_role("button", name="More", exact=True).click()
    menu = place.get_by_role("dialog", name="More about this post")
    menu.get_by_role(role, name=what, exact=True).click()


def test_what_the_scanner_found_is_offered_for_a_posted_photo_without_words(
    windows: Windows, site: Site, ana: Person
):
    (code,) = rows.fill(site, ana.viewer, ["Out early"], {"dog": 1})
    page = windows.open(ana)
    pages.visit(page, f"/p/{code}/edit")
    words = page.get_by_role("textbox", name="Alt text for photo 1")
    expect(words).to_have_value("")
    page.get_by_role("button", name="Use draft for photo 1").click()
    expect(words).to_have_value(re.compile("dog"))
    expect(page.get_by_role("button", name="Use draft for photo 1")).to_be_hidden()
    drafted = words.input_value()
    page.get_by_role("button", name="Save").click()
    pages.arrive(page, f"/p/{code}")
    expect(page.get_by_role("article").get_by_role("img", name=drafted)).to_be_visible()
