"""A thousand acts of twenty people whose connections break: everybody finds what the log says.

The log is read by `ledger`, which knows nothing of the rooms. Compared are each person's whole list
and count in the database, and what each of their open tabs shows once no news are on their way.
"""

import asyncio
import random

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import KINDS
from instaclone.db.session import in_thread, read, transact
from instaclone.live import tabs
from instaclone.notifications.cards import NotificationCard
from instaclone.notifications.queries import COUNTED, PAGE, notification_page
from instaclone.settings import Settings
from tests.notifications import badge
from tests.notifications.acting import begin
from tests.notifications.ledger import Line
from tests.notifications.listening import Browser, Tab
from tests.notifications.search_ledger import SearchLedger
from tests.notifications.searching import SearchingWorld

ACTS, PEOPLE, SECOND_TABS = 1000, 20, 5
LOOKS = 5  # times everything is compared on the way
REST_SECONDS = 0.3  # a tab hears of bursts less often than in life: fewer pages to read


@pytest.mark.timeout(400)  # half a minute, where nothing else runs
@pytest.mark.parametrize("seed", [2026])
def test_everybody_finds_what_the_log_of_a_thousand_acts_says(
    database: Settings, monkeypatch: pytest.MonkeyPatch, seed: int
):
    monkeypatch.setattr(tabs, "REST_SECONDS", REST_SECONDS)
    world = SearchingWorld(random.Random(seed))
    transact(begin, world, PEOPLE)
    asyncio.run(_play(world, random.Random(seed + 1)))
    assert len(world.log) == ACTS
    assert {act.what for act in world.log} == set(world.weights) - {"reply"}, "a reply is a comment"
    assert _ledger(world).ever_told == set(KINDS)


async def _play(world: SearchingWorld, chance: random.Random) -> None:
    browser = Browser()
    running = asyncio.create_task(tabs.fan_out(browser))  # pyright: ignore[reportArgumentType]
    opened = [Tab(browser, person) for person in [*world.people, *world.people[:SECOND_TABS]]]
    for tab in opened:
        await tab.connect(as_stranger=True)
    await browser.settled(opened)
    try:
        while len(world.log) < ACTS:
            if await in_thread(world.act) and len(world.log) % (ACTS // LOOKS) == 0:
                await browser.settled(opened)
                await _compare(world, opened)
            await _break_something(opened, chance)
        for tab in opened:
            if not tab.is_connected:
                await tab.connect(as_stranger=chance.random() < 0.5)
        await browser.settled(opened)
        assert all(tab.is_connected for tab in opened)
        await _compare(world, opened)
    finally:
        running.cancel()
        for tab in opened:
            await tab.close()


async def _break_something(opened: list[Tab], chance: random.Random) -> None:
    """Now and then a connection breaks, and comes back, known to the server or not."""
    tab = chance.choice(opened)
    if tab.is_connected and chance.random() < 0.04:
        tab.drop()
    elif not tab.is_connected and chance.random() < 0.3:
        await tab.connect(as_stranger=chance.random() < 0.5)


async def _compare(world: SearchingWorld, opened: list[Tab]) -> None:
    ledger = _ledger(world)
    for person in world.people:
        expected = ledger.lines(person.id)
        found = await in_thread(lambda person=person: read(_whole, person))
        assert _lines(found) == expected, f"{person.username} after {world.log[-3:]}"
        unread = await in_thread(lambda person=person: read(badge.unread, person))
        assert unread == min(ledger.unread(person.id), COUNTED)
    for tab in opened:
        if not tab.is_connected:
            continue
        unread = ledger.unread(tab.viewer.id)
        assert _lines(tab.cards) == ledger.lines(tab.viewer.id)[:PAGE]
        assert tab.badge.unread == min(unread, COUNTED)
        assert tab.badge.label == ("99+" if unread >= COUNTED else str(unread or ""))
        assert len(tab.popped) == len(set(tab.popped)), "nothing pops up twice"
        assert len(tab.badge.toasts) <= 3


def _ledger(world: SearchingWorld) -> SearchLedger:
    begun = {post: author for post, author in world.posts.items() if post not in world.published}
    return SearchLedger.of(begun, world.log)


def _whole(session: Session, viewer: Viewer) -> list[NotificationCard]:
    """The list page by page, as far as it goes."""
    cards, before = [], None
    while True:
        page = notification_page(session, viewer, before=before, size=17)
        cards += page.cards
        before = page.next_before
        if before is None:
            return cards


def _lines(cards: list[NotificationCard]) -> list[Line]:
    return [
        Line(card.key, tuple(person.id for person in card.people), card.count, card.is_unread)
        for card in cards
    ]
