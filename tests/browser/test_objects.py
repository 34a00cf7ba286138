"""Posts by what the scanner saw in them: the list of things, and the page of one."""

from playwright.sync_api import expect
from sqlmodel import Session, select

from instaclone.posts.models import PostMedia
from instaclone.vision import counting
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows


def test_a_thing_is_found_by_any_of_its_names_and_leads_to_its_posts(windows: Windows, site: Site):
    ana = site.person("ana")
    codes = rows.fill(site, ana.viewer, ["On the beach", "At home"], {"zebra": 1, "couch": 1})
    guest = windows.open(locale="de-DE")
    pages.visit(guest, "/objects")
    guest.get_by_role("searchbox", name="Find a thing").press_sequentially("settee")
    expect(guest.get_by_role("heading", name="Nothing by that name")).to_be_visible()
    guest.get_by_role("searchbox", name="Find a thing").fill("couch")
    expect(guest.get_by_role("main")).to_contain_text("1 thing")
    guest.get_by_role("region", name="Home").get_by_role("link", name="Sofa").click()
    pages.arrive(guest, "/objects/couch")
    expect(guest.get_by_role("heading", name="Sofa")).to_be_visible()
    expect(guest.get_by_role("main")).to_contain_text("The scanner calls it “couch”.")
    recent = guest.get_by_role("region", name="Recent").get_by_role("link")
    expect(recent.first).to_have_attribute("href", f"/p/{codes[0]}")
    guest.get_by_role("region", name="Often with").get_by_role("link", name="Zebra").click()
    pages.arrive(guest, "/objects/zebra")
    expect(guest.get_by_role("heading", name="Zebra", exact=True)).to_be_visible()


def test_what_the_scanner_sees_meanwhile_is_offered_and_moves_nothing(windows: Windows, site: Site):
    ana = site.person("ana")
    shown, unseen = rows.fill(site, ana.viewer, ["Fresh", "Old"], {"toaster": 1})
    site.transact(_see, unseen, "giraffe")
    page = windows.open()
    pages.visit(page, "/objects/giraffe")
    recent = page.get_by_role("region", name="Recent").get_by_role("link")
    expect(recent).to_have_count(1)
    site.transact(_see, shown, "giraffe")
    page.get_by_role("button", name="Show new posts").click()
    expect(recent).to_have_count(2)
    expect(recent.first).to_have_attribute("href", f"/p/{shown}")


def test_what_is_often_seen_with_a_tag_leads_to_a_search_for_both(windows: Windows, site: Site):
    ana = site.person("ana")
    tag = "quay" + ana.name[3:]
    shown, _ = rows.fill(site, ana.viewer, ["Two ferries", "One"], {"boat": 2})
    site.transact(_tag, shown, tag)
    guest = windows.open()
    pages.visit(guest, f"/tags/{tag}")
    seen = guest.get_by_role("region", name="Often seen here")
    seen.get_by_role("link", name="boat").click()
    guest.wait_for_url(f"**/search?q=%23{tag}+boat")
    found = guest.get_by_role("region", name="Posts").get_by_role("listitem")
    expect(found.get_by_role("link")).to_have_attribute("href", f"/p/{shown}")
    pages.visit(guest, "/objects/boat")
    narrow = guest.get_by_role("link", name="Narrow by search")
    expect(narrow).to_have_attribute("href", "/search?q=boat")


def _tag(session: Session, code: str, tag: str) -> None:
    make.tag(session, session.exec(make.select_post(code)).one(), tag)


def _see(session: Session, code: str, label: str) -> None:
    post = session.exec(make.select_post(code)).one()
    pictures = select(PostMedia.media_id).where(PostMedia.post_id == post.id)
    for media_id in session.exec(pictures):
        counting.hold(session, media_id)
        make.detection(session, media_id, label)
        counting.recount(session, media_id)
