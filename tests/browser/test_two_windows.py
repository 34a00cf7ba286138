"""One draft in two windows of its author: what both do to it stays, or is offered again."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, select

from instaclone.studio.models import Draft, DraftFile
from tests.browser import pages
from tests.browser.running import Site
from tests.browser.windows import Windows


@pytest.fixture
def both(windows: Windows, site: Site, shared) -> tuple[Page, Page]:
    """Two windows on a draft of one photo."""
    ana = site.person("ana")
    one, other = windows.open(ana), windows.open(ana, 390, 844)
    pages.visit(one, "/create")
    pages.choose(one, shared / "photos" / "dog.jpg")
    pages.arrived(one, "dog.jpg")
    one.wait_for_url("**/create?draft=*")
    pages.visit(other, one.url)
    pages.arrived(other, "dog.jpg")
    return one, other


def _words(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Alt text for dog.jpg")


def test_words_about_a_file_that_give_way_are_offered_where_they_were_written(
    both: tuple[Page, Page],
):
    one, other = both
    _words(other).fill("A cat")  # it is kept after a pause, or when the field is left
    _words(one).fill("A dog")
    _words(one).blur()
    lost = other.get_by_role("alert").filter(has_text="You had written:")
    expect(lost).to_be_visible()
    expect(_words(other)).to_have_value("A dog")
    other.get_by_role("button", name="Use this instead for dog.jpg").click()
    expect(lost).to_be_hidden()
    for page in both:
        expect(_words(page)).to_have_value("A cat")


def _edit(page: Page, tab: str) -> Locator:
    page.get_by_role("button", name="Edit dog.jpg").click()
    dialog = page.get_by_role("dialog", name="Edit dog.jpg")
    dialog.get_by_role("tab", name=tab).click()
    return dialog


def test_two_edits_of_one_file_are_both_kept_and_that_is_said(both: tuple[Page, Page], site: Site):
    one, other = both
    brighter, amber = _edit(one, "Adjust"), _edit(other, "Filters")
    brighter.get_by_role("slider", name="Brightness").focus()
    one.keyboard.press("ArrowRight")
    brighter.get_by_role("button", name="Done").click()
    expect(brighter).to_be_hidden()
    amber.get_by_role("radiogroup", name="Filter").get_by_role("radio", name="Amber").check()
    amber.get_by_role("button", name="Done").click()
    expect(amber).to_be_hidden()
    expect(other.get_by_role("status", name="Notices")).to_contain_text("Both edits are kept")
    code = other.url.rsplit("=", 1)[-1]
    assert site.read(_recipe, code) == '{"brightness":1,"look":"amber"}'


def _recipe(session: Session, code: str) -> str:
    return session.exec(select(DraftFile.recipe).join(Draft).where(Draft.code == code)).one()
