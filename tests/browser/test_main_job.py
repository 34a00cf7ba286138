"""The main job: a newcomer signs up, posts a photo, and sees what the scanner saw in it."""

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser import pages
from tests.browser.running import Site
from tests.browser.windows import Windows

CAPTION = "A dog, a bicycle and the #porch"


@pytest.mark.parametrize("site", ["sqlite_site", "mariadb_site"], indirect=True)
def test_a_newcomer_posts_a_photo_and_sees_what_is_in_it(
    windows: Windows, site: Site, shared: Path
):
    page, name = windows.open(), f"new{secrets.token_hex(4)}"
    pages.sign_up(page, name, f"{name}@example.org")
    expect(page.get_by_role("heading", name="Your feed begins with you")).to_be_visible()
    pages.log_out(page)
    pages.log_in(page, f"{name}@example.org")

    with site.worker_held():
        code = pages.post(page, shared / "photos" / "dog.jpg", CAPTION, "dogs, Summer")
        expect(pages.scanner(page).get_by_text("Received")).to_be_visible()
        page.evaluate("window.sameDocument = true")
    pages.seen(page, "dog", "bicycle", "(truck|car)")
    expect(pages.scanner(page).get_by_role("status")).to_have_text("Ready")
    expect(pages.summary(page)).to_contain_text("1 dog")
    assert page.evaluate("window.sameDocument")
    expect(page).to_have_title(f"{name}: {CAPTION} · Instaclone")
    for tag in ("#dogs", "#summer", "#porch"):
        expect(page.get_by_role("listitem").filter(has_text=re.compile(f"^{tag}$"))).to_be_visible()

    pages.navigation(page).get_by_role("link", name="Home").click()
    card = pages.cards(page)
    expect(card).to_have_count(1)
    expect(card).to_contain_text(CAPTION)
    expect(card.get_by_role("img", name=f"Photo by {name}")).to_have_js_property("complete", True)
    pages.navigation(page).get_by_role("link", name="Profile").click()
    pages.arrive(page, f"/{name}")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text("1 post", exact=True)).to_be_visible()
    expect(page).to_have_title(f"{name} (@{name}) · Instaclone")
    page.get_by_role("link", name=f"Post by {name}").click()
    pages.arrive(page, f"/p/{code}")


def test_everything_can_be_done_with_the_keyboard(windows: Windows, shared: Path):
    page, name = windows.open(), f"keys{secrets.token_hex(4)}"
    pages.visit(page, "/signup")
    words = ((name, "Username"), (f"{name}@example.org", "Email"))
    passwords = ((pages.PASSWORD, "Password"), (pages.PASSWORD, "Confirm password"))
    for text, label in (*words, *passwords):
        tab_to(page, label)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    pages.arrive(page, "/")
    tab_to(page, "Create")
    page.keyboard.press("Enter")
    pages.arrive(page, "/create")
    expect(page.get_by_role("heading", name="Create a post")).to_be_visible()
    # Listened to from here on: the first listener is not in place at once.
    page.on("filechooser", lambda _: None)
    tab_to(page, "Photos and videos|Choose files")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files(shared / "photos" / "dog.jpg")
    pages.arrived(page, "dog.jpg")
    tab_to(page, "Caption")
    page.keyboard.type("Typed")
    tab_to(page, "Share")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/*")
    pages.hydrated(page)
    pages.seen(page, "dog")
    tab_to(page, "Show objects")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hide objects")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_text(re.compile(r"^\d+ dog$"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d+ dog$"))).to_be_hidden()


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until a control of this name, a pattern, has the focus, which must show."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        passed.append(_said(focused))
        if re.search(f'"({name})"', passed[-1]):
            assert focused.evaluate("here => getComputedStyle(here).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab does not reach {name}; it passed {passed}")


def _said(focused: Locator) -> str:
    """What a screen reader says first of the element with the focus; "" where none has it.

    After the last control it is the browser's own; and a page that is drawn anew between two looks
    takes the element away under it.
    """
    try:
        return focused.aria_snapshot(timeout=1000).partition("\n")[0] if focused.count() else ""
    except TimeoutError:
        return ""
