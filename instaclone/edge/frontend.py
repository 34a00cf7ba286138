"""The built frontend as the edge needs it: pages, hashes of scripts, the file of addresses."""

import base64
import hashlib
import re
from functools import cached_property
from pathlib import Path

FALLBACK = "__spa-fallback.html"
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<source>.*?)</script>", re.S | re.I)
TITLE = re.compile(r"<title[^>]*>.*?</title>", re.S | re.I)
ENVIRONMENT = re.compile(r"reflex-env-[\w-]+\.js")
ADDRESS = re.compile(r"(?P<scheme>https?|wss?)://[^/`'\"]+")
HASHED = re.compile(r"/assets/[^/]*-[\w-]{8}\.\w+")


class Frontend:
    """`.web/build/client`, read on first use and kept: a new build comes with a new process."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def page(self, path: str) -> str | None:
        """The file of a prerendered page, as a path; None when there is no such page.

        Reflex itself would send the browser to "/feed/" over http, whatever is in front of us.
        """
        return self._pages.get(path)

    def holds(self, path: str) -> bool:
        """Whether a file stands at the top of the build, such as /favicon.ico."""
        return path in self._files

    def is_environment(self, path: str) -> bool:
        """Whether this is the file in which the build noted where the server is."""
        return path in self._environments

    def environment(self, origin: str) -> str:
        """That file for a browser that sees us at `origin`: one build fits any host and port."""
        plain = origin.partition("://")[2]
        letter = "s" if origin.startswith("https") else ""
        source = next(iter(self._environments.values()))

        def moved(found: re.Match[str]) -> str:
            scheme = "ws" if found["scheme"].startswith("ws") else "http"
            return f"{scheme}{letter}://{plain}"

        return ADDRESS.sub(moved, source)

    def is_hashed(self, path: str) -> bool:
        """Whether a file's name changes with its content, so that browsers may keep it for ever."""
        return bool(HASHED.fullmatch(path)) and not self.is_environment(path)

    @cached_property
    def script_hashes(self) -> list[str]:
        """The CSP sources of every inline script of every page."""
        sources = {
            found["source"]
            for page in self.root.rglob("*.html")
            for found in SCRIPT.finditer(page.read_text())
            if "src=" not in found["attributes"]
        }
        digests = (hashlib.sha256(source.encode()).digest() for source in sources)
        return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    @cached_property
    def shell(self) -> tuple[str, str]:
        """The page of every dynamic route, without a title, cut where its head ends."""
        found = self.root / FALLBACK
        page = found.read_text() if found.is_file() else "<html><head></head><body></body></html>"
        head, end, body = TITLE.sub("", page).partition("</head>")
        return head, end + body

    @cached_property
    def _pages(self) -> dict[str, str]:
        pages = {}
        for page in self.root.rglob("*.html"):
            name = page.relative_to(self.root).as_posix()
            if page.name != "index.html" and name not in (FALLBACK, "404.html"):
                pages["/" + name.removesuffix(".html")] = "/" + name
        return pages

    @cached_property
    def _files(self) -> frozenset[str]:
        if not self.root.is_dir():
            return frozenset()
        return frozenset(f"/{found.name}" for found in self.root.iterdir() if found.is_file())

    @cached_property
    def _environments(self) -> dict[str, str]:
        folder = self.root / "assets"
        if not folder.is_dir():
            return {}
        return {
            f"/assets/{found.name}": found.read_text()
            for found in folder.iterdir()
            if ENVIRONMENT.fullmatch(found.name)
        }
