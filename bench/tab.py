"""An open tab without a browser: the websocket a page holds, and the upload it would send.

Frames are compared as text, because a client that parses them would be measured along.
"""

import asyncio
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from reflex.state import OnLoadInternalState, State

NAMESPACE = "/_event"
LONGEST_WAIT = 60  # seconds
HYDRATED = '"is_hydrated_rx_state_":true'


@dataclass(frozen=True, slots=True)
class Photo:
    """A file in memory: reading it is not what is measured."""

    name: str
    content: bytes

    @classmethod
    def at(cls, path: Path) -> "Photo":
        """The file there."""
        return cls(path.name, path.read_bytes())


class Tab:
    """One connection of one person. Made by `open_tab`."""

    def __init__(self, address: str, cookie: str, session: aiohttp.ClientSession) -> None:
        self.address, self.cookie, self.session = address, cookie, session
        self.token = str(uuid.uuid4())
        self._socket: aiohttp.ClientWebSocketResponse

    async def connect(self, path: str) -> None:
        """Open the page at `path` and wait until it is there."""
        self._socket = await self.session.ws_connect(
            f"{self.address}{NAMESPACE}/?EIO=4&transport=websocket&token={self.token}",
            headers={"Cookie": self.cookie, "Origin": self.address},
            max_msg_size=0,
        )
        await self.until("0{")
        hydrate = {"name": f"{State.get_full_name()}.hydrate_and_load", "payload": {}}
        auth = {"event": hydrate | {"router_data": _at(path)}}
        await self._socket.send_str(f"40{NAMESPACE},{json.dumps(auth)}")
        await self.until(HYDRATED)

    async def navigate(self, path: str, marker: str) -> str:
        """Have the server load the page at `path`; the first frame that contains the marker."""
        return await self.event(
            f"{OnLoadInternalState.get_full_name()}.on_load_internal", path, marker
        )

    async def event(
        self, name: str, path: str, marker: str, payload: Mapping[str, Any] | None = None
    ) -> str:
        """Send an event from the page at `path`; the first frame that contains the marker."""
        content = {"name": name, "payload": payload or {}, "router_data": _at(path)}
        await self._socket.send_str(f'42{NAMESPACE},["event",{json.dumps(content)}]')
        return await self.until(marker)

    async def until(self, marker: str) -> str:
        """The next frame that contains the marker."""
        async with asyncio.timeout(LONGEST_WAIT):
            async for message in self._socket:
                if message.type != aiohttp.WSMsgType.TEXT:
                    break
                if message.data == "2":
                    await self._socket.send_str("3")
                elif marker in message.data:
                    return message.data
        raise RuntimeError(f"The socket was closed before {marker} came.")

    async def upload(self, handler: str, photo: Photo) -> None:
        """Send a file as the page's upload does, and wait for the answer."""
        form = aiohttp.FormData()
        form.add_field("files", photo.content, filename=photo.name, content_type="image/jpeg")
        headers = {
            "Cookie": self.cookie,
            "Origin": self.address,
            "Reflex-Client-Token": self.token,
            "Reflex-Event-Handler": handler,
        }
        async with self.session.post(
            f"{self.address}/_upload", data=form, headers=headers
        ) as answer:
            text = await answer.text()
            if answer.status >= 300:
                raise RuntimeError(f"The upload was answered {answer.status}: {text[:200]}")

    async def close(self) -> None:
        """Close the tab."""
        await self._socket.close()


async def open_tab(address: str, cookie: str, path: str, session: aiohttp.ClientSession) -> Tab:
    """A tab that shows the page at `path`."""
    tab = Tab(address, cookie, session)
    await tab.connect(path)
    return tab


def _at(path: str) -> dict[str, Any]:
    return {"pathname": path, "asPath": path, "query": {}}
