"""People meeting people: follow and approve, block, edit oneself, another name, one's picture."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from instaclone.posts import archiving
from instaclone.profiles import editing, following
from tests.browser import pages, rows
from tests.browser.running import Site
from tests.browser.windows import Windows


def main(page: Page) -> Locator:
    """What stands between the bars."""
    return page.get_by_role("main")


def press(page: Page, name: str) -> None:
    """Press a button of the page itself."""
    main(page).get_by_role("button", name=name, exact=True).click()


def test_a_private_account_lets_somebody_in_and_they_see_it_at_once(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    rows.fill(site, ana.viewer, ["For followers"])
    site.transact(editing.set_private, ana.viewer, True)
    hers, his = windows.open(ana), windows.open(ben, width=390)
    pages.visit(hers, "/notifications")
    pages.visit(his, f"/{ana.name}")
    private = his.get_by_text(f"This account is private. Follow {ana.name} to see their photos.")
    expect(private).to_be_visible()
    press(his, "Follow")
    expect(main(his).get_by_role("button", name="Requested")).to_be_visible()
    hers.get_by_role("button", name="Approve", exact=True).click()
    expect(main(his).get_by_role("button", name="Following")).to_be_visible()
    expect(main(his).get_by_role("link", name="For followers")).to_be_visible()
    expect(private).to_be_hidden()
    expect(main(his).get_by_text("1 follower", exact=True)).to_be_visible()
    press(his, "Following")
    his.get_by_role("dialog", name=f"Unfollow {ana.name}?").get_by_role(
        "button", name="Unfollow"
    ).click()
    expect(main(his).get_by_role("button", name="Follow", exact=True)).to_be_visible()
    expect(private).to_be_visible()


def test_following_is_counted_live_and_the_lists_have_addresses(windows: Windows, site: Site):
    ana, ben, cleo = (site.person(name) for name in ("ana", "ben", "cleo"))
    site.transact(following.follow, cleo.viewer, ana.name)
    his, guest = windows.open(ben), windows.open()
    pages.visit(guest, f"/{ana.name}")
    expect(main(guest).get_by_text("1 follower", exact=True)).to_be_visible()
    pages.visit(his, f"/{ana.name}")
    press(his, "Follow")
    expect(main(guest).get_by_text("2 followers", exact=True)).to_be_visible()
    main(his).get_by_role("link", name="2 followers").click()
    pages.arrive(his, f"/{ana.name}/followers")
    expect(main(his).get_by_role("listitem")).to_have_count(2)
    his.get_by_role("listitem").filter(has_text=cleo.name).get_by_role(
        "button", name="Follow"
    ).click()
    expect(main(his).get_by_role("button", name="Following")).to_be_visible()
    his.reload()
    expect(main(his).get_by_role("button", name="Following")).to_be_visible()
    his.go_back()
    pages.arrive(his, f"/{ana.name}")
    expect(main(his).get_by_role("heading", name=ana.name)).to_be_visible()
    press(guest, "Follow")
    guest.wait_for_url("**/login?next=*")


def test_who_is_blocked_finds_nobody_and_sees_it_happen(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    hers, his = windows.open(ana), windows.open(ben)
    pages.visit(his, f"/{ana.name}")
    expect(main(his).get_by_role("heading", name=ana.name)).to_be_visible()
    pages.visit(hers, f"/{ben.name}")
    press(hers, "More")
    hers.get_by_role("button", name="Block").click()
    hers.get_by_role("dialog", name=f"Block {ben.name}?").get_by_role(
        "button", name="Block"
    ).click()
    expect(main(hers).get_by_role("heading", name=f"You have blocked {ben.name}")).to_be_visible()
    expect(main(his).get_by_role("heading", name="This page is not here")).to_be_visible()
    press(hers, "Unblock")
    expect(main(hers).get_by_role("button", name="Follow", exact=True)).to_be_visible()


def test_what_is_typed_into_a_profile_outlives_its_mistakes(windows: Windows, site: Site):
    ana = site.person("ana")
    page = windows.open(ana)
    pages.visit(page, "/settings/profile")
    page.get_by_label("Display name").fill("x" * 31)
    page.get_by_label("Bio").fill("Hills and dogs, with @nobody\nhttps://example.org/walks.")
    expect(page.get_by_role("alert")).to_have_text(
        "The name may have 30 characters; this is 1 more."
    )
    press(page, "Save")
    expect(page.get_by_label("Display name")).to_be_focused()
    expect(page.get_by_label("Bio")).to_have_value(re.compile("Hills and dogs"))
    page.get_by_label("Display name").fill("Ana of the hills")
    page.get_by_label("Address of link 1").fill("example.org")
    press(page, "Save")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("Your profile is saved.")
    expect(page.get_by_role("alert")).to_be_hidden()
    pages.visit(page, f"/{ana.name}")
    expect(main(page).get_by_text("Ana of the hills")).to_be_visible()
    link = main(page).get_by_role("link", name="https://example.org/walks", exact=True)
    expect(link).to_have_attribute("rel", "nofollow noopener ugc")
    expect(main(page).get_by_role("link", name="example.org", exact=True)).to_be_visible()


def test_the_old_name_leads_to_the_new_one(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    page = windows.open(ana)
    pages.visit(page, "/settings/profile")
    page.get_by_label("Username").fill(ben.name)
    press(page, "Change username")
    expect(page.get_by_role("alert")).to_contain_text("is taken")
    name = f"{ana.name[:20]}.new"
    page.get_by_label("Username").fill(name)
    press(page, "Change username")
    expect(page.get_by_role("status", name="Notices")).to_contain_text(name)
    expect(pages.navigation(page).get_by_role("link", name="Profile")).to_have_attribute(
        "href", f"/{name}"
    )
    guest = windows.open()
    pages.visit(guest, f"/{ana.name}")
    assert guest.url.endswith(f"/{name}")
    expect(main(guest).get_by_role("heading", name=name)).to_be_visible()


def test_a_picture_of_oneself_is_cut_and_shown(windows: Windows, site: Site, picture: Path):
    page = windows.open(site.person("ana"))
    pages.visit(page, "/settings/profile")
    page.get_by_label("Choose a photo of you").set_input_files(picture)
    page.get_by_role("slider", name="Zoom").fill("2")
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowLeft")
    press(page, "Save photo")
    expect(main(page).get_by_role("button", name="Remove photo")).to_be_visible()
    own = pages.navigation(page).get_by_role("link", name="Profile").locator("img")
    expect(own).to_have_attribute("src", re.compile("^/media/"))
    press(page, "Remove photo")
    expect(own).to_have_count(0)


def test_a_long_profile_that_is_loaded_again_is_as_long_but_for_what_was_archived(
    windows: Windows, site: Site
):
    windows.expect("404.*/media/")  # of what was archived while it was being fetched
    ana, ben = site.person("ana"), site.person("ben")
    codes = rows.fill(site, ana.viewer, [f"Post {number}" for number in range(30)])
    page = windows.open(ben)
    pages.visit(page, f"/{ana.name}")
    tiles = main(page).locator("a[href^='/p/']")
    oldest, next_oldest = (main(page).locator(f"a[href='/p/{codes[number]}']") for number in (0, 1))
    pages.scroll_on_until(page, oldest)
    expect(tiles).to_have_count(30)
    site.transact(archiving.archive, ana.viewer, codes[1])
    page.reload()
    pages.hydrated(page)
    expect(next_oldest).to_have_count(0)
    expect(tiles).to_have_count(29)
