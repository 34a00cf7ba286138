"""A search that is saved tells, while one does something else, of the post that it waited for."""

from urllib.parse import quote_plus

from playwright.sync_api import expect
from sqlmodel import Session

from instaclone import clock, ids
from instaclone.posts import indexing
from instaclone.posts.models import FreshPost
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows

TURN = 20_000  # ms, in which a worker looks for new posts more than once


def test_a_saved_search_tells_of_a_new_post_at_once(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    word = "jetty" + ana.name[3:]
    query = f"{word} dog"
    page = windows.open(ben)
    pages.visit(page, f"/search?q={quote_plus(query)}")
    page.get_by_role("button", name="Save this search").click()
    expect(page.get_by_role("switch", name=f"Notify me of {query}")).to_be_checked()
    pages.visit(page, "/settings/notifications")
    expect(page.get_by_role("group", name="New posts for your saved searches")).to_be_visible()
    (plain,) = rows.fill(site, ana.viewer, [f"The {word} alone"])
    (code,) = rows.fill(site, ana.viewer, [f"At the {word}"], {"dog": 1})
    site.transact(_show, plain)
    site.transact(_show, code)
    said = f"1 new post matches “{query}”"
    bell = pages.navigation(page).get_by_role("link", name="Notifications, 1 unread")
    expect(bell).to_be_visible(timeout=TURN)
    popped = page.get_by_role("status", name="Notices")
    expect(popped.get_by_role("link", name=said)).to_be_visible()
    pages.visit(page, "/notifications")
    page.get_by_role("list", name="Notifications").get_by_role("link", name=said).click()
    page.wait_for_url("**/search?q=*")
    found = page.get_by_role("region", name="Posts").get_by_role("listitem")
    expect(found).to_have_count(1)
    expect(found.get_by_role("link")).to_have_attribute("href", f"/p/{code}")
    none_unread = pages.navigation(page).get_by_role("link", name="Notifications", exact=True)
    expect(none_unread).to_be_visible()


def test_a_saved_search_is_given_a_name_and_a_bad_one_is_refused(windows: Windows, site: Site):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/search?q=dog+%23lake")
    page.get_by_role("button", name="Save this search").click()
    pencil = page.get_by_role("button", name="Rename saved search")
    pencil.press("Enter")
    field = page.get_by_role("textbox", name="Name of this search")
    expect(field).to_be_focused()
    field.fill("n" * 51)
    field.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(
        "The name may have 50 characters; this one has 51."
    )
    expect(field).to_have_value("n" * 51)
    expect(field).to_be_focused()
    field.fill("Dogs at the lake")
    field.press("Enter")
    expect(pencil).to_be_focused()
    expect(page.get_by_text("Saved as Dogs at the lake")).to_be_visible()
    pages.navigation(page).get_by_role("link", name="Search").click()
    row = page.get_by_role("list", name="Saved searches").get_by_role("listitem")
    link = row.get_by_role("link", name="Dogs at the lake")
    expect(link).to_contain_text("dog #lake")
    expect(row.get_by_role("switch", name="Notify me of Dogs at the lake")).to_be_checked()
    row.get_by_role("button", name="Rename saved search Dogs at the lake").click()
    expect(row.get_by_role("textbox")).to_have_value("Dogs at the lake")
    row.get_by_role("button", name="Cancel").click()
    link.click()
    expect(page).to_have_title("dog #lake · Search · Instaclone")


def _show(session: Session, code: str) -> None:
    """As if it were published now, and its pictures scanned."""
    post = session.exec(make.select_post(code)).one()
    post.published_at = clock.now()
    post.sort_key = ids.sort_key(post.published_at)
    session.flush()
    indexing.index(session, post)
    session.add(FreshPost(post_id=post.id or 0))
