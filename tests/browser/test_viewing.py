"""Looking at a post: from photo to photo, past a warning, who is on it, who says yes to that."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.live.bus import publish_later
from instaclone.posts.choices import PersonMark
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.tagging_people import tag_people
from instaclone.profiles.blocking import block
from instaclone.profiles.models import Profile
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Person, Site
from tests.browser.windows import Windows

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


def _post(session: Session, code: str) -> Post:
    return session.exec(make.select_post(code)).one()


def _strip(page: Page) -> Locator:
    return page.get_by_role("group", name="Photos", exact=True)


def _at(page: Page, number: int, count: int = 3) -> None:
    """Wait until this photo is the one that is seen."""
    seen = page.get_by_role("group", name=f"Photo {number} of {count}")
    expect(seen).to_be_in_viewport(ratio=0.95)
    expect(page.locator("[aria-live=polite]", has_text="Photo ")).to_have_text(
        f"Photo {number} of {count}"
    )


def test_buttons_and_keys_lead_from_photo_to_photo(windows: Windows, site: Site):
    ana = site.person("ana")
    [code] = rows.fill(site, ana.viewer, ["Three"], {"dog": 1}, pictures=3)
    page = windows.open(site.person("ben"))
    pages.visit(page, f"/p/{code}")
    _at(page, 1)
    page.get_by_role("button", name="Next photo").click()
    _at(page, 2)
    expect(pages.scanner(page)).to_contain_text("Photo 2 of 3")
    _strip(page).focus()
    page.keyboard.press("ArrowRight")
    _at(page, 3)
    expect(page.get_by_role("button", name="Next photo")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowLeft")
    _at(page, 2)
    page.get_by_role("button", name="Previous photo").click()
    _at(page, 1)
    page.get_by_role("button", name="Next photo").dblclick()
    _at(page, 3)
    expect(page.get_by_role("button", name="Like", exact=True)).to_be_visible()


def test_a_swipe_stays_where_it_led_when_the_post_changes(windows: Windows, site: Site):
    ana = site.person("ana")
    [code] = rows.fill(site, ana.viewer, ["Swiped"], {"dog": 1}, pictures=3)
    page = windows.open(site.person("ben"), **PHONE)
    pages.visit(page, f"/p/{code}")
    box = _strip(page).bounding_box()
    assert box
    _swipe(page, box["x"] + box["width"] - 40, box["x"] + 40, box["y"] + box["height"] / 2)
    _at(page, 2)
    site.transact(_say, code, "Said anew")
    expect(page.get_by_role("article")).to_contain_text("Said anew")
    _at(page, 2)


def _swipe(page: Page, begin: float, end: float, height: float) -> None:
    """A finger that goes from one place to another."""
    touch = page.context.new_cdp_session(page)
    touched = [{"x": begin, "y": height}]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": touched})
    for step in range(1, 11):
        touched = [{"x": begin + (end - begin) * step / 10, "y": height}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": touched})
        page.wait_for_timeout(16)  # a frame, as fingers do
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _say(session: Session, code: str, caption: str) -> None:
    post = _post(session, code)
    post.caption = caption
    session.add(post)
    publish_later(session, f"post:{post.id}")


def test_a_warning_covers_the_photos_until_somebody_wants_to_see_them(windows: Windows, site: Site):
    ana = site.person("ana")
    [code] = rows.fill(site, ana.viewer, ["Covered"])
    site.transact(_warn, code)
    page = windows.open(site.person("ben"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pages.visit(page, f"/{ana.name}")
    expect(page.get_by_role("link", name=re.compile("With a content warning"))).to_be_visible()
    pages.visit(page, f"/p/{code}")
    cover = page.get_by_role("group", name="Content warning")
    expect(cover).to_contain_text("Loud dogs")
    assert not [url for url in asked if "/media/v/" in url]
    cover.get_by_role("button", name="Show").click()
    expect(page.get_by_role("article").get_by_role("img")).to_be_visible()
    expect(cover).to_have_count(0)
    own = windows.open(ana)
    pages.visit(own, f"/p/{code}")
    expect(own.get_by_role("article").get_by_role("img")).to_be_visible()


def _warn(session: Session, code: str) -> None:
    post = _post(session, code)
    post.warning = "Loud dogs"
    session.add(post)


def _tag(session: Session, code: str, who: Viewer) -> None:
    """The author puts this person into the middle of the first photo."""
    post = _post(session, code)
    first = select(PostMedia.media_id).where(PostMedia.post_id == post.id)
    media_id = session.exec(first.order_by(col(PostMedia.position))).first()
    tag_people(session, post, "", [PersonMark(who.username, media_id or 0, 0.5, 0.5)])


def _asks_first(session: Session, who: Viewer) -> None:
    profile = session.get(Profile, who.id)
    assert profile
    profile.approves_tags = True
    session.add(profile)


@pytest.fixture
def tagged(site: Site) -> tuple[Person, Person, str]:
    """The author, who is tagged and wants to be asked first, and the post's code."""
    ana, ben = site.person("ana"), site.person("ben")
    [code] = rows.fill(site, ana.viewer, ["With somebody"])
    site.transact(_asks_first, ben.viewer)
    site.transact(_tag, code, ben.viewer)
    return ana, ben, code


def test_a_tag_is_seen_by_others_once_the_tagged_person_approves_it(
    windows: Windows, site: Site, tagged: tuple[Person, Person, str]
):
    _, ben, code = tagged
    other = windows.open(site.person("cleo"))
    pages.visit(other, f"/p/{code}")
    expect(other.get_by_role("article")).to_contain_text("With somebody")
    expect(other.get_by_role("button", name="Show people")).to_have_count(0)
    assert ben.name not in other.get_by_role("main").inner_text()
    page = windows.open(ben)
    pages.visit(page, "/notifications")
    expect(page.get_by_text("asks to tag you in a post")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    other.get_by_role("button", name="Show people").click()
    expect(
        other.get_by_role("list", name="People on the photo").get_by_role("link", name=ben.name)
    ).to_be_visible()


def test_who_removes_the_tag_is_named_nowhere(
    windows: Windows, site: Site, tagged: tuple[Person, Person, str]
):
    ana, ben, code = tagged
    page = windows.open(ben)
    pages.visit(page, f"/p/{code}")
    page.get_by_role("group", name="Tag of you").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("group", name="Tag of you")).to_have_count(0)
    author = windows.open(ana)
    pages.visit(author, f"/p/{code}")
    expect(author.get_by_role("article")).to_contain_text("With somebody")
    expect(author.get_by_text("Waiting for")).to_have_count(0)


def test_a_tag_is_not_shown_to_whom_the_tagged_person_blocked(windows: Windows, site: Site):
    ana, ben, cleo = site.person("ana"), site.person("ben"), site.person("cleo")
    [code] = rows.fill(site, ana.viewer, ["With ben"])
    site.transact(_tag, code, ben.viewer)
    site.transact(block, ben.viewer, cleo.viewer.username)
    page = windows.open(cleo)
    pages.visit(page, f"/p/{code}")
    expect(page.get_by_role("article")).to_contain_text("With ben")
    expect(page.get_by_role("button", name="Show people")).to_have_count(0)
    assert ben.name not in page.get_by_role("main").inner_text()


def test_an_author_puts_somebody_on_a_photo_by_a_tap_and_by_keys(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    [code] = rows.fill(site, ana.viewer, ["Marked"])
    page = windows.open(ana)
    pages.visit(page, f"/p/{code}/edit")
    page.get_by_role("button", name="Tag people on photo 1").click()
    dialog = page.get_by_role("dialog", name="Tag people on photo 1")
    photo = dialog.get_by_role("img", name="photo 1")
    box = photo.bounding_box()
    assert box
    photo.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    search = dialog.get_by_role("searchbox", name="Who is there")
    expect(search).to_be_focused()
    search.fill(ben.name)
    dialog.get_by_role("button", name=f"Put {ben.name} on the photo").click()
    mark = dialog.get_by_role("button", name=re.compile(f"^{ben.name}, 25 % from the left"))
    mark.focus()
    page.keyboard.press("ArrowRight")
    expect(
        dialog.get_by_role("button", name=f"{ben.name}, 27 % from the left, 75 % from the top")
    ).to_be_visible()
    dialog.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Save", exact=True).click()
    pages.arrive(page, f"/p/{code}")
    page.get_by_role("button", name="Show people").click()
    named = page.get_by_role("list", name="People on the photo").get_by_role("link", name=ben.name)
    expect(named).to_be_visible()
