"""The author corrects the scanner box by box; whoever looks sees at once what counts now."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, col, select

from instaclone.posts.models import PostMedia
from instaclone.retouching.recipes import Area
from instaclone.vision import counting
from instaclone.vision.models import BoxVerdict
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows

LONG = 90_000  # ms until the worker has loaded the model on a busy machine
FRAME = "Box round the thing: move it with the arrow keys"
CORNER = "Box round the thing, bottom right corner: move it with the arrow keys"


def test_what_the_author_says_of_each_box_is_what_others_see_at_once(
    windows: Windows, site: Site, shared: Path
):
    ana, ben = windows.open(site.person("ana")), windows.open(site.person("ben"))
    code = pages.post(ana, shared / "photos" / "dog.jpg")
    expect(_item(ana, "dog")).to_be_visible(timeout=LONG)
    pages.seen(ana, "dog", "bicycle", "car", "truck")
    pages.visit(ben, f"/p/{code}")
    pages.seen(ben, "dog")
    dialog = _opened(ana)
    _say(dialog, "dog", "Confirm")
    expect(_item(ben, "dog")).to_contain_text("confirmed by the author")
    _say(dialog, "car", "Wrong")
    expect(_item(ben, "car")).to_have_count(0)
    expect(pages.summary(ben)).not_to_contain_text("car")
    expect(pages.scanner(ana)).to_contain_text("Shown to you alone")
    _say(dialog, "truck", "It is a…")
    _name(dialog, "pupp", "Save")
    expect(_item(ben, "dog")).to_have_count(2)
    expect(pages.summary(ben)).to_contain_text("2 dogs")
    expect(pages.scanner(ben)).to_contain_text("the scanner saw a truck")
    for label, before in (("dog", "confirmed by the author"), ("dog", "the scanner saw a truck")):
        box = dialog.get_by_role("button", name=re.compile(f"{label}.*{before}"))
        _choose(box)
        dialog.get_by_role("button", name="Undo").click()
        expect(box).to_have_count(0)
    _say(dialog, "car", "Undo")
    pages.seen(ben, "dog", "bicycle", "car", "truck")
    expect(pages.summary(ben)).to_contain_text("1 dog")
    assert site.read(_verdicts, code) == []


def test_what_the_scanner_missed_is_drawn_with_the_keyboard_alone(windows: Windows, site: Site):
    person = site.person("ana")
    code = rows.fill(site, person.viewer, ["A dog"], {"dog": 1})[0]
    ana, ben = windows.open(person), windows.open(site.person("ben"))
    pages.visit(ana, f"/p/{code}")
    pages.visit(ben, f"/p/{code}")
    ana.get_by_role("button", name="Correct box by box").press("Enter")
    dialog = ana.get_by_role("dialog", name="Correct what the scanner saw")
    dialog.get_by_role("button", name="Add what it missed").press("Enter")
    field = dialog.get_by_role("combobox", name="What it is")
    expect(field).to_be_focused()
    field.press_sequentially("unicorn")
    field.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("things that the scanner knows")
    expect(field).to_be_focused()
    dialog.get_by_role("group", name=FRAME).focus()
    for _ in range(4):
        ana.keyboard.press("Shift+ArrowRight")
    dialog.get_by_role("button", name=CORNER).focus()
    for _ in range(4):
        ana.keyboard.press("Shift+ArrowDown")
    field.fill("bicy")
    expect(dialog.get_by_role("option", name="bicycle")).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("bicycle")
    field.press("Enter")
    expect(dialog.get_by_role("button", name="bicycle added by the author")).to_be_visible()
    expect(_item(ben, "bicycle")).to_contain_text("added by the author")
    (row,) = site.read(_verdicts, code)
    assert row.left > 0.36
    assert row.height > 0.31
    guest = windows.open()
    pages.visit(guest, "/objects/bicycle")
    expect(guest.locator(f'a[href="/p/{code}"]')).to_be_visible()


def test_a_box_is_chosen_and_drawn_with_a_finger(windows: Windows, site: Site):
    person = site.person("ana")
    code = rows.fill(site, person.viewer, ["A dog"], {"dog": 1})[0]
    page = windows.open(person, width=390, height=844, has_touch=True, is_mobile=True)
    pages.visit(page, f"/p/{code}")
    page.get_by_role("button", name="Show objects").tap()
    page.get_by_role("button", name="Correct 1 dog").tap()
    dialog = page.get_by_role("dialog", name="Correct what the scanner saw")
    dialog.get_by_role("button", name="Wrong", exact=True).tap()
    expect(pages.summary(page)).to_have_text("Nothing recognised")
    dialog.get_by_role("button", name="Add what it missed").tap()
    pages.drag_with_a_finger(page, dialog.locator(".ord-nw.ReactCrop__drag-handle"), -60, -40)
    _name(dialog, "cat", "Add")
    expect(pages.summary(page)).to_have_text("1 cat")
    added = next(row for row in site.read(_verdicts, code) if row.verdict == "added")
    assert added.left < 0.3
    assert added.width > 0.35


def test_a_name_may_be_typed_whole_and_saved_while_others_are_offered(windows: Windows, site: Site):
    """Nothing moves away from under the pointer."""
    person = site.person("ana")
    code = rows.fill(site, person.viewer, ["A dog"], {"dog": 1})[0]
    page = windows.open(person)
    pages.visit(page, f"/p/{code}")
    dialog = _opened(page)
    _say(dialog, "dog", "It is a…")
    dialog.get_by_role("combobox", name="What it is").press_sequentially("cat")
    expect(dialog.get_by_role("option", name="cat")).to_be_visible()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(pages.summary(page)).to_have_text("1 cat")


def test_what_is_in_doubt_is_for_the_author_alone(windows: Windows, site: Site):
    person = site.person("ana")
    code = rows.fill(site, person.viewer, ["A dog"], {"dog": 1})[0]
    site.transact(_doubt, code, "cat")
    ana, ben = windows.open(person), windows.open(site.person("ben"))
    pages.visit(ana, f"/p/{code}")
    pages.visit(ben, f"/p/{code}")
    pages.seen(ana, "dog", "cat")
    pages.seen(ben, "dog")
    expect(_item(ben, "cat")).to_have_count(0)
    for name in ("Correct box by box", "Reject dog", "Confirm", "Add what it missed"):
        expect(ben.get_by_role("button", name=name)).to_have_count(0)
    ben.get_by_role("button", name="Show objects").click()
    expect(ben.get_by_role("button", name="Hide objects")).to_be_visible()
    expect(ben.get_by_role("button", name=re.compile("^Correct"))).to_have_count(0)
    _say(_opened(ana), "cat", "Confirm")
    expect(_item(ben, "cat")).to_contain_text("confirmed by the author")


def _opened(page: Page) -> Locator:
    page.get_by_role("button", name="Correct box by box").click()
    dialog = page.get_by_role("dialog", name="Correct what the scanner saw")
    expect(dialog).to_be_visible()
    return dialog


def _say(dialog: Locator, label: str, verdict: str) -> None:
    """Choose the first box of a label, and press a button of it."""
    _choose(dialog.get_by_role("button", name=re.compile(rf"^\d+ {label}\b")).first)
    dialog.get_by_role("button", name=verdict, exact=True).click()


def _choose(box: Locator) -> None:
    if box.get_attribute("aria-expanded") != "true":
        box.click()


def _name(dialog: Locator, words: str, verb: str) -> None:
    """Type the beginning of a name, take what is offered first, and press a button."""
    dialog.get_by_role("combobox", name="What it is").press_sequentially(words)
    dialog.get_by_role("option").first.click()
    dialog.get_by_role("button", name=verb, exact=True).click()


def _item(page: Page, label: str) -> Locator:
    """Of the page's list what has this label."""
    listed = pages.scanner(page).locator("ol").get_by_role("listitem")
    return listed.filter(has_text=re.compile(rf"^{label}\b"))


def _doubt(session: Session, code: str, label: str) -> None:
    """The scanner takes something in a post for this, and is not sure."""
    for media_id in _pictures(session, code):
        counting.hold(session, media_id)
        make.detection(session, media_id, label, Area(0.5, 0.5, 0.3, 0.3), confidence=0.4)
        counting.recount(session, media_id)


def _verdicts(session: Session, code: str) -> list[BoxVerdict]:
    of_it = col(BoxVerdict.media_id).in_(_pictures(session, code))
    return list(session.exec(select(BoxVerdict).where(of_it)))


def _pictures(session: Session, code: str) -> list[int]:
    post = session.exec(make.select_post(code)).one()
    return list(session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)))
