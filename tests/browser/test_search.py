"""Finding anything: the box, its suggestions, what matched, and what is kept."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session

from instaclone.posts import indexing
from instaclone.posts.models import ONLY_ME
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows

# What of these fields is wider than the room it has, by its label.
CUT = """fields => fields.filter(field => {
  const style = getComputedStyle(field), canvas = document.createElement("canvas").getContext("2d")
  canvas.font = style.font
  const said = field.options ? field.selectedOptions[0].text : "00/00/0000 m"
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
  return canvas.measureText(said).width > room
}).map(field => field.getAttribute("aria-label"))"""


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
    _ask(page, "nobodysword")
    expect(page).to_have_url(re.compile(r"/search\?q=nobodysword&tab=tags$"))
    page.go_back()
    expect(_box(page)).to_have_value(ben.name)
    page.go_back()
    expect(people.get_by_role("link")).to_contain_text(ben.name)
    people.get_by_role("link").click()
    pages.arrive(page, f"/{ben.name}")
    page.go_back()
    expect(people.get_by_role("link")).to_contain_text(ben.name)


def test_searches_are_remembered_saved_and_removed_for_oneself_alone(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    word = "mole" + ana.name[3:]
    site.transact(_index, rows.fill(site, ana.viewer, [word]))
    page = windows.open(ana)
    pages.visit(page, "/search")
    for query in (f"{word} -dog", f"xq{word}", word):
        _ask(page, query)
        expect(page).to_have_title(f"{query} · Search · Instaclone")
    page.get_by_role("button", name="Save this search").click()
    notify = page.get_by_role("switch", name=f"Notify me of {word}")
    expect(notify).to_have_attribute("aria-checked", "true")
    notify.click()
    expect(notify).to_have_attribute("aria-checked", "false")
    pages.navigation(page).get_by_role("link", name="Search").click()
    recent = page.get_by_role("list", name="Recent searches").get_by_role("listitem")
    expect(recent).to_have_text([word, f"{word} -dog"])
    page.get_by_role("button", name=f"Remove {word}", exact=True).click()
    expect(recent).to_have_text([f"{word} -dog"])
    saved = page.get_by_role("list", name="Saved searches").get_by_role("listitem")
    expect(saved).to_have_text([word])
    recent.get_by_role("link").click()
    expect(page).to_have_title(f"{word} -dog · Search · Instaclone")
    other = windows.open(ben)
    pages.visit(other, "/search")
    expect(other.get_by_role("heading", name="How to ask")).to_be_visible()
    expect(other.get_by_role("list", name="Recent searches")).to_have_count(0)
    expect(other.get_by_role("list", name="Saved searches")).to_have_count(0)


def test_a_search_is_clicked_together_and_typed_and_each_writes_the_other(
    windows: Windows, site: Site
):
    ana = site.person("ana")
    word = "quay" + ana.name[3:]
    both = rows.fill(site, ana.viewer, [f"{word} one"], {"dog": 2})
    (lone,) = rows.fill(site, ana.viewer, [f"{word} two"], {"dog": 1})
    site.transact(_index, [*both, lone])
    page = windows.open(ana)
    pages.visit(page, "/search")
    _box(page).fill(f"{word} (#a OR (cat #b))")
    page.get_by_role("button", name="Build a search").click()
    builder = page.get_by_role("dialog", name="Build a search")
    expect(_condition(builder, 1).get_by_role("textbox", name="Words")).to_have_value(word)
    expect(_condition(builder, 2)).to_contain_text("#a OR (cat #b)")
    expect(_condition(builder, 2)).to_contain_text("It stays as it is written.")
    builder.get_by_role("button", name="Add a condition").click()
    third = _condition(builder, 3)
    expect(third.get_by_role("combobox", name="Kind of condition")).to_be_focused()
    third.get_by_role("combobox", name="Object").select_option("dog")
    expect(third.get_by_role("combobox", name="How many")).to_have_value("at least")
    third.get_by_role("spinbutton", name="Number").fill("2")
    text = builder.get_by_role("textbox", name="As text")
    expect(text).to_have_value(f"{word} (#a OR (cat #b)) dog>=2")
    expect(_said(builder, "No posts match yet")).to_be_visible()
    expect(_box_behind(page)).to_have_value(f"{word} (#a OR (cat #b)) dog>=2")
    builder.get_by_role("button", name="Remove condition 2").press("Enter")
    expect(builder.get_by_role("button", name="Add a condition")).to_be_focused()
    expect(text).to_have_value(f"{word} dog>=2")
    expect(_said(builder, "About 1 post")).to_be_visible()
    number = _condition(builder, 2).get_by_role("spinbutton", name="Number")
    number.fill("1")
    expect(_said(builder, "About 2 posts")).to_be_visible()
    number.fill("2")
    expect(_said(builder, "About 1 post")).to_be_visible()
    builder.get_by_role("button", name="Search", exact=True).click()
    expect(builder).to_be_hidden()
    expect(_box(page)).to_have_value(f"{word} dog>=2")
    expect(_found(page)).to_have_count(1)
    expect(_found(page).get_by_role("link")).to_have_attribute("href", f"/p/{both[0]}")


def test_the_builder_works_by_keyboard_with_alternatives_and_what_is_ruled_out(
    windows: Windows, site: Site
):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/search")
    page.get_by_role("button", name="Build a search").press("Enter")
    builder = page.get_by_role("dialog", name="Build a search")
    text = builder.get_by_role("textbox", name="As text")
    text.press_sequentially("cat -near:Lisbon..5km")
    second = _condition(builder, 2)
    expect(second.get_by_role("combobox", name="Kind of condition")).to_have_value("-near")
    expect(second.get_by_role("textbox", name="Kilometres")).to_have_value("5")
    first = _condition(builder, 1)
    first.get_by_role("button", name="Or …").press("Enter")
    kinds = first.get_by_role("combobox", name="Kind of condition")
    expect(kinds).to_have_count(2)
    kinds.last.select_option("Tag")
    first.get_by_role("combobox", name="Tag").press_sequentially("sunset")
    expect(text).to_have_value("(cat OR #sunset) -near:lisbon..5km")
    expect(builder).to_contain_text("Posts (with a cat or tagged #sunset), not near Lisbon (5 km)")
    page.keyboard.press("Escape")
    expect(builder).to_be_hidden()
    expect(_box(page)).to_have_value("(cat OR #sunset) -near:lisbon..5km")


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_no_field_of_the_builder_cuts_what_it_says(windows: Windows, site: Site, width: int):
    page = windows.open(site.person("ana"))
    page.set_viewport_size({"width": width, "height": 900})
    pages.visit(page, "/search")
    _box(page).fill("dog=1..3 (bird OR -orientation:square) 2024..2025 near:Lisbon")
    page.get_by_role("button", name="Build a search").click()
    builder = page.get_by_role("dialog", name="Build a search")
    builder.get_by_role("button", name="Add a condition").click()
    expect(_condition(builder, 5).get_by_role("combobox", name="Object")).to_be_visible()
    fields = builder.locator("select, input[type=date]")
    assert fields.count() == 14
    assert fields.evaluate_all(CUT) == []


def test_what_matched_is_outlined_in_all_posts_where_nothing_hovers(windows: Windows, site: Site):
    ana = site.person("ana")
    word = "pier" + ana.name[3:]
    site.transact(_index, rows.fill(site, ana.viewer, [word], {"dog": 2}))
    page = windows.open(ana)
    pages.visit(page, f"/search?q={word}+dog>=2")
    outlines = _found(page).first.locator("[aria-hidden=true]:has(> .border-accent)")
    page.get_by_role("button", name="Show what matched").click()
    page.mouse.move(0, 0)
    expect(outlines).to_have_css("opacity", "1")
    page.get_by_role("button", name="Show what matched").click()
    page.mouse.move(0, 0)
    expect(outlines).to_have_css("opacity", "0")


def test_a_phrase_is_offered_as_the_search_it_is(windows: Windows, site: Site):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/search")
    _box(page).fill("two dogs and no person")
    first = page.get_by_role("listbox", name="Suggestions").get_by_role("option").first
    expect(first).to_contain_text("Posts with two or more dogs and no person")
    first.click()
    expect(page).to_have_title("dog>=2 -person · Search · Instaclone")


def _condition(builder: Locator, number: int) -> Locator:
    return builder.get_by_role("group", name=f"Condition {number}", exact=True)


def _said(builder: Locator, sentence: str) -> Locator:
    """What is said in the builder without being asked for."""
    return builder.get_by_role("status").get_by_text(sentence, exact=True)


def _box_behind(page: Page) -> Locator:
    """The search box while the builder lies over it."""
    return page.locator("input[type=search]")


def _index(session: Session, codes: list[str], secret: str = "") -> None:
    for code in codes:
        post = session.exec(make.select_post(code)).one()
        if code == secret:
            post.visibility = ONLY_ME
        indexing.index(session, post)
