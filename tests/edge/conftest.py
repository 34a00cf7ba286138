"""A small built frontend, and an app inside that says what reached it."""

from pathlib import Path
from typing import Any

import pytest

from instaclone.edge import Edge

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>{title}'
    "<script>theme()</script></head><body><script>window.a = 1;</script>"
    '<script type="module" async="">import "/assets/app-abcd1234.js";</script>'
    '<script src="/assets/app-abcd1234.js"></script></body></html>'
)
ENVIRONMENT = (
    "var e={PING:`http://localhost:8000/ping`,EVENT:`ws://localhost:8000/_event`,"
    "UPLOAD:`http://localhost:8000/_upload`,TRANSPORT:`websocket`};export{e as t};"
)


class Inner:
    """Answers everything with the path it was asked for, and reads the whole body first."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = [(b"content-type", b"text/html")]
        self.status = 200
        self.scopes: list[Any] = []
        self.received = b""
        self.was_cut = False

    async def __call__(self, scope, receive, send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.was_cut = True
                break
            self.received += message.get("body", b"")
            more = message.get("more_body", False)
        start = {"status": self.status, "headers": self.headers}
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": scope["path"].encode()})


@pytest.fixture
def inner() -> Inner:
    return Inner()


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A folder as the export leaves it."""
    root = tmp_path / "client"
    (root / "assets").mkdir(parents=True)
    (root / "feed").mkdir()
    titled = PAGE.format(title="<title>Feed</title>")
    for name in ("index.html", "feed.html", "feed/index.html", "login.html"):
        (root / name).write_text(titled)
    (root / "index.html").write_text(titled.replace("window.a = 1;", "window.a = 2;\n"))
    for name in ("__spa-fallback.html", "404.html"):
        (root / name).write_text(titled)
    (root / "favicon.ico").write_bytes(b"ico")
    (root / "theme.css").write_text("")
    (root / "assets/reflex-env-BVGF6eGS.js").write_text(ENVIRONMENT)
    return root


@pytest.fixture
def edge(inner: Inner, build: Path) -> Edge:
    return Edge(inner, build)
