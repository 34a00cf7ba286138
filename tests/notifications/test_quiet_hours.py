"""What quiet hours hold back in open tabs, whatever it is that happens."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify
from instaclone.db.session import in_thread, transact
from instaclone.live import tabs
from instaclone.notifications.preferring import end_quiet, keep_quiet
from instaclone.posts.indexing import index
from instaclone.posts.models import FreshPost
from instaclone.search import jobs, saving
from instaclone.settings import Settings
from tests import make, people
from tests.notifications.listening import Browser, Tab
from tests.people import Cast


def like(cast: Cast) -> None:
    transact(_like, cast)


def _like(session: Session, cast: Cast) -> None:
    post = make.post(session, cast.ben)
    notify(session, kinds.LIKE, cast.ana, cast.ben.id, post_id=post.id)


def be_found(cast: Cast) -> None:
    """A saved search of ben's finds a new post."""
    transact(saving.save, cast.ben, "dog", True)
    transact(_show, cast.ana)
    assert jobs.tell_of_new_posts() == 1


def _show(session: Session, author: Viewer) -> None:
    post = make.post(session, author, labels={"dog": 1})
    index(session, post)
    session.add(FreshPost(post_id=post.id or 0))


@pytest.mark.parametrize(
    ("happen", "sentence"),
    [(like, "ana liked your post"), (be_found, "1 new post matches “dog”")],
)
def test_in_quiet_hours_nothing_pops_up_and_it_waits_in_the_list(
    database: Settings, monkeypatch: pytest.MonkeyPatch, happen: Callable, sentence: str
):
    monkeypatch.setattr(tabs, "REST_SECONDS", 0.01)
    asyncio.run(_through_a_night(transact(people.cast), happen, sentence))


async def _through_a_night(cast: Cast, happen: Callable[[Cast], None], sentence: str) -> None:
    browser = Browser()
    running = asyncio.create_task(tabs.fan_out(browser))  # pyright: ignore[reportArgumentType]
    tab = Tab(browser, cast.ben)
    try:
        await tab.connect(as_stranger=True)
        await browser.settled([tab])
        await in_thread(lambda: transact(keep_quiet, cast.ben, *_around_now(), "UTC"))
        await in_thread(lambda: happen(cast))
        await browser.settled([tab])
        assert [(card.sentence, card.is_unread) for card in tab.cards] == [(sentence, True)]
        assert (tab.badge.unread, tab.badge.in_title, tab.badge.toasts) == (1, "", [])
        await in_thread(lambda: transact(end_quiet, cast.ben))
        await browser.settled([tab])
        assert (tab.badge.in_title, tab.badge.toasts) == ("(1) ", []), "not hours later"
        await in_thread(lambda: happen(cast))
        await browser.settled([tab])
        assert tab.badge.in_title == "(2) "
        assert len(tab.badge.toasts) == 1
    finally:
        running.cancel()
        await tab.close()


def _around_now() -> tuple[str, str]:
    now, hour = clock.now(), timedelta(hours=1)
    return f"{now - hour:%H:%M}", f"{now + hour:%H:%M}"
