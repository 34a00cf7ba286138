"""Comments between two people who look at the same post, and in the cards of the feed."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, select

from instaclone.comments import commenting, filtering
from instaclone.posts.models import NOBODY, Post
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Person, Site
from tests.browser.windows import OFFLINE, Windows


def comments(page: Page) -> Locator:
    """The list of comments."""
    return page.get_by_role("list", name="Comments", exact=True)


def box(within: Page | Locator) -> Locator:
    """Where a comment is written."""
    return within.get_by_role("textbox", name="Add a comment")


@pytest.fixture
def ana(site: Site) -> Person:
    return site.person("ana")


@pytest.fixture
def ben(site: Site) -> Person:
    return site.person("ben")


def test_a_conversation_between_two_windows(windows: Windows, site: Site, ana: Person, ben: Person):
    (code,) = rows.fill(site, ana.viewer, ["Talk about this"])
    hers, his = windows.open(ana), windows.open(ben, width=390, height=844)
    for page in (hers, his):
        pages.visit(page, f"/p/{code}")
        expect(page.get_by_text("No comments yet.")).to_be_visible()
    box(his).fill("Half a thought")

    box(hers).click()
    hers.keyboard.type("First line")
    hers.keyboard.press("Shift+Enter")
    hers.keyboard.type("second line")
    hers.keyboard.press("Enter")
    expect(comments(his).get_by_text("second line")).to_be_visible()
    expect(box(hers)).to_have_value("")
    expect(box(his)).to_have_value("Half a thought")

    his.get_by_role("button", name=f"Reply to {ana.name}").click()
    expect(box(his)).to_be_focused()
    his.keyboard.press("Control+a")
    his.keyboard.type("A reply")
    his.get_by_role("button", name="Post comment").click()
    expect(comments(his).get_by_text("A reply")).to_be_visible()
    hers.get_by_role("button", name="View 1 reply").click()
    expect(comments(hers).get_by_text("A reply")).to_be_visible()

    his.get_by_role("button", name=f"Like comment by {ana.name}").click()
    expect(his.get_by_role("button", name=f"Unlike comment by {ana.name}")).to_be_visible()
    expect(comments(hers).get_by_text("1 like")).to_be_visible()

    _choose(his, ben.name, "Edit")
    his.get_by_role("textbox", name="Your comment").fill("A better reply")
    his.keyboard.press("Enter")
    expect(comments(hers).get_by_text("A better reply")).to_be_visible()
    expect(comments(hers).get_by_text("Edited")).to_be_visible()

    _choose(hers, ana.name, "Pin to the top")
    expect(comments(his).get_by_text("Pinned")).to_be_visible()

    _choose(hers, ana.name, "Delete")
    hers.get_by_role("dialog", name="Delete this comment?").get_by_role(
        "button", name="Delete comment"
    ).click()
    expect(his.get_by_text("No comments yet.")).to_be_visible()


def test_names_are_suggested_while_one_writes_an_at(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    (code,) = rows.fill(site, ana.viewer, ["Mention somebody"])
    page = windows.open(ana)
    pages.visit(page, f"/p/{code}")
    box(page).click()
    people = page.get_by_role("listbox", name="People to mention")
    page.keyboard.type(f"Look, @{ben.name[:-1]}")
    expect(people.get_by_role("option", name=re.compile(ben.name)).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    page.keyboard.type(ben.name[-1])
    expect(people.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(f"Look, @{ben.name} ")
    page.keyboard.press("Enter")
    expect(comments(page).get_by_role("link", name=f"@{ben.name}")).to_be_visible()


def test_a_refused_comment_keeps_its_words_and_cards_keep_their_own(
    windows: Windows, site: Site, ana: Person
):
    rows.fill(site, ana.viewer, ["One card", "Another card"])
    page = windows.open(ana)
    pages.visit(page, "/")
    one, other = pages.cards(page).nth(0), pages.cards(page).nth(1)
    box(other).fill("Something else")
    box(one).fill("x" * 2201)
    box(one).press("Enter")
    expect(one.get_by_role("alert")).to_contain_text("this one has 1 more")
    expect(box(one)).to_have_value("x" * 2201)
    box(one).fill("Short enough")
    one.get_by_role("button", name="Post comment").click()
    expect(one.get_by_role("link", name="View 1 comment")).to_be_visible()
    expect(box(one)).to_have_value("")
    expect(box(other)).to_have_value("Something else")


def test_half_written_words_outlive_the_server_and_a_reload(
    windows: Windows, site: Site, ana: Person
):
    windows.expect(OFFLINE)
    (code,) = rows.fill(site, ana.viewer, ["Write about this"])
    feed, page = windows.open(ana), windows.open(ana)
    pages.visit(feed, "/")
    pages.visit(page, f"/p/{code}")
    card = feed.get_by_role("article").first
    box(card).fill("In the feed")
    box(page).fill("Below the post")
    site.web().kill()
    # It promises nothing that a form could lose.
    expect(page.get_by_role("alert")).to_have_text(
        "No connection. This page tries again by itself."
    )
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(box(page)).to_have_value("Below the post")
    expect(box(card)).to_have_value("In the feed")
    page.reload()
    pages.hydrated(page)
    expect(box(page)).to_have_value("Below the post")
    box(page).press("Enter")
    page.keyboard.press("Enter")  # before the answer to the first
    expect(box(page)).to_have_value("")
    expect(comments(page).get_by_text("Below the post")).to_have_count(1)
    page.reload()
    pages.hydrated(page)
    expect(comments(page).get_by_text("Below the post")).to_have_count(1)
    expect(box(page)).to_have_value("")


def test_what_one_filters_is_not_in_the_page_until_one_asks_for_it(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    (code,) = rows.fill(site, ana.viewer, ["Filter this"])
    site.transact(commenting.comment, ben.viewer, code, "What a Grumble")
    page, other = windows.open(ana), windows.open(ana)
    pages.visit(other, f"/p/{code}")
    expect(comments(other).get_by_text("What a Grumble")).to_be_visible()
    pages.visit(page, "/settings/privacy")
    page.get_by_role("textbox", name="Word or phrase").fill("GRUMBLE")
    page.get_by_role("button", name="Hide it").click()
    expect(page.get_by_role("list", name="Hidden words").get_by_text("grumble")).to_be_visible()
    expect(comments(other).get_by_text("Hidden comment.")).to_be_visible()
    pages.visit(page, f"/p/{code}")
    expect(comments(page).get_by_text("Hidden comment.")).to_be_visible()
    assert "Grumble" not in page.content()
    page.get_by_role("button", name=f"Show hidden comment by {ben.name}").click()
    expect(comments(page).get_by_text("What a Grumble")).to_be_visible()
    site.transact(filtering.remove_word, ana.viewer, "grumble")


def test_comments_are_off_and_guests_are_asked_to_log_in(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    open_one, closed = rows.fill(site, ana.viewer, ["Open", "Closed"])
    site.transact(_close, closed)
    page = windows.open(ben)
    pages.visit(page, f"/p/{closed}")
    expect(page.get_by_text("Comments are off for this post.")).to_be_visible()
    expect(box(page)).to_have_count(0)
    guest = windows.open()
    pages.visit(guest, f"/p/{open_one}")
    expect(guest.get_by_role("article").get_by_role("link", name="Log in")).to_have_attribute(
        "href", re.compile(rf"next=/p/{open_one}$")
    )


def test_a_link_to_a_comment_opens_its_thread_and_scrolls_there(
    windows: Windows, site: Site, ana: Person, ben: Person
):
    (code,) = rows.fill(site, ana.viewer, ["Long talk"])
    top = site.transact(commenting.comment, ben.viewer, code, "Where it began")
    reply = site.transact(commenting.comment, ana.viewer, code, "The reply", top)
    site.transact(_crowd, code)
    page = windows.open(ben, width=390, height=844)
    pages.visit(page, f"/p/{code}?comment={reply}")
    expect(comments(page).get_by_text("The reply")).to_be_in_viewport()


def _close(session: Session, code: str) -> None:
    session.exec(select(Post).where(Post.code == code)).one().comments_from = NOBODY


def _crowd(session: Session, code: str) -> None:
    writer = make.user(session)
    for number in range(30):
        commenting.comment(session, writer, code, f"Number {number}")


def _choose(page: Page, username: str, choice: str) -> None:
    options = f"Options for comment by {username}"
    page.get_by_role("button", name=options).first.click()
    page.get_by_role("dialog", name=options).get_by_role("button", name=choice).click()
