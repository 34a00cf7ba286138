"""The one way out for pictures: signed addresses, asked again for every request who is looking."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import structlog
from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from instaclone import caller, clock
from instaclone.accounts import signing_in
from instaclone.db.session import in_thread, read
from instaclone.errors import AppError, NotFound, Unavailable
from instaclone.media.models import SOURCE
from instaclone.media.ranges import Unsatisfiable, asked_range, names_etag
from instaclone.media.serving import Served, variant_by_key
from instaclone.posts import visibility
from instaclone.storage.choosing import storage
from instaclone.storage.signing import is_valid
from instaclone.storage.storage import PIECE

RETRY_AFTER = "10"  # seconds; as long as a storage is waited for

ALWAYS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}

router = APIRouter()
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants, taken from it before the thread."""

    key: str
    token: str | None
    if_none_match: str | None
    range: str | None
    if_range: str | None
    is_head: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the thread found: the first bytes of `wanted`, at most 1 MiB, and how to answer."""

    served: Served
    status: int
    wanted: range
    first: bytes = b""


@router.api_route("/media/{key:path}", methods=["GET", "HEAD"], include_in_schema=False)
async def serve(request: Request, key: str, e: str = "", s: str = "") -> Response:
    """A rendition, to those who may see it; everything else is 404, whatever the reason."""
    if not is_valid(key, e, s):
        return _refused(404)
    take = request.headers.get
    asked = Asked(
        key=key,
        token=signing_in.token_in(caller.cookies(request.scope)),
        if_none_match=take("if-none-match"),
        range=take("range"),
        if_range=take("if-range"),
        is_head=request.method == "HEAD",
    )
    try:
        found = await in_thread(partial(_find, asked))
    except AppError as error:
        return _refused(404 if isinstance(error, NotFound) else 503)
    return _answer(found, int(e), asked.is_head)


def _find(asked: Asked) -> Found:
    """Everything that blocks, in one go. The session is closed before the storage is read."""
    served = read(_permitted, asked.key, asked.token)
    etag, whole = _etag(served), range(served.bytes)
    if names_etag(asked.if_none_match, etag):
        return Found(served, 304, whole)
    if asked.is_head:
        return Found(served, 200, whole)
    # A tag that no longer fits means: the bytes have changed, send all of them.
    fits = asked.if_range in (None, etag)
    try:
        part = asked_range(asked.range if fits else None, served.bytes)
    except Unsatisfiable:
        return Found(served, 416, range(0))
    wanted = whole if part is None else part
    first = _piece(asked.key, wanted) if wanted else b""
    return Found(served, 200 if part is None else 206, wanted, first)


def _permitted(session: Session, key: str, token: str | None) -> Served:
    viewer = signing_in.viewer_of_token(session, token)
    served = variant_by_key(session, key)
    if served is None:
        raise NotFound
    if served.role == SOURCE:  # what an edit took away is seen by its owner alone
        may_see = visibility.owns_media(session, viewer, served.media_id)
    else:
        may_see = visibility.may_see_media(session, viewer, served.media_id)
    if not may_see:
        raise NotFound
    return served


def _piece(key: str, wanted: range) -> bytes:
    """The first bytes of a range, at most 1 MiB; Unavailable when the storage has other sizes."""
    length = min(PIECE, len(wanted))
    try:
        content = storage().read(key, wanted.start, length)
    except AppError as error:
        log.error("picture_unreadable", key=key, reason=str(error) or "missing")
        raise
    if len(content) != length:
        log.error("picture_unreadable", key=key, reason="damaged: see `storage verify`")
        raise Unavailable("This picture is damaged in the storage.")
    return content


def _answer(found: Found, expiry: int, is_head: bool) -> Response:
    served, wanted = found.served, found.wanted
    stays = max(0, expiry - int(clock.now().timestamp()))
    headers = {
        **ALWAYS,
        "ETag": _etag(served),
        "Cache-Control": f"private, max-age={stays}, immutable",
    }
    if found.status == 304:
        return Response(status_code=304, headers=headers)
    if found.status == 416:
        return _refused(416, {"Content-Range": f"bytes */{served.bytes}"})
    headers |= {
        "Accept-Ranges": "bytes",
        "Content-Disposition": "inline",
        "Content-Length": str(len(wanted)),
        "Content-Type": served.content_type,
    }
    if found.status == 206:
        headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{served.bytes}"
    if is_head or len(found.first) == len(wanted):
        return Response(found.first, found.status, headers)
    return StreamingResponse(_rest(served.key, found), found.status, headers)


async def _rest(key: str, found: Found) -> AsyncIterator[bytes]:
    yield found.first
    wanted = found.wanted[PIECE:]
    while wanted:
        yield await in_thread(partial(_piece, key, wanted))
        wanted = wanted[PIECE:]


def _refused(status: int, more: dict[str, str] | None = None) -> Response:
    headers = {**ALWAYS, "Cache-Control": "no-store", **(more or {})}
    if status == 503:
        headers["Retry-After"] = RETRY_AFTER
    return Response(status_code=status, headers=headers)


def _etag(served: Served) -> str:
    return f'"{served.sha256}"'
