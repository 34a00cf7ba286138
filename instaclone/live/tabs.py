"""Which open tab of this process looks at what: news from the bus becomes an event in that tab."""

import asyncio
from collections.abc import Callable
from typing import Any

import reflex as rx
import structlog
from reflex.event import Event

from instaclone.live import bus

Refresh = Callable[[], Any]
PRUNE_SECONDS = 60
PAUSE_SECONDS = 1  # before listening again to a bus that failed

_looking: dict[str, tuple[str, ...]] = {}  # tab -> topics
_tabs: dict[str, dict[str, Refresh]] = {}  # topic -> tab -> what it runs
_log = structlog.get_logger()


def follow(state: rx.State, refresh: Refresh, *topics: str) -> None:
    """From now on have this tab run `refresh` when one of the topics changes, and no other ones.

    The event asks again who is there and reads the database, as every handler does.
    """
    token = state.router.session.client_token
    forget(token)
    _looking[token] = topics
    for topic in topics:
        _tabs.setdefault(topic, {})[token] = refresh


def forget(token: str) -> None:
    """Stop telling a tab anything."""
    for topic in _looking.pop(token, ()):
        tabs = _tabs.get(topic, {})
        tabs.pop(token, None)
        if not tabs:
            _tabs.pop(topic, None)


async def fan_out(app: rx.App) -> None:
    """Pass news on to the tabs that look; runs as long as the web process."""
    pruning = asyncio.create_task(_prune(app))
    try:
        while True:
            try:
                async for topic in bus.listen():
                    await _tell(app, topic)
            except Exception:
                # What was missed meanwhile a tab reads with its next page.
                _log.exception("the bus failed; listening again")
            await asyncio.sleep(PAUSE_SECONDS)
    finally:
        pruning.cancel()


async def _tell(app: rx.App, topic: str) -> None:
    connected = _connected(app)
    for token, refresh in list(_tabs.get(topic, {}).items()):
        if token not in connected:
            continue
        for event in Event.from_event_type(refresh()):
            await app.event_processor.enqueue(token, event)


async def _prune(app: rx.App) -> None:
    """Forget closed tabs: nothing tells us when one goes."""
    while True:
        await asyncio.sleep(PRUNE_SECONDS)
        connected = _connected(app)
        for token in [token for token in _looking if token not in connected]:
            forget(token)


def _connected(app: rx.App) -> Any:
    return app.event_namespace.token_to_sid if app.event_namespace else {}
