"""A browser's tab without a browser: its websocket, spoken by hand."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import socketio

from instaclone.accounts.signing_in import COOKIE
from instaclone.shell.state import NoticeState

NAMESPACE = "/_event"
HYDRATE = "reflex___state____state.hydrate_and_load"
LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
SAY = f"{NoticeState.get_full_name()}.say"
PATIENCE = 15  # seconds
ROUTES = {"/": "/", "/create": "/create", "/login": "/login", "/signup": "/signup"}


@dataclass
class Tab:
    """One open tab. `heard` is every message of the server as text, in order."""

    token: str
    client: socketio.AsyncClient
    heard: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, name: str, payload: Any = None, path: str = "/") -> None:
        """Have the server handle an event, as if it came from the page at `path`."""
        event = {"name": name, "payload": payload if payload is not None else {}}
        await self.client.emit("event", {**event, "router_data": where(path)}, NAMESPACE)

    async def call(self, name: str, payload: Any = None, path: str = "/") -> str:
        """`send`, and everything the server said until it had handled the event."""
        begin = len(self.heard)
        await self.send(name, payload, path)
        await self.finished()
        return "\n".join(self.heard[begin:])

    async def finished(self) -> None:
        """Wait until everything sent before is handled: a tab's events are handled in order.

        Twice, because a handler may have others follow it.
        """
        for _ in range(2):
            marker = f"marker {secrets.token_hex(8)}"
            await self.send(SAY, {"sentence": marker})
            await self.until(marker)

    async def until(self, text: str) -> None:
        """Wait until the server says this."""
        async with asyncio.timeout(PATIENCE):
            while not any(text in said for said in self.heard):
                self.news.clear()
                await self.news.wait()


@asynccontextmanager
async def tab(
    url: str,
    cookie: str | None = None,
    path: str = "/",
    origin: str | None = None,
    token: str | None = None,
) -> AsyncIterator[Tab]:
    """An open tab at `path`, hydrated; `cookie` is what a signed-in browser has.

    `token` is the tab's own, by which the server knows its state: a new one unless given.
    """
    opened = Tab(token or secrets.token_hex(16), socketio.AsyncClient(reconnection=False))

    async def hear(*said: Any) -> None:
        opened.heard.append(json.dumps(said))
        opened.news.set()

    opened.client.on("event", hear, namespace=NAMESPACE)
    # An address of its own, or the site would think that one household opens too many tabs.
    numbers = secrets.token_bytes(3)
    headers = {"X-Forwarded-For": ".".join(map(str, (10, *numbers))), "Origin": origin or url}
    if cookie:
        headers["Cookie"] = f"{COOKIE}={cookie}"
    await opened.client.connect(
        f"{url}/?token={opened.token}",
        headers=headers,
        transports=["websocket"],
        namespaces=[NAMESPACE],
        socketio_path="/_event",
        auth={"event": {"name": HYDRATE, "payload": {}, "router_data": where(path)}},
        wait_timeout=PATIENCE,
    )
    try:
        await opened.until('"is_hydrated_rx_state_": true')
        yield opened
    finally:
        await opened.client.disconnect()


def where(path: str) -> dict[str, Any]:
    """What a browser says about the page it shows."""
    parts = path.strip("/").split("/")
    query = {}
    if parts[0] == "p":
        query = {"code": parts[-1]}
    elif path not in ROUTES:
        query = {"username": parts[0]}
    return {"pathname": path.partition("?")[0], "asPath": path, "query": query}
