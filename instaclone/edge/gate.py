"""Which websocket handshakes are let in: those of our own pages, and not too many at once."""

import time
from collections import OrderedDict
from urllib.parse import parse_qs

import structlog

from instaclone import caller
from instaclone.accounts.throttling import grouped
from instaclone.edge.answers import App, Receive, Scope, Send
from instaclone.settings import settings

# Every full page load is a handshake, and a household or a class shares an address. An open tab
# costs some 200 KB until its state expires, so a flood from one address must find an end.
BURST = 120
PER_SECOND = 2.0
ADDRESSES = 10_000
POLICY_VIOLATION = 1008
LONGEST_TOKEN = 64  # characters; a tab names itself with a UUID

_log = structlog.get_logger()


class Buckets:
    """Tokens per address, which fill up again with time; the longest unseen are forgotten."""

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self.burst, self.per_second = burst, per_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str, now: float | None = None) -> bool:
        """Take one token; False when there is none. `now` is in seconds of a monotonic clock."""
        now = time.monotonic() if now is None else now
        left, since = self._left.pop(who, (self.burst, now))
        left = min(self.burst, left + (now - since) * self.per_second)
        is_allowed = left >= 1
        self._left[who] = (left - 1 if is_allowed else left, now)
        if len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return is_allowed


class Gate:
    """Lets websocket handshakes in or closes them, which a browser sees as a 403."""

    def __init__(self) -> None:
        self.buckets = Buckets()

    async def shake_hands(self, scope: Scope, receive: Receive, send: Send, inner: App) -> None:
        """Pass the websocket on if it may come in."""
        address = caller.address(scope)
        if not caller.is_from_here(scope):
            reason = "foreign origin"
        elif not _names_its_tab(scope):
            reason = "no token of a tab"
        elif not self.buckets.take(grouped(address)):
            reason = "too many handshakes"
        else:
            await inner(_as_public(scope), receive, send)
            return
        _log.warning("websocket refused", reason=reason, address=address)
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": reason})


def _names_its_tab(scope: Scope) -> bool:
    """Whether the handshake carries its tab's token, once.

    Reflex lets in a socket without one, and writes each of its messages into the log instead.
    """
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    tokens = query.get("token", [])
    return len(tokens) == 1 and len(tokens[0]) <= LONGEST_TOKEN


def _as_public(scope: Scope) -> Scope:
    """The scope with PUBLIC_URL as its origin.

    Reflex compares origins with a fixed list, and would shut out the phone in the house that
    reaches us by another name. What the browser really sent was compared above.
    """
    public = settings().public_url.encode()
    headers = [
        (name, public if name.lower() == b"origin" else value) for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}
