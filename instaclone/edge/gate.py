"""Which websocket handshakes are let in: those of our own pages, and not too many at once."""

import hashlib
import time
from collections import OrderedDict
from urllib.parse import parse_qs

import structlog

from instaclone import caller
from instaclone.accounts.signing_in import token_in
from instaclone.accounts.throttling import grouped
from instaclone.edge.answers import App, Receive, Scope, Send
from instaclone.settings import settings

# Every full page load is a handshake, and a household or a class shares an address. An open tab
# costs some 200 KB until its state expires, so a flood from one address must find an end.
BURST = 120
PER_SECOND = 2.0
ADDRESSES = 10_000
TABS = 50_000
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


class Tabs:
    """With whose cookie each tab of this process connected, by the hash of its sign-in."""

    def __init__(self) -> None:
        self._cookies: OrderedDict[str, str | None] = OrderedDict()

    def note(self, token: str, scope: Scope) -> None:
        """Remember a tab that connects; the longest unseen are forgotten."""
        self._cookies.pop(token, None)
        self._cookies[token] = _sign_in(scope)
        if len(self._cookies) > TABS:
            self._cookies.popitem(last=False)

    def are_of_one(self, token: str, scope: Scope) -> bool:
        """Whether a request for a tab may come from it; of other processes we know no tabs."""
        return token not in self._cookies or self._cookies[token] == _sign_in(scope)


class Gate:
    """Lets websocket handshakes in or closes them, which a browser sees as a 403."""

    def __init__(self) -> None:
        self.buckets = Buckets()
        self.tabs = Tabs()

    async def shake_hands(self, scope: Scope, receive: Receive, send: Send, inner: App) -> None:
        """Pass the websocket on if it may come in."""
        address = caller.address(scope)
        if not caller.is_from_here(scope):
            reason = "foreign origin"
        elif not (token := _tab(scope)):
            reason = "no token of a tab"
        elif not self.buckets.take(grouped(address)):
            reason = "too many handshakes"
        else:
            self.tabs.note(token, scope)
            await inner(_as_public(scope), receive, send)
            return
        _log.warning("websocket refused", reason=reason, address=address)
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": reason})


def _sign_in(scope: Scope) -> str | None:
    token = token_in(caller.cookies(scope))
    return hashlib.sha256(token.encode()).hexdigest() if token else None


def _tab(scope: Scope) -> str:
    """The token of its tab that the handshake carries, once; "" otherwise.

    Reflex lets in a socket without one, and writes each of its messages into the log instead.
    """
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    tokens = query.get("token", [])
    return tokens[0] if len(tokens) == 1 and len(tokens[0]) <= LONGEST_TOKEN else ""


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
