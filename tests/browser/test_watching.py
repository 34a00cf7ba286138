"""The viewer for videos: one at a time, by keys, buttons and swipes, and for careful people."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.explore.models import Shown
from instaclone.posts.archiving import archive
from instaclone.posts.indexing import HAS_VIDEO
from instaclone.posts.models import Post, PostFact
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows

PATH = "/explore/videos"
PLAYING = "them => them.map((video, number) => video.paused ? -1 : number).filter(n => n >= 0)"


@pytest.fixture
def films(site: Site, tmp_path: Path) -> list[str]:
    """Two videos of each of three people, and no others: one shall come to the end of them."""
    site.transact(_archive_all)
    made = []
    for name in ("ana", "cleo", "dora"):
        made += rows.films(site, site.person(name).viewer, ["The sea", "The lake"], tmp_path)
    return made


def test_one_plays_at_a_time_and_keys_lead_from_one_to_the_next(
    windows: Windows, site: Site, films: list[str]
):
    page = windows.open(site.person("ben"))
    pages.visit(page, "/explore")
    page.get_by_role("list", name="Ways in").get_by_role("link", name="Videos").click()
    pages.arrive(page, PATH)
    _plays(page, 0)
    expect(_films(page).first).to_have_js_property("muted", True)
    expect(_films(page).nth(1)).to_have_attribute("preload", "auto")
    expect(_films(page).nth(2)).to_have_attribute("preload", "none")
    page.keyboard.press("ArrowDown")
    _plays(page, 1)
    expect(_films(page).nth(2)).to_have_attribute("preload", "auto")
    page.keyboard.press("m")
    expect(_slide(page, 1).get_by_role("button", name="Mute", exact=True)).to_be_visible()
    expect(_films(page).nth(2)).to_have_js_property("muted", False)
    page.keyboard.press(" ")
    expect(_slide(page, 1).get_by_role("button", name="Play video")).to_be_visible()
    page.keyboard.press(" ")
    _plays(page, 1)
    page.get_by_role("button", name="Next video").click()
    _plays(page, 2)
    page.keyboard.press("ArrowUp")
    _plays(page, 1)


def test_a_tile_of_the_grid_opens_its_video_and_one_goes_back_to_the_same_place(
    windows: Windows, site: Site, films: list[str]
):
    for number in range(12):
        rows.fill(site, site.person(f"member{number}").viewer, ["A meadow", "A lake"])
    ben = site.person("ben")
    page = windows.open(ben, 390, 300)
    pages.visit(page, "/explore")
    tiles = page.get_by_role("region", name="Explore").get_by_role("link")
    film = page.locator(f'a[href$="from={films[3]}"]')
    expect(tiles.first).to_be_visible()
    while not film.count():
        tiles.last.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
    film.evaluate("it => it.scrollIntoView({block: 'center'})")
    place = page.evaluate("scrollY")
    assert place > 0
    film.click()
    pages.arrive(page, PATH)
    _plays(page, 0)
    expect(_slide(page, 0).get_by_role("link", name="View post")).to_have_attribute(
        "href", f"/p/{films[3]}"
    )
    page.keyboard.press("ArrowDown")
    _plays(page, 1)
    _until_watched(page, site, ben.viewer, set(_codes(page)[:2]))
    _slide(page, 1).get_by_role("link", name="View post").click()
    page.wait_for_url("**/p/*")
    pages.hydrated(page)
    page.go_back()
    pages.arrive(page, PATH)
    _plays(page, 1)
    page.get_by_role("link", name="Back to explore").click()
    pages.arrive(page, "/explore")
    expect(film).to_be_in_viewport()
    assert page.evaluate("scrollY") == place
    film.click()  # the very same video again, though another one was looked at last
    _plays(page, 0)
    page.go_back()
    expect(film).to_be_in_viewport()
    assert page.evaluate("scrollY") == place


def test_a_video_that_is_not_for_the_viewer_is_not_begun_with(
    windows: Windows, site: Site, films: list[str], tmp_path: Path
):
    eva = site.person("eva")
    (own,) = rows.films(site, eva.viewer, ["The sea"], tmp_path)
    page = windows.open(eva)
    pages.visit(page, f"{PATH}?from={own}")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("is not here")
    _plays(page, 0)
    pages.visit(page, f"{PATH}?from={films[2]}")
    _plays(page, 0)
    expect(_slide(page, 0).get_by_role("link", name="View post")).to_have_attribute(
        "href", f"/p/{films[2]}"
    )


def test_a_press_pauses_and_a_swipe_goes_on(windows: Windows, site: Site, films: list[str]):
    page = windows.open(site.person("ben"), 390, 844, has_touch=True, is_mobile=True)
    pages.visit(page, PATH)
    _plays(page, 0)
    page.touchscreen.tap(195, 300)
    expect(_slide(page, 0).get_by_role("button", name="Play video")).to_be_visible()
    touch = page.context.new_cdp_session(page)
    swipe = {"x": 195, "y": 500, "yDistance": -400, "speed": 2000}
    touch.send("Input.synthesizeScrollGesture", swipe)
    _plays(page, 1)


def test_who_swipes_half_way_and_back_goes_on_watching(
    windows: Windows, site: Site, films: list[str]
):
    page = windows.open(site.person("ben"))
    pages.visit(page, PATH)
    _plays(page, 0)
    strip = page.locator("#films")
    # A finger that is not lifted yet holds the strip between two videos.
    strip.evaluate(
        "it => { it.style.scrollSnapType = 'none'; it.scrollTop = .6 * it.clientHeight }"
    )
    _plays(page, 1)
    strip.evaluate("it => { it.scrollTop = 0 }")
    _plays(page, 0)


@pytest.mark.parametrize("less", [{"reduced_motion": "reduce"}, {}])
def test_who_wants_less_begins_each_themselves(
    windows: Windows, site: Site, films: list[str], less: dict[str, Any]
):
    page = windows.open(site.person("ben"), **less)
    if not less:  # a phone that saves data
        page.add_init_script(
            "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
        )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pages.visit(page, PATH)
    button = _slide(page, 0).get_by_role("button", name="Play video")
    expect(button).to_be_visible()
    page.wait_for_timeout(500)
    assert not [url for url in asked if "film.mp4" in url]
    button.click()
    _plays(page, 0)


def test_what_is_looked_at_counts_as_watched_and_who_comes_back_is_there_again(
    windows: Windows, site: Site, films: list[str]
):
    ben = site.person("ben")
    page = windows.open(ben)
    pages.visit(page, PATH)
    _plays(page, 0)
    page.keyboard.press("ArrowDown")
    _plays(page, 1)
    codes = _codes(page)
    _until_watched(page, site, ben.viewer, set(codes[:2]))
    _slide(page, 1).get_by_role("link", name="View post").click()
    pages.arrive(page, f"/p/{codes[1]}")
    page.go_back()
    pages.arrive(page, PATH)
    _plays(page, 1)
    expect(_slide(page, 1)).to_be_in_viewport(ratio=0.9)


def test_a_video_is_liked_and_explained_and_put_away(
    windows: Windows, site: Site, films: list[str]
):
    page = windows.open(site.person("ben"))
    pages.visit(page, PATH)
    _plays(page, 0)
    first = _slide(page, 0)
    first.get_by_role("button", name="Like", exact=True).click()
    expect(first.get_by_text("1 like", exact=True)).to_be_visible()
    first.get_by_role("button", name="Why this?").click()
    why = page.get_by_role("dialog", name="Why this?")
    expect(why.get_by_role("list", name="Reasons")).to_be_visible()
    why.get_by_role("button", name="Less like this").click()
    expect(first.get_by_role("status")).to_have_text("Less like this.")
    expect(first.locator("video")).to_have_count(0)
    first.get_by_role("button", name="Undo").click()
    expect(first.locator("video")).to_have_count(1)


def test_a_guest_watches_to_the_end(windows: Windows, films: list[str]):
    page = windows.open()
    pages.visit(page, PATH)
    _plays(page, 0)
    end = page.get_by_role("heading", name="You have seen them all")
    for _ in range(60):
        if end.is_visible() and end.evaluate("it => it.getBoundingClientRect().top < 800"):
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(600)  # it goes there slowly enough to be seen
    expect(end).to_be_in_viewport()
    page.get_by_role("button", name="Begin again").click()
    _plays(page, 0)


def test_a_video_that_is_not_there_says_so(windows: Windows, site: Site, films: list[str]):
    windows.expect("Failed to load|ERR_|media")
    page = windows.open(site.person("ben"))
    page.route("**/film.mp4*", lambda route: route.abort())
    pages.visit(page, PATH)
    broken = _slide(page, 0)
    expect(broken.get_by_role("alert")).to_have_text("The video could not be loaded.")
    page.unroute("**/film.mp4*")
    broken.get_by_role("button", name="Try to load the video again").click()
    _plays(page, 0)


def _archive_all(session: Session) -> None:
    for code, author in session.execute(
        select(Post.code, col(Post.author_id))
        .join(PostFact, col(PostFact.post_id) == col(Post.id))
        .where(PostFact.fact == HAS_VIDEO)
    ).all():
        archive(session, Viewer(author, ""), code)


def _films(page: Page) -> Locator:
    return page.locator("#films video")


def _codes(page: Page) -> list[str]:
    return _films(page).evaluate_all(
        "them => them.map(video => video.closest('li').querySelector('a[href^=\"/p/\"]')"
        ".pathname.slice(3))"
    )


def _slide(page: Page, number: int) -> Locator:
    return page.locator("#films > li").nth(number)


def _plays(page: Page, number: int) -> None:
    """Wait until this video plays, and no other one."""
    expect(_slide(page, number).get_by_role("button", name="Pause video")).to_be_visible()
    assert _films(page).evaluate_all(PLAYING) == [number]


def _until_watched(page: Page, site: Site, viewer: Viewer, codes: set[str]) -> None:
    for _ in range(50):
        if site.read(_watched, viewer) == codes:
            return
        page.wait_for_timeout(200)
    assert site.read(_watched, viewer) == codes


def _watched(session: Session, viewer: Viewer) -> set[str]:
    mine = (Shown.user_id == viewer.id, col(Shown.watched_at).is_not(None))
    statement = select(Post.code).join(Shown).where(*mine)
    return set(session.exec(statement))
