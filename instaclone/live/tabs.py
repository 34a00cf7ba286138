"""Which open tab of this process looks at what: news from the bus becomes an event in that tab."""

from collections.abc import Callable
from typing import Any

import reflex as rx
import structlog
from reflex.event import Event

from instaclone.live import bus

Refresh = Callable[[], Any]

_tabs: dict[str, dict[str, Refresh]] = {}
_log = structlog.get_logger()


def follow(state: rx.State, refresh: Refresh, *topics: str) -> None:
    """From now on have this tab run `refresh` when one of the topics changes, and no other ones.

    The event asks again who is there and reads the database, as every handler does.
    """
    token = state.router.session.client_token
    forget(token)
    for topic in topics:
        _tabs.setdefault(topic, {})[token] = refresh


def forget(token: str) -> None:
    """Stop telling a tab anything."""
    for topic in [topic for topic, tabs in _tabs.items() if tabs.pop(token, None) and not tabs]:
        del _tabs[topic]


async def fan_out(app: rx.App) -> None:
    """Pass news on to the tabs that look; runs as long as the web process."""
    async for topic in bus.listen():
        try:
            await _tell(app, topic)
        except Exception:
            _log.exception("news could not be passed on", topic=topic)


async def _tell(app: rx.App, topic: str) -> None:
    namespace = app.event_namespace
    connected = namespace.token_to_sid if namespace else {}
    for token, refresh in list(_tabs.get(topic, {}).items()):
        if token not in connected:
            forget(token)
            continue
        for event in Event.from_event_type(refresh()):
            await app.event_processor.enqueue(token, event)
