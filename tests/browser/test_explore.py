"""Explore: a grid of what others post, why each is there, and what one may ask for."""

from playwright.sync_api import expect

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
    found = grid.get_by_role("listitem").filter(has=page.locator(f'a[href="/p/{code}"]'))
    found.get_by_role("button", name="Why this?").click()
    why = page.get_by_role("dialog", name="Why this?")
    expect(why.get_by_role("button", name=f"Hide {ana.name}")).to_be_visible()
    why.get_by_role("button", name="More like this").click()
    expect(page.get_by_role("status", name="Notices")).to_contain_text("Explore will show you more")
    found.get_by_role("button", name="Why this?").click()
    why.get_by_role("button", name="Undo more like this").click()
    expect(why).to_be_hidden()
    found.get_by_role("button", name="Why this?").click()
    why.get_by_role("button", name="Less like this").click()
    expect(grid.locator(f'a[href="/p/{code}"]')).to_have_count(0)
    grid.get_by_role("button", name="Undo").click()
    expect(grid.locator(f'a[href="/p/{code}"]')).to_be_visible()
