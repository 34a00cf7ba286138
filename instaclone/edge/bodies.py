"""How large a request may be and how long it may take to arrive."""

import asyncio
from dataclasses import dataclass

import structlog

from instaclone import caller
from instaclone.edge.answers import Answer, App, Message, Receive, Scope, refuse
from instaclone.media.limits import FILE_BYTES, SIZE_RULE, SIZE_RULES, VIDEO_BYTES

MEBIBYTE = 1024 * 1024
LATE = "The request took too long to arrive."

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one kind of request may bring: bytes, seconds between pieces, seconds in all."""

    most_bytes: int
    pause: float
    in_all: float
    sentence: str


# A form has a few fields; the longest text is a caption of 2,200 characters.
FORM = Allowance(64 * 1024, 15, 30, "This form is too large: at most 64 KB.")
# The largest file, and room for the multipart frame round it.
UPLOAD = Allowance(
    FILE_BYTES + MEBIBYTE,
    60,
    3600,
    f"This file is too large. {SIZE_RULE} Choose a smaller one.",
)
# A part of an upload that may go on with another; its own length is held against the file's.
PART = Allowance(
    VIDEO_BYTES, 60, 3600, f"This file is too large. {SIZE_RULES} Choose a smaller one."
)


async def bounded(
    inner: App, allowed: Allowance, scope: Scope, receive: Receive, answer: Answer
) -> None:
    """Serve the request with a body that keeps to its allowance; answers 413 or 408 otherwise."""
    length = caller.header(scope, "content-length")
    if length and not (length.isdecimal() and len(length) < 20):
        await refuse(scope, answer.send, 400, "The length of the request is not a number.")
        return
    if length and int(length) > allowed.most_bytes:
        await refuse(scope, answer.send, 413, allowed.sentence)
        return
    body = _Body(allowed, scope, receive, answer)
    try:
        await inner(scope, body.receive, answer.send)
    except Exception as error:
        if not body.is_refused:
            raise
        # The app was told that the client is gone; what it makes of that is no news.
        _log.debug("request ended early", reason=type(error).__name__)


class _Body:
    """Counts what arrives. Once too much has, the app hears that the client is gone."""

    def __init__(self, allowed: Allowance, scope: Scope, receive: Receive, answer: Answer) -> None:
        self.allowed, self.scope, self._receive, self.answer = allowed, scope, receive, answer
        self.count = 0
        self.is_complete = False
        self.is_refused = False
        self._until = asyncio.get_running_loop().time() + allowed.in_all

    async def receive(self) -> Message:
        if self.is_refused:
            return {"type": "http.disconnect"}
        if self.is_complete:
            return await self._receive()  # waits for the client to go, however long
        left = self._until - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._receive(), min(left, self.allowed.pause))
        except TimeoutError:
            return await self._refuse(408, LATE)
        if message["type"] == "http.request":
            self.count += len(message.get("body", b""))
            self.is_complete = not message.get("more_body", False)
            if self.count > self.allowed.most_bytes:
                return await self._refuse(413, self.allowed.sentence)
        return message

    async def _refuse(self, status: int, sentence: str) -> Message:
        self.is_refused = True
        if not self.answer.status:
            await refuse(self.scope, self.answer.send, status, sentence)
        self.answer.is_closed = True
        return {"type": "http.disconnect"}
