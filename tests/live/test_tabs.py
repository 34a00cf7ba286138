"""News reach the tabs that look, and no others."""

from types import SimpleNamespace
from typing import Any

from instaclone.live import tabs


def tab(token: str) -> Any:
    return SimpleNamespace(router=SimpleNamespace(session=SimpleNamespace(client_token=token)))


def followers(topic: str) -> set[str]:
    return set(tabs._tabs.get(topic, {}))


def test_a_tab_follows_what_its_page_shows_and_nothing_of_the_page_before():
    tabs.follow(tab("one"), print, "post:1", "media:1")
    tabs.follow(tab("two"), print, "post:1")
    tabs.follow(tab("one"), print, "post:2")
    assert followers("post:1") == {"two"}
    assert followers("media:1") == set()
    assert followers("post:2") == {"one"}
    tabs.forget("one")
    tabs.forget("two")
    assert not tabs._tabs
