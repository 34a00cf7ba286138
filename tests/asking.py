"""Requests to an ASGI app without a server: through httpx, or message by message."""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpx


def ask(app: Any, method: str, path: str, address: str = "203.0.113.5", **how: Any):
    """One request through httpx; the client comes from `address`."""

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(address, 1234))
        base = how.pop("base", "http://localhost:3000")
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, **how)

    return asyncio.run(go())


def scope(
    method: str = "GET", path: str = "/", kind: str = "http", query: bytes = b"", **headers: str
) -> dict[str, Any]:
    """A scope with exactly these headers; underscores in their names become hyphens."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "scheme": "http" if kind == "http" else "ws",
        "client": ("203.0.113.5", 1234),
        "headers": raw,
    }


def converse(app: Any, given: dict[str, Any], incoming: Iterable[Any]) -> list[dict[str, Any]]:
    """What the app sends when these messages arrive; a number among them is a wait in seconds."""
    sent: list[dict[str, Any]] = []

    async def go() -> None:
        coming = iter(incoming)

        async def receive() -> dict[str, Any]:
            message = next(coming, {"type": "http.disconnect"})
            if isinstance(message, int | float):
                await asyncio.sleep(message)
                return await receive()
            return message

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(given, receive, send)

    asyncio.run(go())
    return sent


def piece(body: bytes, more: bool = True) -> dict[str, Any]:
    """One piece of a body as it arrives."""
    return {"type": "http.request", "body": body, "more_body": more}
