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


def _show(session: Session, code: str) -> None:
    """As if it were published now, and its pictures scanned."""
    post = session.exec(make.select_post(code)).one()
    post.published_at = clock.now()
    post.sort_key = ids.sort_key(post.published_at)
    session.flush()
    indexing.index(session, post)
    session.add(FreshPost(post_id=post.id or 0))
