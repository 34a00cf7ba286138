"""Which open tab of this process looks at what: news from the bus becomes an event in that tab."""

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reflex as rx
import structlog
from reflex.event import Event

from instaclone.live import bus

Refresh = Callable[..., Any]
PRUNE_SECONDS = 60
PAUSE_SECONDS = 1  # before listening again to a bus that failed
# A tab hears of one topic at most this often; the last news always arrives. A post that fifty
# people like at once must not send fifty lists to everybody who looks at it.
REST_SECONDS = 0.15

_looking: dict[str, dict[str, tuple[str, ...]]] = {}  # tab -> state -> topics
_pages: dict[str, dict[str, Any]] = {}  # tab -> which page it shows, and whose socket it has
_tabs: dict[str, dict[tuple[str, str], Refresh]] = {}  # topic -> tab and state -> what it runs
_told: dict[tuple[str, str, str], float] = {}  # tab, state and topic -> when, by the loop's clock
_waiting: set[tuple[str, str, str]] = set()
_unhandled: dict[str, set[asyncio.Future[Any]]] = {}  # tab -> what it was told
_log = structlog.get_logger()


def follow(state: rx.State, refresh: Refresh, *topics: str) -> None:
    """From now on have this tab run an event handler when one of the topics changes.

    `refresh` may take the topic. Replaces what the same state followed before. Follow first and
    read afterwards, or what changes in between is missed. The event asks again who is there and
    reads the database, as every handler does.
    """
    token, name = state.router.session.client_token, state.get_full_name()
    _stop(token, name)
    _looking.setdefault(token, {})[name] = topics
    _pages[token] = dict(state._get_root_state().router_data)
    for topic in topics:
        _tabs.setdefault(topic, {})[token, name] = refresh


def forget(token: str) -> None:
    """Stop telling a tab anything: it is closed, or another page opens in it."""
    for name in list(_looking.get(token, ())):
        _stop(token, name)
    _looking.pop(token, None)
    _pages.pop(token, None)
    # What still waits in the tab's queue would run as if its page were there, and show what it is
    # of on the next one.
    for told in _unhandled.pop(token, set()):
        told.cancel()


def _stop(token: str, name: str) -> None:
    for topic in _looking.get(token, {}).pop(name, ()):
        tabs = _tabs.get(topic, {})
        tabs.pop((token, name), None)
        if not tabs:
            _tabs.pop(topic, None)


async def fan_out(app: rx.App) -> None:
    """Pass news on to the tabs that look; runs as long as the web process."""
    pruning = asyncio.create_task(_prune(app))
    try:
        while True:
            try:
                async for topic in bus.listen():
                    if topic == bus.ANYTHING:
                        _tell_of_anything(app)
                    else:
                        _tell_all(app, topic)
            except Exception:
                _log.exception("the bus failed; listening again")
            await asyncio.sleep(PAUSE_SECONDS)
    finally:
        pruning.cancel()


def _tell_of_anything(app: rx.App) -> None:
    """Whatever may have been missed, every tab reads again: a state that does not ask which topic
    changed reads everything at once."""
    done = set()
    for topic, looking in list(_tabs.items()):
        for (token, name), refresh in list(looking.items()):
            each = (token, name, topic) if _takes_topic(refresh) else (token, name)
            if each not in done:
                done.add(each)
                _tell_soon(app, (token, name, topic))


def _tell_all(app: rx.App, topic: str) -> None:
    """Tell those who look, each in a task of its own: none waits for another."""
    for token, name in list(_tabs.get(topic, {})):
        _tell_soon(app, (token, name, topic))


def _tell_soon(app: rx.App, key: tuple[str, str, str]) -> None:
    loop = asyncio.get_running_loop()
    if key[0] not in _connected(app) or key in _waiting:
        return
    rest = _told.get(key, -REST_SECONDS) + REST_SECONDS - loop.time()
    if rest <= 0:
        _told[key] = loop.time()
        _start(_tell(app, *key))
    else:
        _waiting.add(key)
        loop.call_later(rest, lambda: _start(_tell(app, *key)))


async def _tell(app: rx.App, token: str, name: str, topic: str) -> None:
    key = (token, name, topic)
    _waiting.discard(key)
    refresh = _tabs.get(topic, {}).get((token, name))
    if refresh is None or token not in _connected(app):
        return  # it reads everything when it is back
    _told[key] = asyncio.get_running_loop().time()
    try:
        for event in Event.from_event_type(_asked(refresh, topic)):
            # With its page: after a while without events Reflex has forgotten the tab's state, and
            # the handler would find nobody signed in, nowhere.
            page = dict(_pages.get(token, {}))
            told = await app.event_processor.enqueue(token, replace(event, router_data=page))
            _unhandled.setdefault(token, set()).add(told)
            told.add_done_callback(lambda done: _handled(token, done))
    except Exception:
        _log.exception("a tab could not be told", topic=topic)


def _handled(token: str, told: asyncio.Future[Any]) -> None:
    left = _unhandled.get(token, set())
    left.discard(told)
    if not left:
        _unhandled.pop(token, None)


def _asked(refresh: Any, topic: str) -> Any:
    return refresh(topic) if _takes_topic(refresh) else refresh()


def _takes_topic(refresh: Any) -> bool:
    return len(inspect.signature(refresh.fn).parameters) > 1  # beside the state itself


_tasks: set[asyncio.Task[None]] = set()


def _start(work: Any) -> None:
    task = asyncio.ensure_future(work)
    _tasks.add(task)  # the loop itself holds tasks only weakly
    task.add_done_callback(_tasks.discard)


async def _prune(app: rx.App) -> None:
    """Forget closed tabs: nothing tells us when one goes."""
    while True:
        await asyncio.sleep(PRUNE_SECONDS)
        connected = _connected(app)
        for token in [token for token in _looking if token not in connected]:
            forget(token)
        long_ago = asyncio.get_running_loop().time() - PRUNE_SECONDS
        for key in [key for key, told in _told.items() if told < long_ago]:
            del _told[key]


def _connected(app: rx.App) -> Any:
    return app.event_namespace.token_to_sid if app.event_namespace else {}
