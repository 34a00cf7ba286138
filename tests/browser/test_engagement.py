"""Liking, saving, sharing: each at once for who does it, and live for who looks on."""

import pytest
from playwright.sync_api import Locator, Page, expect

from instaclone.profiles import blocking, following
from tests.browser import pages, rows
from tests.browser.running import Person, Site
from tests.browser.windows import Windows


@pytest.fixture
def ana(site: Site) -> Person:
    """Who posts."""
    return site.person("ana")


@pytest.fixture
def ben(site: Site, ana: Person) -> Person:
    """Who follows ana."""
    person = site.person("ben")
    site.transact(following.follow, person.viewer, ana.name)
    return person


def _card(page: Page, path: str = "/") -> Locator:
    pages.visit(page, path)
    card = pages.cards(page).first
    expect(card).to_be_visible()
    return card


def _press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name, exact=True).click()


def _says(card: Locator, words: str) -> None:
    expect(card.get_by_text(words, exact=True)).to_be_visible()


def test_a_like_shows_at_once_and_in_other_windows_without_reload(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    (code,) = rows.fill(site, ana.viewer, ["A meadow"])
    mine, hers = _card(windows.open(ben)), _card(windows.open(ana), f"/p/{code}")
    guests = _card(windows.open(), f"/p/{code}")
    _press(mine, "Like")
    expect(mine.get_by_role("button", name="Unlike", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    for card in (mine, hers, guests):
        _says(card, "1 like")
    _press(hers, "Like")
    for card in (mine, hers, guests):
        _says(card, "2 likes")
    _says(mine, f"Liked by {ana.name} and others")
    _press(mine, "Unlike")
    for card in (mine, hers, guests):
        _says(card, "1 like")
    expect(mine.get_by_role("button", name="Like", exact=True)).to_be_visible()


def test_who_clicks_very_often_gets_what_they_pressed_last(
    windows: Windows, site: Site, ana: Person
):
    rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open(ana)
    card = _card(page)
    heart = card.locator("button[aria-label=Like], button[aria-label=Unlike]")
    for _ in range(7):
        heart.click(no_wait_after=True)
    _says(card, "1 like")
    page.wait_for_timeout(300)
    _says(card, "1 like")
    pages.visit(page, "/")
    _says(pages.cards(page).first, "1 like")


def test_a_double_click_and_a_double_tap_like_and_never_take_it_back(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    rows.fill(site, ana.viewer, ["A meadow"])
    hers = _card(windows.open(ana))
    for _ in range(2):
        hers.get_by_role("img").first.dblclick()
        _says(hers, "1 like")
    phone = windows.open(ben, width=390, height=844, has_touch=True, is_mobile=True)
    his = _card(phone)
    place = his.get_by_role("img").first.bounding_box()
    assert place
    for _ in range(2):
        phone.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + 60)
    _says(his, "2 likes")
    _says(hers, "2 likes")


def test_the_key_l_likes_but_not_while_one_writes(windows: Windows, site: Site, ana: Person):
    codes = rows.fill(site, ana.viewer, ["First", "Second"])
    page = windows.open(ana)
    card = _card(page)
    second = pages.cards(page).nth(1)
    second.get_by_role("button", name="Share post").focus()
    page.keyboard.press("l")
    _says(second, "1 like")
    _says(card, "0 likes")
    card = _card(page, f"/p/{codes[0]}")
    page.keyboard.press("l")
    _says(card, "1 like")
    page.keyboard.press("Control+l")
    box = page.get_by_role("textbox", name="Add a comment")
    box.press_sequentially("lll")
    expect(box).to_have_value("lll")
    _says(card, "1 like")
    page.get_by_role("heading").first.click(force=True)
    for count in ("0 likes", "1 like"):
        page.keyboard.press("l")
        _says(card, count)


def test_the_count_opens_the_list_of_who_likes_it(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    rows.fill(site, ana.viewer, ["A meadow"])
    his = _card(windows.open(ben))
    _press(his, "Like")
    page = windows.open(ana)
    card = _card(page)
    _press(card, "1 like")
    dialog = page.get_by_role("dialog", name="Likes")
    expect(dialog.get_by_role("link", name=ben.name)).to_be_visible()
    expect(dialog.get_by_role("button", name="Follow", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()


def test_saved_posts_are_kept_in_collections(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open(ben)
    card = _card(page)
    _press(card, "Save")
    _press(card, "Add to collection")
    sheet = page.get_by_role("dialog", name="Add to collection")
    for name in ("Journeys", "Meadows"):
        sheet.get_by_role("textbox", name="New collection").fill(name)
        sheet.get_by_role("button", name="Create").click()
        expect(sheet.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    sheet.get_by_role("button", name="Journeys").click()
    expect(sheet.get_by_role("button", name="Journeys")).to_have_attribute("aria-pressed", "false")
    sheet.get_by_role("button", name="Close").click()
    pages.visit(page, "/saved")
    page.get_by_role("button", name="Reorder").click()
    page.get_by_role("button", name="Move Meadows earlier").click()
    listed = page.get_by_role("list", name="Collections").get_by_role("link")
    expect(listed).to_contain_text(["Meadows", "Journeys"])
    listed.first.click()
    page.wait_for_url("**/saved/*")
    expect(page.get_by_role("link", name=f"Post by {ana.name}: A meadow")).to_be_visible()
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("Green things")
    page.get_by_role("textbox", name="Name").press("Enter")
    expect(page.get_by_role("heading", name="Green things")).to_be_visible()
    _press(page.get_by_role("main"), "Delete")
    page.get_by_role("button", name="Delete collection").click()
    pages.arrive(page, "/saved")
    expect(listed).to_contain_text(["Journeys"])
    expect(page.get_by_text("1 post", exact=True).first).to_be_visible()
    card = _card(page)
    _press(card, "Unsave")
    expect(card.get_by_role("button", name="Save", exact=True)).to_be_visible()
    pages.visit(page, "/saved")
    expect(page.get_by_role("heading", name="Nothing saved yet")).to_be_visible()


def test_sharing_copies_the_link_or_hands_it_to_the_device(
    windows: Windows, site: Site, ana: Person
):
    (code,) = rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open(ana, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async given => { window.given = given.url; }")
    card = _card(page)
    _press(card, "Share post")
    sheet = page.get_by_role("dialog", name="Share", exact=True)
    for link in sheet.get_by_role("link").all():
        assert code in (link.get_attribute("href") or "")
    sheet.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/p/{code}"
    _press(card, "Share post")
    sheet.get_by_role("button", name="Share with an app").click()
    page.wait_for_function("window.given")
    assert page.evaluate("window.given") == f"{site.url}/p/{code}"


def test_a_guest_who_likes_is_asked_to_log_in(windows: Windows, site: Site, ana: Person):
    (code,) = rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open()
    card = _card(page, f"/p/{code}")
    _press(card, "Like")
    pages.arrive(page, "/login")


def test_a_like_that_is_refused_does_not_stay_on_the_screen(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open(ben)
    card = _card(page)
    site.transact(blocking.block, ana.viewer, ben.name)
    _press(card, "Like")
    expect(page.get_by_text("This post is not here.")).to_be_visible()
    expect(card.get_by_role("button", name="Like", exact=True)).to_be_disabled()
