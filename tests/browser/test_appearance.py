"""Every page for every eye: axe's rules, as wide as the screen, dark from the first frame."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from instaclone.accounts import appointing
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify
from instaclone.collections import arranging, collecting
from instaclone.comments.commenting import comment
from instaclone.places.naming import place_for
from instaclone.posts import archiving, deleting
from instaclone.posts import editing as posts_editing
from instaclone.posts.models import PostMedia
from instaclone.profiles import blocking, editing, following
from instaclone.search import saving
from instaclone.tags.following import follow_tag
from instaclone.vision import correcting, tallying
from instaclone.vision.verdicts import key_of, things_in
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Person, Site
from tests.browser.windows import Windows

GRAVE = ("serious", "critical")
LONG_WORD = "donaudampfschifffahrtsgesellschaft" * 8
# From the first frame that has a body: the class that decides about dark, and what is painted.
WATCH_FRAMES = """
window.frames_seen = [];
const watch = () => {
    const root = document.documentElement;
    if (document.body && document.body.firstElementChild) window.frames_seen.push(
        [root.className, getComputedStyle(document.body).backgroundColor]);
    if (window.frames_seen.length < 200) requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
"""
SEEN_FRAMES = """new Promise(done => {
    const look = () => window.frames_seen.length > 20
        ? done(window.frames_seen) : requestAnimationFrame(look);
    look();
})"""
SETTLE = """Promise.all(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .map(each => each.finished.catch(() => 0)))"""


@dataclass(frozen=True)
class Place:
    """A page to look at: who looks, where, and what must be there first."""

    person: Person | None
    path: str
    landmark: str
    role: Any = "heading"


@pytest.fixture
def places(site: Site, tmp_path: Path) -> dict[str, Place]:
    """One of each kind of page."""
    newcomer, ana = site.person("newcomer"), site.person("a" * 22)
    captions = ["A dog #porch", LONG_WORD, "The last one"]
    code = rows.fill(site, ana.viewer, captions, {"dog": 2, "bicycle": 1})[1]
    spoken = site.transact(comment, ana.viewer, code, LONG_WORD)
    site.transact(
        comment, ana.viewer, code, f"A reply with https://example.org/{LONG_WORD}", spoken
    )
    two = rows.fill(site, ana.viewer, ["Of two photos"], pictures=2)[0]
    site.transact(posts_editing.set_hides_like_count, ana.viewer, two, True)
    put_away = rows.fill(site, ana.viewer, ["Archived", "Deleted"])
    site.transact(archiving.archive, ana.viewer, put_away[0])
    site.transact(deleting.delete, ana.viewer, put_away[1])
    rows.films(site, ana.viewer, [LONG_WORD], tmp_path)
    town, bay = site.transact(_from_places, code, two)
    for each in (code, rows.fill(site, ana.viewer, ["The same again"])[0]):
        site.transact(_look, each)
    site.transact(rows.show_camera, code, LONG_WORD)
    draft = rows.draft(site, ana.viewer, LONG_WORD)
    follower = site.person("follower")
    site.transact(_tag, code, "porch", "summer", LONG_WORD[:100])
    site.transact(follow_tag, follower.viewer, "porch")
    site.transact(_find, follower.viewer, ana.viewer, code)
    secret, blocked = site.person("secret"), site.person("blocked")
    site.transact(editing.set_private, secret.viewer, True)
    site.transact(following.follow, secret.viewer, ana.name)
    site.transact(blocking.block, newcomer.viewer, blocked.name)
    moderator = site.person("moderator")
    site.transact(_report, ana.viewer, moderator.name, code)
    collection = site.transact(arranging.create, ana.viewer, "Porches")
    site.transact(collecting.add, ana.viewer, collection, code)
    return {
        "welcome": Place(None, "/", "Photos among people you know"),
        "sign up": Place(None, "/signup", "Sign up"),
        "log in": Place(None, "/login", "Log in"),
        "empty feed": Place(newcomer, "/", "Your feed begins with you"),
        "feed": Place(ana, "/", f"Post by {ana.name}", "article"),
        "feed with a reason": Place(follower, "/", "Suggested for you"),
        "tag": Place(ana, "/tags/porch", "#porch"),
        "unused tag for a guest": Place(None, "/tags/" + "x" * 100, "No posts yet"),
        "object": Place(ana, "/objects/dog", "Dog"),
        "unseen object for a guest": Place(None, "/objects/giraffe", "No posts yet"),
        "unknown object": Place(ana, "/objects/unicorn", "This page is not here"),
        "objects": Place(None, "/objects", "Vehicles"),
        "the scanner for a moderator": Place(moderator, "/admin/scanner", "Labels", "list"),
        "the scanner for others": Place(ana, "/admin/scanner", "This page is not here"),
        # Before the grid, which shows the newcomer the same video.
        "videos": Place(newcomer, "/explore/videos", "Why this?", "button"),
        "explore": Place(newcomer, "/explore", "Why this?", "button"),
        "explore for a guest": Place(None, "/explore", "Explore"),
        "videos for a guest": Place(None, "/explore/videos", "Videos"),
        "map": Place(newcomer, "/explore/map", "Places"),
        "place": Place(ana, f"/places/{town}", LONG_WORD[:40]),
        "place of one's own": Place(None, f"/places/{bay}", "A bay without a name"),
        "unknown place": Place(ana, "/places/999999", "This page is not here"),
        "search": Place(ana, "/search", "How to ask"),
        "search for a guest": Place(None, "/search", "How to ask"),
        "found": Place(ana, "/search?q=dog", "Posts", "region"),
        "found nothing": Place(ana, "/search?q=xylophone", "Nothing found"),
        "found people": Place(newcomer, "/search?q=secret&tab=people", "People found", "list"),
        "misspelt": Place(ana, "/search?q=dgo", "About this search", "list"),
        "create": Place(ana, "/create", "Create a post"),
        "create with files": Place(ana, f"/create?draft={draft}", "harbour.mov", "listitem"),
        "edit": Place(ana, f"/p/{two}/edit", "Edit post"),
        "edit history": Place(ana, f"/p/{two}/history", "Edit history"),
        "untouched history": Place(ana, f"/p/{code}/history", "Nothing was changed yet"),
        "similar posts": Place(ana, f"/p/{code}/similar", "Similar posts"),
        "nothing similar": Place(None, f"/p/{two}/similar", "Nothing looks like it"),
        "archive": Place(ana, "/archive", "Archive"),
        "recycle bin": Place(ana, "/archive/deleted", "Empty now", "button"),
        "empty archive": Place(newcomer, "/archive", "Nothing is archived"),
        "empty bin": Place(newcomer, "/archive/deleted", "The recycle bin is empty"),
        "own post": Place(ana, f"/p/{code}", "What the scanner saw"),
        "post with a camera": Place(None, f"/p/{code}", "Camera"),
        "post for a guest": Place(None, f"/p/{code}", "What the scanner saw"),
        "profile": Place(ana, f"/{ana.name}", ana.name),
        "empty profile": Place(newcomer, f"/{newcomer.name}", newcomer.name),
        "profile of somebody": Place(newcomer, f"/{ana.name}", ana.name),
        "private profile": Place(newcomer, f"/{secret.name}", "Private account"),
        "blocked profile": Place(newcomer, f"/{blocked.name}", f"You have blocked {blocked.name}"),
        "followers": Place(ana, f"/{ana.name}/followers", ana.name),
        "following nobody": Place(newcomer, f"/{newcomer.name}/following", newcomer.name),
        "edit profile": Place(ana, "/settings/profile", "Username", "textbox"),
        "privacy": Place(newcomer, "/settings/privacy", "Private account", "switch"),
        "saved": Place(ana, "/saved", "Saved"),
        "nothing saved": Place(newcomer, "/saved", "Nothing saved yet"),
        "collection": Place(ana, f"/saved/{collection}", "Porches"),
        "notifications": Place(ana, "/notifications", "Notifications"),
        "what a search found": Place(follower, "/notifications", "1 new post matches", "link"),
        "nothing happened": Place(newcomer, "/notifications", "Nothing has happened yet"),
        "wishes": Place(ana, "/settings/notifications", "Quiet hours"),
        "explore settings": Place(ana, "/settings/explore", "What you asked for"),
        "missing page": Place(ana, "/p/nothing", "This page is not here"),
        "unknown address": Place(None, "/no/such/page", "This page is not here"),
    }


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_on_any_page(
    windows: Windows, places: dict[str, Place], scheme: str, width: int
):
    found = {}
    for name, page in _each(windows, places, width=width, color_scheme=scheme):
        if name in ("create", "edit"):
            page.get_by_text("More options").click()
        if name == "own post":
            page.get_by_role("button", name="Show objects").click()
            expect(page.get_by_role("button", name="Hide objects")).to_be_visible()
            page.get_by_role("button", name="View 1 reply").click()
            expect(page.get_by_role("button", name="Hide replies")).to_be_visible()
        if name == "post with a camera":
            expect(page.get_by_role("region", name="Camera")).to_be_visible()
        found[name] = _violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_where_people_are_tagged_and_films_trimmed(
    windows: Windows, site: Site, scheme: Any, width: int
):
    windows.expect("404")
    ana = site.person("ana")
    page = windows.open(ana, width=width, color_scheme=scheme)
    pages.visit(page, f"/create?draft={rows.draft(site, ana.viewer, LONG_WORD)}")
    page.get_by_role("button", name="Tag people on lake.jpg").click()
    dialog = page.get_by_role("dialog", name="Tag people on lake.jpg")
    expect(dialog).to_be_visible()
    assert (_violations(page), _width(page)) == ([], width)
    dialog.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Edit harbour.mov").click()
    trim = page.get_by_role("tabpanel", name="Trim")
    trim.get_by_role("slider", name="Start").fill("65300")
    expect(trim.get_by_role("button", name="Start back to the start")).to_have_text("1:05.3")
    expect(trim.get_by_role("status")).to_contain_text("Shares 2:14.7 of 3:20.0.")
    assert (_violations(page), _width(page)) == ([], width)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_where_the_scanner_is_corrected(
    windows: Windows, site: Site, scheme: Any, width: int
):
    ana = site.person("ana")
    page = windows.open(ana, width=width, color_scheme=scheme)
    (code,) = rows.fill(site, ana.viewer, ["A dog"], {"dog": 1, "dining table": 1})
    pages.visit(page, f"/p/{code}")
    page.get_by_role("button", name="Reject dining table").click()
    page.get_by_role("button", name="Show objects").click()
    page.get_by_role("button", name="Correct 1 dog").click()
    dialog = page.get_by_role("dialog", name="Correct what the scanner saw")
    expect(dialog.get_by_role("button", name="Confirm", exact=True)).to_be_visible()
    assert (_violations(page), _width(page)) == ([], width)
    dialog.get_by_role("button", name="It is a…").click()
    dialog.get_by_role("combobox", name="What it is").press_sequentially("ca")
    expect(dialog.get_by_role("option", name="cat")).to_be_visible()
    assert (_violations(page), _width(page)) == ([], width)
    dialog.get_by_role("button", name="Add what it missed").click()
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert (_violations(page), _width(page)) == ([], width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_dialogs_and_refusals(
    windows: Windows, site: Site, places: dict[str, Place], scheme: str
):
    page = windows.open(places["own post"].person, color_scheme=scheme)
    pages.visit(page, places["own post"].path)
    found = []
    page.get_by_role("article").get_by_role("button", name="More").click()
    dialog = page.get_by_role("dialog", name="More about this post")
    expect(dialog).to_be_visible()
    found += _violations(page)
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("dialog", name="Delete this post?")).to_be_visible()
    found += _violations(page)
    page.keyboard.press("Escape")
    pages.navigation(page).get_by_role("button", name="More").click()
    expect(page.get_by_role("dialog", name="More", exact=True)).to_be_visible()
    found += _violations(page)
    pages.visit(page, "/create")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += _violations(page)
    guest = windows.open(color_scheme=scheme)
    pages.visit(guest, "/login")
    guest.get_by_role("textbox", name="Username or email").fill("nobody")
    guest.get_by_label("Password").fill("not the password")
    guest.get_by_role("button", name="Log in").click()
    expect(guest.get_by_role("alert")).to_be_visible()
    found += _violations(guest)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_suggestions_and_the_builder(
    windows: Windows, places: dict[str, Place], scheme: str
):
    page = windows.open(places["search"].person, color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    pages.visit(page, "/search")
    found = []
    page.get_by_role("searchbox", name="Search").fill("two dogs and no per")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    found += _violations(page)
    text = "dog=1..3 (cat OR #a) -near:Lisbon 2024.. is:saved @nobody (dog OR (cat #b))"
    page.get_by_role("searchbox", name="Search").fill(text)
    page.get_by_role("button", name="Build a search").click()
    builder = page.get_by_role("dialog", name="Build a search")
    expect(builder.get_by_role("group", name="Condition 7")).to_be_visible()
    found += _violations(page)
    assert _width(page) <= 390
    page.set_viewport_size({"width": 1280, "height": 844})
    found += _violations(page)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_where_a_saved_search_is_named(
    windows: Windows, site: Site, scheme: str
):
    page = windows.open(site.person("ana"), color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 844})
    pages.visit(page, "/search?q=dog+%23lake")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_role("button", name="Rename saved search").click()
    name = page.get_by_role("textbox", name="Name of this search")
    name.fill("n" * 50)
    name.press("Enter")
    expect(page.get_by_text("Saved as nnn")).to_be_visible()
    assert _width(page) <= 320
    pages.visit(page, "/search")
    page.get_by_role("button", name="Rename saved search").click()
    name.fill("n" * 51)
    name.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert _width(page) <= 320
    assert _violations(page) == []


def test_no_page_is_wider_than_the_screen(windows: Windows, places: dict[str, Place]):
    wide = []
    for name, page in _each(windows, places):
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            content = _width(page)
            if content > width:
                wide.append(f"{name} at {width} px: {content} px")
    assert wide == []


def test_dark_is_there_from_the_first_frame_and_the_choice_stays(windows: Windows, site: Site):
    page = windows.open(site.person("ana"), color_scheme="dark")
    page.add_init_script(WATCH_FRAMES)
    pages.visit(page, "/")
    dark = _looks(page)
    assert len(dark) == 1
    assert re.search(r"\bdark\b", dark.pop()[0])
    pages.navigation(page).get_by_role("button", name="More").click()
    page.get_by_role("button", name="Light appearance").click()
    expect(page.locator("html")).not_to_have_class(re.compile(r"\bdark\b"))
    pages.visit(page, "/create")
    light = _looks(page)
    assert len(light) == 1
    assert not re.search(r"\bdark\b", light.pop()[0])


def _find(session: Session, viewer: Viewer, author: Viewer, code: str) -> None:
    """The viewer keeps a search of one long word, which has found this post."""
    saving.save(session, viewer, LONG_WORD, notifies=True)
    (card,) = saving.saved(session, viewer)
    post = session.exec(make.select_post(code)).one()
    notify(session, kinds.SEARCH, author, viewer.id, post_id=post.id, search_id=card.id)


def _look(session: Session, code: str) -> None:
    make.look(session, session.exec(make.select_post(code)).one(), "8f3c21d4907ab65e")


def _tag(session: Session, code: str, *tags: str) -> None:
    make.tag(session, session.exec(make.select_post(code)).one(), *tags)


def _report(session: Session, author: Viewer, moderator: str, code: str) -> None:
    """What the scanner found is counted, and its author says something of it."""
    appointing.appoint(session, moderator)
    post = session.exec(make.select_post(code)).one()
    media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
    for thing, act in zip(
        things_in(session, [media_id])[media_id],
        (correcting.confirm, correcting.reject_box),
        strict=False,
    ):
        act(session, author, media_id, key_of(thing))
    tallying.write(session, tallying.tallied(session))


def _from_places(session: Session, code: str, other: str) -> tuple[int, int]:
    town = make.town(session, LONG_WORD[:40], LONG_WORD[:40], "France", latitude=-48.9)
    for each, words, place_id in ((code, "", town.id), (other, "A bay without a name", None)):
        post = session.exec(make.select_post(each)).one()
        post.place, post.place_id = place_for(session, place_id, words)
        session.add(post)
    assert town.id
    assert post.place_id
    return town.id, post.place_id


def _looks(page: Page) -> set[tuple[str, str]]:
    return {(name, colour) for name, colour in page.evaluate(SEEN_FRAMES)}


def _each(windows: Windows, places: dict[str, Place], **how: Any):
    windows.expect("404")
    opened: dict[Person | None, Page] = {}
    for name, place in places.items():
        if place.person not in opened:
            opened[place.person] = windows.open(place.person, **how)
        page = opened[place.person]
        pages.visit(page, place.path)
        expect(page.get_by_role(place.role, name=place.landmark).first).to_be_visible()
        yield name, page


def _width(page: Page) -> int:
    """How wide what stands on a page is, in px."""
    return page.evaluate("document.documentElement.scrollWidth")


def _violations(page: Page) -> list[str]:
    # Colours on their way from one to the other are nobody's colours.
    page.evaluate(SETTLE)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]
