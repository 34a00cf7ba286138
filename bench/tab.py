"""An open tab without a browser: the websocket a page holds, and the upload it would send.

Frames are compared as text, because a client that parses them would be measured along.
"""

import asyncio
import json
import uuid
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from reflex.state import OnLoadInternalState, State

from instaclone import ids

NAMESPACE = "/_event"
LONGEST_WAIT = 60  # seconds
UPLOADS, PART = "/api/instaclone/v1/uploads", "application/offset+octet-stream"
_numbers = count(1)
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
        self.token, self.draft = str(uuid.uuid4()), ids.code()
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

    async def upload(self, photo: Photo) -> None:
        """Send a file into the tab's draft as the page does, and wait until it has arrived."""
        await self.send_file(photo.name, len(photo.content), [photo.content])

    async def send_file(self, name: str, size: int, parts: Iterable[bytes]) -> None:
        """Send a file of `size` bytes in these parts, one after the other."""
        said = {"filename": name, "modified": str(next(_numbers))}  # never the same file again
        pairs = [f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items()]
        headers = {"Cookie": self.cookie, "Origin": self.address, "Tus-Resumable": "1.0.0"}
        begin = {"Upload-Length": str(size), "Upload-Metadata": ",".join(pairs)}
        uploads = f"{self.address}{UPLOADS}?draft={self.draft}"
        async with self.session.post(uploads, headers=headers | begin) as answer:
            await _check(answer)
            address, sent = answer.headers["Location"], 0
        for part in parts:
            told = {"Upload-Offset": str(sent), "Content-Type": PART}
            async with self.session.patch(address, data=part, headers=headers | told) as answer:
                await _check(answer)
            sent += len(part)

    async def close(self) -> None:
        """Close the tab."""
        await self._socket.close()


async def open_tab(address: str, cookie: str, path: str, session: aiohttp.ClientSession) -> Tab:
    """A tab that shows the page at `path`."""
    tab = Tab(address, cookie, session)
    await tab.connect(path)
    return tab


async def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status >= 300:
        text = await answer.text()
        raise RuntimeError(f"The upload was answered {answer.status}: {text[:200]}")


def _at(path: str) -> dict[str, Any]:
    return {"pathname": path, "asPath": path, "query": {}}
