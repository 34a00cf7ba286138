"""What one does in one window is in the other's at once: badge, title, toasts and the list."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from instaclone import clock
from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify, withdraw
from instaclone.comments.commenting import comment
from instaclone.notifications.preferring import wishes
from instaclone.posts.models import Post
from instaclone.profiles.editing import set_private
from instaclone.profiles.following import follow
from tests import make
from tests.browser import pages, rows
from tests.browser.running import Person, Site
from tests.browser.windows import OFFLINE, Windows

HOUR = timedelta(hours=1)


def badge(page: Page, unread: int) -> None:
    name = f"Notifications, {unread} unread" if unread else "Notifications"
    link = pages.navigation(page).get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()


def lines(page: Page):
    return page.get_by_role("list", name="Notifications").get_by_role("listitem")


def test_what_others_do_arrives_while_one_looks_and_is_read(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    (code,) = rows.fill(site, ana.viewer, ["A meadow"])
    hers, too, his = windows.open(ana), windows.open(ana), windows.open(ben)
    pages.visit(hers, "/notifications")
    expect(hers.get_by_role("heading", name="Nothing has happened yet")).to_be_visible()
    pages.visit(too, "/")
    pages.visit(his, f"/p/{code}")
    for press in ("Like", "Unlike", "Like"):  # what is taken back and done again is said once
        his.get_by_role("article").get_by_role("button", name=press, exact=True).click()
        badge(hers, 0 if press == "Unlike" else 1)
    for page in (hers, too):
        badge(page, 1)
        expect(page).to_have_title(re.compile(r"^\(1\) "))
        popped = page.get_by_role("status", name="Notices")
        expect(popped.get_by_role("link", name=f"{ben.name} liked your post")).to_be_visible()
    expect(lines(hers)).to_have_count(1)
    expect(lines(hers).first).to_contain_text(f"{ben.name} liked your post")

    comment_id = site.transact(comment, ben.viewer, code, "Where is that?")
    expect(lines(hers).first).to_contain_text("commented on your post: Where is that?")
    badge(too, 2)
    lines(hers).nth(1).get_by_role("button", name="Mark as read").click()
    badge(hers, 1)
    badge(too, 1)
    lines(hers).first.get_by_role("link", name="commented on your post").click()
    hers.wait_for_url(f"**/p/{code}?comment={comment_id}")
    badge(hers, 0)
    badge(too, 0)
    expect(too).to_have_title(re.compile(r"^(?!\()"))


def test_asking_and_letting_in_reach_the_other_without_a_reload(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    site.transact(set_private, ana.viewer, True)
    hers, his = windows.open(ana), windows.open(ben)
    pages.visit(hers, "/notifications")
    pages.visit(his, f"/{ana.name}")
    his.get_by_role("main").get_by_role("button", name="Follow", exact=True).click()
    badge(hers, 1)
    requests = hers.get_by_role("region", name="Follow requests")
    requests.get_by_role("button", name="Approve", exact=True).click()
    expect(his.get_by_role("main").get_by_role("button", name="Following")).to_be_visible()
    badge(his, 1)
    badge(hers, 0)


def test_nothing_is_missing_or_double_when_the_connection_comes_back(windows: Windows, site: Site):
    windows.expect(OFFLINE)
    ana, friends = site.person("ana"), [site.person("friend") for _ in range(3)]
    (code,) = rows.fill(site, ana.viewer, ["A meadow"])
    page = windows.open(ana)
    pages.visit(page, "/notifications")
    _like(site, friends[0], ana, code)
    expect(lines(page)).to_have_count(1)
    site.web().kill()
    _like(site, friends[1], ana, code)  # while nobody hears it
    expect(lines(page).first).to_contain_text(f"{friends[1].name} and {friends[0].name} liked")
    badge(page, 2)
    page.context.set_offline(True)
    _like(site, friends[2], ana, code)
    page.context.set_offline(False)
    expect(lines(page).first).to_contain_text(f"{friends[2].name}, {friends[1].name} and")
    badge(page, 3)
    expect(lines(page)).to_have_count(1)
    site.transact(withdraw, kinds.LIKE, friends[2].viewer.id, post_id=_id_of(site, code))
    badge(page, 2)


def test_the_list_does_not_jump_when_something_arrives(windows: Windows, site: Site):
    ana, ben = site.person("ana"), site.person("ben")
    codes = rows.fill(site, ana.viewer, [f"Post {number}" for number in range(18)])
    for code in codes:
        _like(site, ben, ana, code)
    page = windows.open(ana, height=500)
    pages.visit(page, "/notifications")
    expect(lines(page)).to_have_count(18)
    read = lines(page).nth(12)
    read.scroll_into_view_if_needed()
    page.mouse.wheel(0, 40)
    page.wait_for_timeout(300)
    link = read.get_by_role("link", name="liked your post")
    place = link.get_attribute("href") or ""
    before = page.locator(f"main a[href='{place}']").bounding_box()
    site.transact(follow, ben.viewer, ana.name)
    expect(lines(page)).to_have_count(19)
    after = page.locator(f"main a[href='{place}']").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_a_burst_pops_up_as_one_and_wishes_and_quiet_hours_hold(windows: Windows, site: Site):
    ana = site.person("ana")
    friends = [site.person("friend") for _ in range(5)]
    page = windows.open(ana)
    pages.visit(page, "/settings/notifications")
    group = page.get_by_role("group", name="New followers")
    group.get_by_role("radio", name="Nobody").check()
    for _ in range(100):  # the choice shows at once, before it is written
        if "nobody" in {card.senders for card in site.read(wishes, ana.viewer)}:
            break
        page.wait_for_timeout(50)
    site.transact(follow, friends[0].viewer, ana.name)
    codes = rows.fill(site, ana.viewer, [f"Post {number}" for number in range(5)])
    for friend, code in zip(friends, codes, strict=True):
        _like(site, friend, ana, code)
    badge(page, 5)
    notices = page.get_by_role("status", name="Notices")
    expect(notices.get_by_role("link", name="5 new notifications")).to_be_visible()
    begin, end = (f"{clock.now() + hours:%H:%M}" for hours in (-HOUR, HOUR))
    page.get_by_label("From").fill(begin)
    page.get_by_label("To", exact=True).fill(end)
    page.get_by_role("button", name="Save quiet hours").click()
    expect(notices).to_contain_text(f"Quiet from {begin} to {end}, UTC.")
    expect(page).to_have_title(re.compile(r"^(?!\()"))
    pages.visit(page, "/settings/notifications")
    expect(group.get_by_role("radio", name="Nobody")).to_be_checked()
    badge(page, 5)
    page.get_by_role("button", name="Turn off").click()
    expect(page).to_have_title(re.compile(r"^\(5\) "))


def _like(site: Site, who: Person, whose: Person, code: str) -> None:
    site.transact(notify, kinds.LIKE, who.viewer, whose.viewer.id, post_id=_id_of(site, code))


def _id_of(site: Site, code: str) -> int:
    def find(session) -> int:
        post: Post = session.exec(make.select_post(code)).one()
        assert post.id
        return post.id

    return site.read(find)
