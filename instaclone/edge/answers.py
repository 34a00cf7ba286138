"""The edge's own short answers, and the wrapper that every answer leaves through."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

from instaclone import caller

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Dress = Callable[[int, list[tuple[bytes, bytes]]], list[tuple[bytes, bytes]]]


class Answer:
    """What leaves for one request: dressed with headers, counted, and closed to latecomers."""

    def __init__(self, send: Send, dress: Dress) -> None:
        self._send, self._dress = send, dress
        self.status = 0
        self.sent_bytes = 0
        self.is_closed = False
        self._length = 0

    async def send(self, message: Message) -> None:
        """Pass a message on, unless the edge has given its own answer already."""
        if self.is_closed:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [(name.lower(), value) for name, value in message.get("headers", [])]
            message = {**message, "headers": self._dress(self.status, headers)}
            self._length = int(dict(headers).get(b"content-length", b"0"))
        elif message["type"] == "http.response.body":
            self.sent_bytes += len(message.get("body", b""))
        elif message["type"] == "http.response.pathsend":  # the server sends the file itself
            self.sent_bytes += self._length
        await self._send(message)


async def text(
    scope: Scope,
    send: Send,
    status: int,
    content: str,
    kind: str = "text/plain",
    caching: str = "no-cache",
    **more: str,
) -> None:
    """Send a whole answer; a HEAD gets its headers only."""
    body = content.encode()
    headers = {
        "content-type": f"{kind}; charset=utf-8",
        "content-length": str(len(body)),
        "cache-control": caching,
        **more,
    }
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def refuse(scope: Scope, send: Send, status: int, sentence: str, **more: str) -> None:
    """Send a sentence: as JSON to programs, as text to people; `more` are further headers."""
    is_program = caller.accepts_json(scope) or scope["path"].startswith(("/api/", "/_upload"))
    content = json.dumps({"error": sentence}) if is_program else sentence
    kind = "application/json" if is_program else "text/plain"
    # The rest of a body that nobody will read must not be taken for the next request.
    await text(scope, send, status, content, kind, "no-store", connection="close", **more)


async def redirect(
    scope: Scope, send: Send, path: str, status: int = 308, caching: str = "no-cache"
) -> None:
    """Lead to this path without its last slashes, on whatever host the browser asked."""
    # Stripped at both ends: a Location of //host would lead to that host.
    location = "/" + quote(path.strip("/"), safe="/@:")
    if query := scope.get("query_string", b"").decode("latin-1"):
        location += "?" + quote(query, safe="=&%+/:;,@!$'()*-._~")
    await text(scope, send, status, "", caching=caching, location=location)
