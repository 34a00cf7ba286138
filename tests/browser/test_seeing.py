"""Who sees what: tabs of one person, other people, guests, and lists that go on."""

from pathlib import Path

from playwright.sync_api import Page, expect
from sqlmodel import Session

from instaclone.posts.archiving import archive, unarchive
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows

MEASURE_SHIFTS = """
shifts = 0
new PerformanceObserver(list => list.getEntries().forEach(each => shifts += each.value))
    .observe({type: 'layout-shift', buffered: true})
"""
GONE = "This page is not here"


def test_another_tab_of_the_same_person_shows_a_new_post_by_itself(
    windows: Windows, site: Site, picture: Path
):
    ana = site.person("ana")
    page = windows.open(ana)
    profile = page.context.new_page()
    pages.visit(profile, f"/{ana.name}")
    expect(profile.get_by_role("heading", name="Share your first photo")).to_be_visible()
    pages.post(page, picture, "Seen from the other tab")
    tile = profile.get_by_role("link", name=f"Post by {ana.name}: Seen from the other tab")
    expect(tile).to_be_visible()
    expect(profile.get_by_text("1 post", exact=True)).to_be_visible()


def test_nobody_else_sees_a_post_before_it_is_published(
    windows: Windows, site: Site, picture: Path
):
    windows.expect("404")
    ana = site.person("ana")
    author, other, guest = windows.open(ana), windows.open(site.person("ben")), windows.open()
    with site.worker_held():
        code = pages.post(author, picture, "Not yet")
        for stranger in (other, guest):
            answer = stranger.goto(f"/p/{code}")
            assert answer
            assert answer.status == 404
            expect(stranger.get_by_role("heading", name=GONE)).to_be_visible()
            expect(stranger).to_have_title("Not found · Instaclone")
            pages.visit(stranger, f"/{ana.name}")
            expect(stranger.get_by_text("0 posts", exact=True)).to_be_visible()
            assert "Not yet" not in stranger.content()
    expect(author.get_by_role("article").get_by_role("img")).to_be_visible()
    for stranger in (other, guest):
        pages.visit(stranger, f"/p/{code}")
        expect(stranger.get_by_role("article")).to_contain_text("Not yet")


def test_a_deleted_post_and_its_pictures_are_gone_at_once(
    windows: Windows, site: Site, picture: Path
):
    windows.expect("404")
    ana = site.person("ana")
    page, guest = windows.open(ana), windows.open()
    code = pages.post(page, picture, "Soon gone")
    shown = page.get_by_role("article").get_by_role("img")
    expect(shown).to_be_visible()
    addresses = _addresses(page)
    for address in addresses:
        assert guest.request.get(address).status == 200
    pages.delete(page)
    pages.arrive(page, f"/{ana.name}")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("recycle bin")
    expect(page.get_by_text("0 posts", exact=True)).to_be_visible()
    for address in addresses:
        assert guest.request.get(address).status == 404
        assert page.request.get(address).status == 200  # it waits in her bin
    for window in (page, guest):
        answer = window.goto(f"/p/{code}")
        assert answer
        assert answer.status == 404
        expect(window.get_by_role("heading", name=GONE)).to_be_visible()


def test_who_goes_back_finds_their_place(windows: Windows, site: Site):
    ana = site.person("ana")
    site.transact(_tag_all, rows.fill(site, ana.viewer, ["A meadow"] * 45))
    page = windows.open(ana)
    for path in (f"/{ana.name}", "/tags/meadows"):
        pages.visit(page, path)
        tiles = page.get_by_role("main").get_by_role("link", name="Post by")
        while tiles.count() < 45:
            tiles.last.scroll_into_view_if_needed()
        tiles.last.scroll_into_view_if_needed()
        place = page.evaluate("scrollY")
        assert place > 1000
        tiles.last.click()
        expect(page.get_by_role("article")).to_be_visible()
        page.go_back()
        expect(tiles.last).to_be_in_viewport()
        expect(tiles).to_have_count(45)
        assert page.evaluate("scrollY") == place


def test_the_feed_stays_where_it_is_when_suggestions_come(windows: Windows, site: Site):
    ana, _ = site.person("ana"), site.person("ben")
    rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open(ana)
    page.add_init_script(MEASURE_SHIFTS)
    page.goto("/")
    expect(page.get_by_role("complementary", name="Suggestions")).to_be_visible()
    expect(page.get_by_role("article").first).to_be_visible()
    assert page.evaluate("shifts") < 0.01


def test_a_post_comes_back_to_who_looks_at_it(windows: Windows, site: Site):
    ana = site.person("ana")
    (code,) = rows.fill(site, ana.viewer, ["Away for a while"])
    page = windows.open(site.person("ben"))
    pages.visit(page, f"/p/{code}")
    expect(page.get_by_role("article")).to_contain_text("Away for a while")
    site.transact(archive, ana.viewer, code)
    expect(page.get_by_role("heading", name=GONE)).to_be_visible()
    site.transact(unarchive, ana.viewer, code)
    expect(page.get_by_role("article")).to_contain_text("Away for a while")
    expect(page.get_by_role("textbox", name="Add a comment")).to_be_visible()


def test_the_endless_list_shows_every_post_once_and_ends(windows: Windows, site: Site):
    ana = site.person("ana")
    codes = rows.fill(site, ana.viewer, [f"Number {number}" for number in range(45)])
    page = windows.open(ana)
    pages.visit(page, "/")
    expect(pages.cards(page)).to_have_count(20)
    page.get_by_role("button", name="Load more").press("Enter")
    expect(pages.cards(page).nth(20)).to_be_attached()
    _to_the_end(page)
    links = page.get_by_role("article").get_by_role("link", name="View post")
    assert links.evaluate_all("them => them.map(link => link.pathname.slice(3))") == codes
    pages.visit(page, f"/{ana.name}")
    expect(page.get_by_text("45 posts", exact=True)).to_be_visible()


def test_the_back_button_leads_to_the_same_place_in_the_feed(windows: Windows, site: Site):
    ana = site.person("ana")
    rows.fill(site, ana.viewer, [f"Number {number}" for number in range(45)])
    page = windows.open(ana)
    pages.visit(page, "/")
    expect(pages.cards(page)).to_have_count(20)
    _to_the_end(page)
    card = pages.cards(page).filter(has_text="Number 33")
    link = card.get_by_role("link", name="View post")
    link.scroll_into_view_if_needed()
    link.click()
    expect(page.get_by_role("heading", name="What the scanner saw")).to_be_visible()
    page.go_back()
    pages.arrive(page, "/")
    expect(pages.cards(page)).to_have_count(45)
    expect(card).to_be_in_viewport()


def _to_the_end(page: Page) -> None:
    for count in (40, 45):
        pages.scroll_on_until(page, pages.cards(page).nth(count - 1))
    page.keyboard.press("End")
    expect(page.get_by_text("You have seen everything.")).to_be_visible()


def _addresses(page: Page) -> list[str]:
    """Every address under which the picture of this page is served."""
    image = page.get_by_role("article").get_by_role("img")
    return image.evaluate(
        "image => [image.src, ...image.srcset.split(', ').map(each => each.split(' ')[0])]"
    )


def _tag_all(session: Session, codes: list[str]) -> None:
    for code in codes:
        make.tag(session, session.exec(make.select_post(code)).one(), "meadows")


def test_skipping_to_the_content_stays_at_the_address(windows: Windows, site: Site):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/create?draft=abc")
    address = page.url
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert page.url == address
