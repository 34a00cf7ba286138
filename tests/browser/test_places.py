"""The place of a post: chosen by keyboard among towns alike, shown on a page with a map."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from sqlmodel import Session

from instaclone.places import gazetteer, loading
from instaclone.posts.models import ONLY_ME
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows

GPS = 0x8825  # the part of Exif that says where
PATIENCE = 90_000  # ms, for a worker to bring in the gazetteer


def test_paris_in_texas_is_chosen_by_keyboard_and_has_a_page_with_a_map(
    windows: Windows, site: Site, picture: Path
):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/create")
    _await_towns(page, site)
    pages.choose(page, picture)
    pages.arrived(page, picture.name)
    page.get_by_text("More options").click()
    box = page.get_by_role("combobox", name="Place")
    box.press_sequentially("paris")
    options = page.get_by_role("listbox", name="Places").get_by_role("option")
    expect(options.first).to_contain_text("Île-de-France, France")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = options.nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(chosen).to_contain_text("Texas, United States")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "?")
    box.press("Enter")
    expect(box).to_have_value("Paris, Texas, United States")
    expect(options).to_have_count(0)
    pages.share(page)
    page.get_by_role("article").get_by_role("link", name="Paris, Texas, United States").click()
    expect(page.get_by_role("heading", name="Paris", exact=True)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Texas, United States")
    expect(page.get_by_role("main")).to_contain_text("1 post")
    expect(page).to_have_title("Paris · Instaclone")
    lies = page.get_by_role("region", name="Map of Paris")
    expect(lies.locator(".fill-accent")).to_be_visible()
    expect(lies).to_contain_text("33.66° N, 95.56° W")
    assert lies.locator("img").count() == 0
    recent = page.get_by_role("region", name="Recent")
    expect(recent.get_by_role("link")).to_have_count(1)


def test_a_place_of_ones_own_is_named_in_words_cleared_and_found_by_others_who_see_it(
    windows: Windows, site: Site
):
    ana, ben = site.person("ana"), site.person("ben")
    shown, secret = rows.fill(site, ben.viewer, ["Shown", "Secret"])
    mill = site.transact(_name, shown, "Behind the mill", "public")
    bay = site.transact(_name, secret, "Behind the bay", ONLY_ME)
    page = windows.open(ana)
    pages.visit(page, "/create")
    page.get_by_text("More options").click()
    box = page.get_by_role("combobox", name="Place")
    box.press_sequentially("behind the")
    options = page.get_by_role("listbox", name="Places").get_by_role("option")
    expect(options.first).to_contain_text("Behind the mill")
    expect(options.last).to_contain_text("Use “behind the” as it is")
    expect(options.filter(has_text="bay")).to_have_count(0)
    options.last.click()
    expect(options).to_have_count(0)
    expect(box).to_have_value("behind the")
    page.get_by_role("button", name="Clear place").click()
    expect(box).to_have_value("")
    pages.visit(page, f"/places/{mill}")
    expect(page.get_by_role("heading", name="Behind the mill")).to_be_visible()
    expect(page.get_by_role("region", name="Map of Behind the mill")).to_have_count(0)
    windows.expect("404")
    pages.visit(page, f"/places/{bay}")
    expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
    owner = windows.open(ben)
    pages.visit(owner, f"/places/{bay}")
    expect(owner.get_by_role("heading", name="Behind the bay")).to_be_visible()


def test_where_a_photo_was_taken_is_looked_up_for_who_asks(
    windows: Windows, site: Site, tmp_path: Path
):
    photo = tmp_path / "tower.jpg"
    made = Image.new("RGB", (640, 480), "teal")
    taken = made.getexif()
    taken[GPS] = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)}
    made.save(photo, exif=taken)
    page = windows.open(site.person("ana"))
    pages.visit(page, "/create")
    _await_towns(page, site)
    page.get_by_text("More options").click()
    ask = page.get_by_role("button", name="Suggest from the photo's location")
    expect(ask).to_be_hidden()
    pages.choose(page, photo)
    pages.arrived(page, photo.name)
    expect(ask).to_be_visible()
    near = page.get_by_role("list", name="Places near")
    expect(near).to_be_hidden()
    ask.click()
    near.get_by_role("button", name="Paris, Île-de-France, France").click()
    expect(page.get_by_role("combobox", name="Place")).to_have_value("Paris, Île-de-France, France")
    expect(near).to_be_hidden()
    pages.share(page)
    link = page.get_by_role("article").get_by_role("link", name="Paris, Île-de-France, France")
    expect(link).to_be_visible()


def _name(session: Session, code: str, words: str, visibility: str) -> int:
    post = session.exec(make.select_post(code)).one()
    post.visibility = visibility
    make.own_place(session, post, words)
    return post.place_id or 0


def _await_towns(page: Page, site: Site) -> None:
    for _ in range(PATIENCE // 500):
        if site.transact(loading.loaded) >= gazetteer.TOWNS:
            return
        page.wait_for_timeout(500)
    raise AssertionError("no worker brought in the gazetteer")
