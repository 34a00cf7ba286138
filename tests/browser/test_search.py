"""Finding anything: the box, its suggestions, what matched, and what is kept."""

import re

from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session

from instaclone.posts import indexing
from instaclone.posts.models import ONLY_ME
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows


def _box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search")


def _found(page: Page) -> Locator:
    return page.get_by_role("region", name="Posts").get_by_role("listitem")


def _ask(page: Page, query: str) -> None:
    _box(page).fill(query)
    _box(page).press("Enter")


def test_what_is_in_the_pictures_is_found_with_what_matched_and_nothing_private(
    windows: Windows, site: Site
):
    ana, ben = site.person("ana"), site.person("ben")
    word = "wharf" + ana.name[3:]
    shown, secret = rows.fill(site, ben.viewer, [f"{word} at dusk", f"{word} secret"], {"dog": 2})
    (lone,) = rows.fill(site, ben.viewer, [f"{word} alone"], {"dog": 1})
    site.transact(_index, [shown, secret, lone], secret)
    page = windows.open(ana)
    pages.visit(page, "/")
    pages.navigation(page).get_by_role("link", name="Search").click()
    pages.arrive(page, "/search")
    _ask(page, word)
    expect(_found(page)).to_have_count(2)
    _ask(page, f"{word} dog>=2")
    expect(_found(page)).to_have_count(1)
    expect(page).to_have_title(f"{word} dog>=2 · Search · Instaclone")
    first = _found(page).first
    expect(first).to_contain_text(f"2 dogs, “{word}” in the caption")
    expect(first.get_by_role("link")).to_have_attribute("href", f"/p/{shown}")
    outlines = first.locator("[aria-hidden=true]:has(> .border-accent)")
    expect(outlines).to_have_css("opacity", "0")
    first.get_by_role("link").focus()
    expect(outlines).to_have_css("opacity", "1")
    expect(outlines.locator(".border-accent")).to_have_count(2)
    owner = windows.open(ben)
    pages.visit(owner, f"/search?q={word}")
    expect(_found(owner)).to_have_count(3)


def test_suggestions_are_taken_by_keyboard_and_what_is_misspelt_is_put_right(
    windows: Windows, site: Site
):
    ana = site.person("ana")
    (code,) = rows.fill(site, ana.viewer, ["A giraffe"], {"giraffe": 1})
    site.transact(_index, [code])
    page = windows.open(ana)
    pages.visit(page, "/search")
    box = _box(page)
    box.press_sequentially("gira")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("giraffe")
    box.press("ArrowDown")
    chosen = options.first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "?")
    box.press("Enter")
    page.wait_for_url("**/search?q=giraffe")
    expect(box).to_have_value("giraffe")
    expect(options).to_have_count(0)
    expect(_found(page)).not_to_have_count(0)
    box.press_sequentially(" has:v")
    expect(options.first).to_contain_text("has:video")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("giraffe has:v")
    _ask(page, "girafe")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.get_by_role("button", name="Search for giraffe instead").click()
    page.wait_for_url("**/search?q=giraffe")
    expect(box).to_have_value("giraffe")
    expect(_found(page)).not_to_have_count(0)


def test_tabs_have_addresses_that_survive_going_back_and_loading_again(
    windows: Windows, site: Site
):
    ana, ben = site.person("ana"), site.person("ben")
    page = windows.open(ana)
    pages.visit(page, f"/search?q={ben.name}")
    page.get_by_role("tab", name="People").click()
    people = page.get_by_role("list", name="People found")
    expect(people.get_by_role("link")).to_contain_text(ben.name)
    expect(page).to_have_url(re.compile(rf"/search\?q={ben.name}&tab=people$"))
    page.reload()
    pages.hydrated(page)
    expect(page.get_by_role("tab", name="People")).to_have_attribute("aria-selected", "true")
    expect(_box(page)).to_have_value(ben.name)
    expect(people.get_by_role("link")).to_contain_text(ben.name)
    page.get_by_role("tab", name="Tags").click()
    expect(page.get_by_role("heading", name="No tags found")).to_be_visible()
    page.go_back()
    expect(people.get_by_role("link")).to_contain_text(ben.name)
    people.get_by_role("link").click()
    pages.arrive(page, f"/{ben.name}")
    page.go_back()
    expect(people.get_by_role("link")).to_contain_text(ben.name)


def test_searches_are_remembered_saved_and_removed_for_oneself_alone(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    page = windows.open(ana)
    pages.visit(page, "/search")
    for query in ("cat -dog", "near:Lisbon"):
        _ask(page, query)
        expect(page).to_have_title(f"{query} · Search · Instaclone")
    page.get_by_role("button", name="Save this search").click()
    notify = page.get_by_role("switch", name="Notify me of near:Lisbon")
    expect(notify).to_have_attribute("aria-checked", "true")
    notify.click()
    expect(notify).to_have_attribute("aria-checked", "false")
    pages.navigation(page).get_by_role("link", name="Search").click()
    recent = page.get_by_role("list", name="Recent searches").get_by_role("listitem")
    expect(recent).to_have_text(["near:Lisbon", "cat -dog"])
    page.get_by_role("button", name="Remove near:Lisbon", exact=True).click()
    expect(recent).to_have_text(["cat -dog"])
    saved = page.get_by_role("list", name="Saved searches").get_by_role("listitem")
    expect(saved).to_have_text(["near:Lisbon"])
    recent.get_by_role("link").click()
    expect(page).to_have_title("cat -dog · Search · Instaclone")
    other = windows.open(ben)
    pages.visit(other, "/search")
    expect(other.get_by_role("heading", name="How to ask")).to_be_visible()
    expect(other.get_by_role("list", name="Recent searches")).to_have_count(0)
    expect(other.get_by_role("list", name="Saved searches")).to_have_count(0)


def _index(session: Session, codes: list[str], secret: str = "") -> None:
    for code in codes:
        post = session.exec(make.select_post(code)).one()
        if code == secret:
            post.visibility = ONLY_ME
        indexing.index(session, post)
