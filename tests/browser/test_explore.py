"""Explore: a grid of what others post, why each is there, what one may ask for; and the map."""

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.explore.signals import FRESH
from instaclone.explore.switching import switch, switch_all
from instaclone.posts.archiving import archive
from instaclone.posts.indexing import index
from instaclone.profiles.blocking import block
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows


def test_a_post_says_why_it_is_here_and_can_be_put_away_and_taken_back(
    windows: Windows, site: Site
):
    ana, ben = site.person("ana"), site.person("ben")
    code = rows.fill(site, ana.viewer, ["A dog at the lake"], {"dog": 1})[0]
    page = windows.open(ben)
    pages.visit(page, "/")
    pages.navigation(page).get_by_role("link", name="Explore").click()
    pages.arrive(page, "/explore")
    grid = page.get_by_role("region", name="Explore")
    why = _asked_why(page, code)
    expect(why.get_by_role("button", name=f"Hide {ana.name}")).to_be_visible()
    why.get_by_role("button", name="More like this").click()
    expect(page.get_by_role("status", name="Notices")).to_contain_text("Explore will show you more")
    _asked_why(page, code)
    why.get_by_role("button", name="Undo more like this").click()
    expect(why).to_be_hidden()
    _asked_why(page, code)
    why.get_by_role("button", name="Less like this").click()
    expect(grid.locator(f'a[href="/p/{code}"]')).to_have_count(0)
    grid.get_by_role("button", name="Undo").click()
    expect(grid.locator(f'a[href="/p/{code}"]')).to_be_visible()


def test_in_the_order_of_time_a_post_can_be_hidden_and_nothing_is_offered_in_vain(
    windows: Windows, site: Site
):
    ana, ben = site.person("ana"), site.person("ben")
    code = rows.fill(site, ana.viewer, ["A dog at the lake"])[0]
    site.transact(switch_all, ben.viewer, False)
    page = windows.open(ben)
    pages.visit(page, "/explore")
    grid = page.get_by_role("region", name="Explore")
    why = _asked_why(page, code)
    expect(why).to_contain_text("would change nothing")
    expect(why.get_by_role("button", name="like this")).to_have_count(0)
    expect(why.get_by_role("button", name=f"Hide {ana.name}")).to_be_visible()
    why.get_by_role("button", name="Hide this post").click()
    expect(grid.get_by_role("status")).to_have_text("Hidden. It stays out of your lists.")
    grid.get_by_role("button", name="Undo").click()
    expect(grid.locator(f'a[href="/p/{code}"]')).to_be_visible()


def test_who_asks_why_is_told_nothing_of_people_who_blocked_them_meanwhile(
    windows: Windows, site: Site
):
    ana, ben = site.person("ana"), site.person("ben")
    code = rows.fill(site, ana.viewer, ["A dog at the lake"])[0]
    page = windows.open(ben)
    pages.visit(page, "/explore")
    why = _asked_why(page, code)
    expect(why).to_contain_text(ana.name)
    why.get_by_role("button", name="Close").click()
    site.transact(block, ana.viewer, ben.name)
    _asked_why(page, code)
    expect(why).to_contain_text("This post is not for you any more.")
    expect(why).not_to_contain_text(ana.name)


def test_who_goes_back_finds_the_same_grid_at_the_same_place(windows: Windows, site: Site):
    codes = _fill(site, 15)
    page = windows.open(site.person("ben"), width=390, height=600)
    pages.visit(page, "/explore")
    order = _order(page)[:24]  # the next screen may be there already
    assert len(order) == 24
    there = _tiles(page).and_(page.locator('a[href^="/p/"]')).nth(15)  # no video
    there.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 200
    there.click()
    expect(page.get_by_role("article")).to_be_visible()
    page.go_back()
    expect(there).to_be_in_viewport()
    assert _order(page)[:24] == order
    assert page.evaluate("scrollY") == place
    gone = next(code for code in order if code in codes)
    site.transact(archive, codes[gone], gone)
    page.reload()
    pages.hydrated(page)
    expect(page.locator(f'a[href="/p/{gone}"]')).to_have_count(0)
    expect(_tiles(page).first).to_be_visible()
    assert _order(page)[:23] == [code for code in order if code != gone]


def test_one_may_have_others_chosen_and_a_switch_is_obeyed_at_once(windows: Windows, site: Site):
    _fill(site, 16)
    ben = site.person("ben")
    page = windows.open(ben)
    pages.visit(page, "/explore")
    before = _order(page)
    page.get_by_role("button", name="Choose anew").click()
    expect(_tiles(page).first).not_to_have_attribute("href", f"/p/{before[0]}")
    after = _order(page)
    assert not set(before) & set(after)
    site.transact(switch, ben.viewer, FRESH, False)
    pages.navigation(page).get_by_role("link", name="Home").click()
    pages.arrive(page, "/")
    pages.navigation(page).get_by_role("link", name="Explore").click()
    expect(_tiles(page).first).not_to_have_attribute("href", f"/p/{after[0]}")


def test_what_could_not_be_read_is_tried_again(windows: Windows, site: Site):
    _fill(site, 1)
    page = windows.open(site.person("ben"))
    site.transact(_rename, "interest", "interest_away")
    try:
        for path in ("/explore", "/explore/videos"):
            pages.visit(page, path)
            sorry = page.get_by_role("alert").filter(has_text="Explore could not be read")
            expect(sorry).to_be_visible()
        pages.visit(page, "/explore")
    finally:
        site.transact(_rename, "interest_away", "interest")
    sorry.get_by_role("button", name="Try again").click()
    expect(_tiles(page).first).to_be_visible()


def _rename(session: Session, table: str, name: str) -> None:
    session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_the_map_lists_where_posts_are_from(windows: Windows, site: Site):
    codes = rows.fill(site, site.person("ana").viewer, ["One", "Two", "Three"])
    place_id = site.transact(_from_towns, codes)
    page = windows.open(site.person("ben"))
    pages.visit(page, f"/places/{place_id}")
    page.get_by_role("link", name="Map of recent places").click()
    pages.arrive(page, "/explore/map")
    places = page.get_by_role("region", name="Places", exact=True).get_by_role("link")
    expect(places.filter(has_text="Bern")).to_contain_text("2 posts")
    places.filter(has_text="Jaca").press("Enter")
    expect(page.get_by_role("heading", name="Jaca")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Back to explore").click()
    pages.arrive(page, "/explore")
    ways = page.get_by_role("list", name="Ways in")
    expect(ways.get_by_role("link", name="Map")).to_be_visible()


def _fill(site: Site, people: int) -> dict[str, Viewer]:
    """Two posts of each of so many people; whose each is."""
    found = {}
    for number in range(people):
        member = site.person(f"member{number}").viewer
        for code in rows.fill(site, member, ["A meadow", "A lake"]):
            found[code] = member
    return found


def _tiles(page: Page) -> Locator:
    return page.get_by_role("region", name="Explore").get_by_role("link")


def _asked_why(page: Page, code: str) -> Locator:
    """Ask why the post is here; the sheet that says it."""
    found = page.get_by_role("listitem").filter(has=page.locator(f'a[href="/p/{code}"]'))
    found.get_by_role("button", name="Why this?").click()
    return page.get_by_role("dialog", name="Why this?")


def _order(page: Page) -> list[str]:
    expect(_tiles(page).first).to_be_visible()
    # A video leads to the viewer, which begins with it: the code is the end of that address too.
    return _tiles(page).evaluate_all("them => them.map(link => link.href.match(/[^/=]+$/)[0])")


def _from_towns(session: Session, codes: list[str]) -> int:
    """Two of these posts are from Bern, one is from Jaca; the number of Bern."""
    bern = make.town(session, "Bern", latitude=46.9, longitude=7.4)
    jaca = make.town(session, "Jaca", latitude=42.6, longitude=-0.5)
    for code, town in zip(codes, (bern, jaca, bern), strict=True):
        post = session.exec(make.select_post(code)).one()
        post.place, post.place_id = town.name, town.id
        session.flush()
        index(session, post)
    assert bern.id
    return bern.id
