"""News reach the tabs that look, and no others, and none too often."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from instaclone.live import tabs


def tab(token: str, name: str = "page") -> Any:
    session = SimpleNamespace(client_token=token)
    return SimpleNamespace(router=SimpleNamespace(session=session), get_full_name=lambda: name)


def followers(topic: str) -> set[tuple[str, str]]:
    return set(tabs._tabs.get(topic, {}))


@pytest.fixture(autouse=True)
def forgotten():
    yield
    for token in list(tabs._looking):
        tabs.forget(token)
    assert not tabs._tabs


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


class Told:
    """An app with one open tab that writes down what it is told."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.event_namespace = SimpleNamespace(token_to_sid={"one": "sid"})
        self.event_processor = SimpleNamespace(enqueue=self._enqueue)

    async def _enqueue(self, _token: str, event: Any) -> None:
        self.events.append(event)


def test_a_burst_of_news_is_told_at_once_and_once_more_at_its_end(monkeypatch):
    monkeypatch.setattr(tabs, "REST_SECONDS", 0.05)
    monkeypatch.setattr(tabs.Event, "from_event_type", lambda topic: [topic])
    app = Told()

    def refresh(topic: str) -> str:
        return topic

    monkeypatch.setattr(tabs, "_asked", lambda asked, topic: asked(topic))

    async def burst() -> int:
        tabs.follow(tab("one"), refresh, "marks:1")
        for _ in range(50):
            await tabs._tell_all(app, "marks:1")  # pyright: ignore[reportArgumentType]
        at_once = len(app.events)
        await asyncio.sleep(0.1)
        return at_once

    assert asyncio.run(burst()) == 1
    assert app.events == ["marks:1", "marks:1"]
