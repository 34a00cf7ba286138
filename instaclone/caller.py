"""Who calls, as the network tells it: address, the origin they see us under, where they come from.

Works on the plain ASGI scope, so that pages' routes and the edge ask the same functions.
"""

import ipaddress
import re
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from instaclone.settings import settings

Scope = MutableMapping[str, Any]
HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?"
)
# Some proxies write the port as well: 192.0.2.1:5678, [2001:db8::1]:5678, [2001:db8::1]
WITH_PORT = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?")
LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z0-9-]+)?(?:\s*;\s*q\s*=\s*(?P<weight>[01](?:\.\d{0,3})?))?",
    re.I,
)
LONGEST_LANGUAGES = 500  # characters of the header that are read
UNKNOWN = "unknown"
STRANGER = (
    "This request came from another site, so it was not carried out. "
    "Open the page on this site and try again."
)


def headers(scope: Mapping[str, Any], name: str) -> list[str]:
    """Every value of a header, by its lower-case name."""
    wanted = name.encode()
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == wanted]


def header(scope: Mapping[str, Any], name: str) -> str:
    """A header's first value, or ""."""
    return next(iter(headers(scope, name)), "")


def cookies(scope: Mapping[str, Any]) -> str:
    """The Cookie header as one text: HTTP/2 may send it in pieces."""
    return "; ".join(headers(scope, "cookie"))


def address(scope: Mapping[str, Any]) -> str:
    """The address of the client, without a port, or "unknown".

    Proxies are believed as far as TRUSTED_PROXY_HOPS says, where they name an address.
    """
    client = scope.get("client")
    nearest = str(client[0]) if client else UNKNOWN
    hops = settings().trusted_proxy_hops
    if not hops:
        return nearest
    passed = _listed(scope, "x-forwarded-for")
    # Each trusted proxy added one entry at the end; what stands before them is hearsay.
    return (_parsed(passed[-hops]) if len(passed) >= hops else "") or nearest


def own_origin(scope: Mapping[str, Any]) -> str:
    """Scheme and host under which this client sees us, from a Host that can only be a host."""
    public = settings().public_url
    host = header(scope, "host").lower()
    if not HOST.fullmatch(host):
        return public
    if host == urlsplit(public).netloc.lower():
        return public
    scheme = str(scope.get("scheme", "http")).replace("ws", "http", 1)
    hops = settings().trusted_proxy_hops
    if hops and (passed := _listed(scope, "x-forwarded-proto")):
        said = passed[-min(hops, len(passed))].lower()
        scheme = "https" if said in ("https", "wss") else "http"
    return f"{scheme}://{host}"


def is_from_here(scope: Mapping[str, Any]) -> bool:
    """Whether a request that changes something, or a websocket handshake, comes from our pages.

    Browsers send Origin with every POST and every handshake. Without it, Sec-Fetch-Site decides;
    a caller with neither is no browser, and may act only where no cookie speaks for anybody.
    """
    sent = [origin.lower() for origin in headers(scope, "origin")]
    if sent:
        ours = {own_origin(scope), settings().public_url.lower()}
        return len(sent) == 1 and sent[0] in ours
    if scope["type"] == "websocket":
        return True
    if site := header(scope, "sec-fetch-site"):
        return site in ("same-origin", "none")
    return not cookies(scope)


def accepts_json(scope: Mapping[str, Any]) -> bool:
    """Whether the client asked for JSON by name."""
    return "application/json" in header(scope, "accept").lower()


def languages(accepted: str) -> list[str]:
    """The languages of an Accept-Language header as two or three letters, the dearest first, each
    once; what is refused (q=0) and what cannot be read is left out."""
    dear: dict[str, float] = {}
    for entry in accepted[:LONGEST_LANGUAGES].split(","):
        if found := LANGUAGE.fullmatch(entry.strip()):
            dear.setdefault(found["language"].lower(), float(found["weight"] or 1))
    return sorted((each for each in dear if dear[each] > 0), key=lambda each: -dear[each])


def note_viewer(scope: Scope, viewer_id: int) -> None:
    """Have the request's log line say who it was for, when that is known anyway."""
    # A dictionary inside the scope outlives the copies that routers make of the scope.
    scope.setdefault("instaclone", {})["viewer"] = viewer_id


def _parsed(entry: str) -> str:
    """The address in one entry of X-Forwarded-For, or "" where it is none."""
    found = WITH_PORT.fullmatch(entry)
    text = (found["six"] or found["four"]) if found else entry
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def _listed(scope: Mapping[str, Any], name: str) -> list[str]:
    joined = ",".join(headers(scope, name))
    return [part.strip() for part in joined.split(",") if part.strip()]
