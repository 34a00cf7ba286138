"""News reach the tabs that look, and no others, and none too often."""

import asyncio
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from reflex.event import Event

from instaclone.live import bus, tabs


def tab(token: str, name: str = "page") -> Any:
    session = SimpleNamespace(client_token=token)
    root = SimpleNamespace(router_data={"pathname": f"/{token}"})
    return SimpleNamespace(
        router=SimpleNamespace(session=session),
        get_full_name=lambda: name,
        _get_root_state=lambda: root,
    )


def followers(topic: str) -> set[tuple[str, str]]:
    return set(tabs._tabs.get(topic, {}))


@pytest.fixture(autouse=True)
def forgotten():
    yield
    tabs._unhandled.clear()  # of loops that are closed
    for token in list(tabs._looking):
        tabs.forget(token)
    assert not tabs._tabs
    assert not tabs._pages
    tabs._told.clear()
    tabs._waiting.clear()


def test_a_state_follows_what_it_shows_and_nothing_of_before():
    tabs.follow(tab("one"), print, "post:1", "media:1")
    tabs.follow(tab("two"), print, "post:1")
    tabs.follow(tab("one"), print, "post:2")
    assert followers("post:1") == {("two", "page")}
    assert followers("media:1") == set()
    assert followers("post:2") == {("one", "page")}


def test_states_of_one_tab_follow_each_their_own():
    tabs.follow(tab("one", "page"), print, "post:1")
    tabs.follow(tab("one", "badge"), print, "notifications:1")
    assert followers("post:1") == {("one", "page")}
    tabs.forget("one")
    assert followers("post:1") == followers("notifications:1") == set()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Any:
    """An app with two open tabs that writes down what they are told."""
    monkeypatch.setattr(tabs, "REST_SECONDS", 0.05)
    monkeypatch.setattr(tabs, "_asked", lambda refresh, topic: refresh(topic))
    monkeypatch.setattr(tabs, "_takes_topic", lambda refresh: refresh is not refresh_all)
    monkeypatch.setattr(tabs.Event, "from_event_type", lambda event: [event])
    events: list[tuple[str, str]] = []
    handled: list[asyncio.Future[None]] = []

    async def enqueue(token: str, event: Event) -> asyncio.Future[None]:
        assert event.router_data == {"pathname": f"/{token}"}
        if event.name == "stuck":
            await asyncio.sleep(3600)
        if event.name == "broken":
            raise RuntimeError(event.name)
        events.append((token, event.name))
        handled.append(asyncio.get_running_loop().create_future())
        return handled[-1]

    return SimpleNamespace(
        events=events,
        handled=handled,
        event_namespace=SimpleNamespace(token_to_sid={"one": "sid", "two": "sid"}),
        event_processor=SimpleNamespace(enqueue=enqueue),
    )


def refresh(topic: str) -> Event:
    return Event(topic)


def refresh_all(topic: str) -> Event:
    return Event(topic)


def test_a_burst_of_news_is_told_at_once_and_once_more_at_its_end(app: Any):
    async def burst() -> int:
        tabs.follow(tab("one"), refresh, "marks:1")
        for _ in range(50):
            tabs._tell_all(app, "marks:1")
            await asyncio.sleep(0)
        at_once = len(app.events)
        await asyncio.sleep(0.1)
        return at_once

    assert asyncio.run(burst()) == 1
    assert app.events == [("one", "marks:1")] * 2


@pytest.mark.parametrize("fate", ["stuck", "broken"])
def test_a_tab_that_hangs_or_fails_keeps_no_other_waiting(app: Any, fate: str):
    async def tell() -> None:
        tabs.follow(tab("one"), lambda _topic: Event(fate), "marks:1")
        tabs.follow(tab("two"), refresh, "marks:1")
        tabs._tell_all(app, "marks:1")
        await asyncio.sleep(0.02)

    asyncio.run(tell())
    assert app.events == [("two", "marks:1")]


def test_a_tab_that_is_gone_is_told_nothing_not_even_what_waited(app: Any):
    async def tell() -> None:
        tabs.follow(tab("one"), refresh, "marks:1")
        for _ in range(2):
            tabs._tell_all(app, "marks:1")
            await asyncio.sleep(0.01)
        app.event_namespace.token_to_sid.pop("one")
        await asyncio.sleep(0.1)
        tabs._tell_all(app, "marks:1")
        await asyncio.sleep(0.1)

    asyncio.run(tell())
    assert app.events == [("one", "marks:1")]


def test_what_a_tab_was_told_of_a_page_and_has_not_handled_is_not_handled_on_the_next(app: Any):
    async def leave() -> list[bool]:
        tabs.follow(tab("one"), refresh, "post:1", "media:1")
        for topic in ("post:1", "media:1"):
            tabs._tell_all(app, topic)
            await asyncio.sleep(0.01)
        app.handled[0].set_result(None)
        await asyncio.sleep(0)
        tabs.forget("one")
        return [told.cancelled() for told in app.handled]

    assert asyncio.run(leave()) == [False, True]


def test_when_news_may_have_been_lost_every_tab_reads_again(app: Any, monkeypatch):
    """The bus breaks and is heard again: whatever it carried meanwhile, nobody stays behind."""
    monkeypatch.setattr(tabs, "PAUSE_SECONDS", 0.01)
    times = count(1)

    async def listen():
        yield bus.ANYTHING
        if next(times) == 1:
            raise ConnectionError
        await asyncio.sleep(3600)

    monkeypatch.setattr(tabs.bus, "listen", listen)

    async def tell() -> None:
        tabs.follow(tab("one"), refresh, "marks:1")
        tabs.follow(tab("two", "badge"), refresh, "notifications:1")
        tabs.follow(tab("two", "feed"), refresh_all, "user:1", "user:2", "tag:lake")
        running = asyncio.create_task(tabs.fan_out(app))
        for _ in range(1000):
            if len(app.events) < 4:
                await asyncio.sleep(0.01)
        running.cancel()

    asyncio.run(tell())
    told = [("one", "marks:1"), ("two", "notifications:1"), ("two", "user:1")]
    assert sorted(app.events) == sorted(told * 2), "a state that reads everything reads it once"
