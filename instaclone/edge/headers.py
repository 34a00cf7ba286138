"""The headers of every answer: what browsers must not do with it, and how long they may keep it."""

from functools import cached_property
from urllib.parse import urlsplit

from instaclone import caller
from instaclone.edge.answers import Dress, Scope
from instaclone.edge.frontend import Frontend
from instaclone.settings import settings

Headers = list[tuple[bytes, bytes]]

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
CSP = "content-security-policy"
RULES = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:{tiles}; media-src 'self' blob:; font-src 'self'; "
    "connect-src 'self' {websocket}; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
HSTS = "max-age=31536000"
FOR_EVER = "public, max-age=31536000, immutable"
PROGRAMS = ("/api/", "/auth/", "/oauth/", "/healthz", "/readyz", "/metrics", "/ping", "/_")
NOT_MODIFIED = 304
KEPT = (200, 206, NOT_MODIFIED)


class Policy:
    """Adds what is missing and overrides nothing: a route may be stricter than the rule."""

    def __init__(self, frontend: Frontend) -> None:
        self.frontend = frontend

    def dress(self, scope: Scope) -> Dress:
        """A function that adds the headers for this request to those of its answer."""
        path: str = scope["path"]

        def dressed(status: int, headers: Headers) -> Headers:
            present = dict(headers)
            is_page = present.get(b"content-type", b"").startswith(b"text/html")
            wanted = dict(ALWAYS)
            if status != NOT_MODIFIED:
                # What a 304 says replaces what the browser kept, and it does not know the type:
                # without the hashes the kept page's own scripts would be blocked.
                wanted[CSP] = self.csp(caller.own_origin(scope), is_page)
            wanted["cache-control"] = self._caching(path, status)
            if settings().is_tls:
                wanted["strict-transport-security"] = HSTS
            added = [
                (name.encode(), value.encode("latin-1"))
                for name, value in wanted.items()
                if name.encode() not in present
            ]
            return headers + added

        return dressed

    def csp(self, origin: str, is_page: bool) -> str:
        """The content security policy for a browser that sees us at `origin`.

        Scripts run from our files and, in pages, from the inline blocks of the build, by their
        hashes; these would be a kilobyte with every picture.
        'self' does not cover websockets in every browser, so their address is said.
        """
        hashes = self._hashes if is_page else ""
        tiles = self._tiles if is_page else ""
        websocket = "ws" + origin.removeprefix("http")
        return RULES.format(hashes=hashes, tiles=tiles, websocket=websocket)

    @property
    def _tiles(self) -> str:
        """The one host whose pictures maps show, where the administrator named it."""
        url = settings().map_tiles_url
        return f" {urlsplit(url).scheme}://{urlsplit(url).netloc}" if url else ""

    @cached_property
    def _hashes(self) -> str:
        return "".join(f" {source}" for source in self.frontend.script_hashes)

    def _caching(self, path: str, status: int) -> str:
        if self.frontend.is_hashed(path):
            # A missing asset must not stay missing for a year in somebody's browser.
            return FOR_EVER if status in KEPT else "no-store"
        if path.startswith(PROGRAMS):
            return "no-store"
        # Without this browsers guess, and show an old page after an update.
        return "no-cache"
