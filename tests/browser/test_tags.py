"""Following a tag, and what others post while one looks."""

from pathlib import Path

from playwright.sync_api import expect
from sqlmodel import Session

from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows


def test_a_followed_tag_brings_a_strangers_post_into_the_feed_and_says_why(
    windows: Windows, site: Site, picture: Path
):
    ana, ben = site.person("ana"), site.person("ben")
    page, author = windows.open(ana), windows.open(ben)
    pages.visit(page, "/tags/%23Dämmerung")
    assert page.url.endswith("/tags/d%C3%A4mmerung")
    expect(page).to_have_title("#dämmerung · Instaclone")
    expect(page.get_by_role("heading", name="No posts yet")).to_be_visible()
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("button", name="Following", exact=True)).to_be_visible()
    pages.visit(page, "/")
    expect(page.get_by_role("heading", name="Your feed begins with you")).to_be_visible()
    pages.post(author, picture, "Evening by the water #Dämmerung")
    page.get_by_role("button", name="Show 1 new post").click()
    card = pages.cards(page).filter(has_text="Evening by the water")
    expect(card).to_contain_text("#dämmerung, a tag you follow")
    expect(page.get_by_role("button", name="Show 1 new post")).to_be_hidden()


def test_new_posts_of_others_wait_until_they_are_wanted_and_ones_own_do_not(
    windows: Windows, site: Site, picture: Path
):
    ana, ben = site.person("ana"), site.person("ben")
    rows.fill(site, ana.viewer, ["An old one"])
    site.transact(make.follow, ana.viewer, ben.viewer)
    page, author = windows.open(ana), windows.open(ben)
    pages.visit(page, "/")
    expect(pages.cards(page)).to_have_count(1)
    pages.post(author, picture, "Fresh from ben")
    news = page.get_by_role("button", name="Show 1 new post")
    expect(news).to_be_visible()
    expect(pages.cards(page)).to_have_count(1)
    own = page.context.new_page()
    pages.post(own, picture, "Fresh from ana")
    expect(pages.cards(page)).to_have_count(2)
    expect(pages.cards(page).first).to_contain_text("Fresh from ana")
    news.click()
    expect(pages.cards(page)).to_have_count(3)
    expect(pages.cards(page).nth(1)).to_contain_text("Fresh from ben")
    expect(news).to_be_hidden()


def test_the_page_of_a_tag_shows_the_liked_the_new_and_what_stands_beside_it(
    windows: Windows, site: Site
):
    ana = site.person("ana")
    codes = rows.fill(site, ana.viewer, [f"Number {number}" for number in range(30)])
    site.transact(_tag, codes, "harbour", "boats")
    site.transact(_like, codes[7], 3)
    guest = windows.open()
    pages.visit(guest, "/tags/harbour")
    expect(guest.get_by_text("30 posts", exact=True)).to_be_visible()
    top = guest.get_by_role("region", name="Top").get_by_role("link")
    expect(top).to_have_count(1)
    expect(top).to_have_attribute("href", f"/p/{codes[7]}")
    recent = guest.get_by_role("region", name="Recent").get_by_role("link")
    expect(recent).to_have_count(24)
    guest.keyboard.press("End")
    expect(recent).to_have_count(30)
    guest.get_by_role("link", name="#boats").click()
    pages.arrive(guest, "/tags/boats")
    expect(guest.get_by_role("heading", name="#boats")).to_be_visible()
    guest.get_by_role("button", name="Follow", exact=True).click()
    pages.arrive(guest, "/login")


def test_what_is_no_tag_has_no_page(windows: Windows):
    windows.expect("404")
    guest = windows.open()
    answer = guest.goto("/tags/2026")
    assert answer
    assert answer.status == 404
    expect(guest.get_by_role("heading", name="This page is not here")).to_be_visible()


def test_suggestions_stand_beside_the_feed_and_go_when_they_are_not_wanted(
    windows: Windows, site: Site
):
    ana = site.person("ana")
    site.person("newcomer")
    rows.fill(site, ana.viewer, ["Mine"])
    page = windows.open(ana)
    pages.visit(page, "/")
    aside = page.get_by_role("complementary", name="Suggestions")
    first = aside.get_by_role("button", name="Do not suggest").first
    name = (first.get_attribute("aria-label") or "").split()[-1]
    first.click()
    expect(aside.get_by_role("button", name=f"Do not suggest {name}")).to_be_hidden()
    aside.get_by_role("button", name="Follow", exact=True).first.click()
    expect(aside.get_by_role("button", name="Following").first).to_be_visible()


def _tag(session: Session, codes: list[str], *tags: str) -> None:
    for code in codes:
        make.tag(session, session.exec(make.select_post(code)).one(), *tags)


def _like(session: Session, code: str, count: int) -> None:
    session.exec(make.select_post(code)).one().like_count = count
