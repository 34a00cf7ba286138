"""Uploads of a draft's files by the tus protocol: https://tus.io/protocols/resumable-upload.

An upload is begun with POST and a name, continued with PATCH from where HEAD says it stopped, and
taken back with DELETE. Every request is asked anew who sends it. Where a file comes to lie in its
draft can be announced for several at once; then a POST begins none that was removed meanwhile.
"""

import base64
import binascii
import contextlib
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from instaclone import caller
from instaclone.accounts import signing_in
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import in_thread, read_async, transact_async
from instaclone.errors import AppError, Conflict, NotSignedIn, TooMany
from instaclone.media import limits
from instaclone.studio import arriving, drafting, quotas, uploading
from instaclone.studio.arriving import Place
from instaclone.studio.streaming import Arrival, finish_left
from instaclone.studio.uploading import Chosen, Refusal, Upload

PATH = "/api/instaclone/v1/uploads"
VERSION = "1.0.0"
PART = "application/offset+octet-stream"
PROTOCOL = {
    "Tus-Resumable": VERSION,
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,termination",
    "Tus-Max-Size": str(limits.VIDEO_BYTES),
    "Cache-Control": "no-store",
}
DRAINED = 8 << 20  # bytes; our own client sends 5 MB at a time


class Malformed(AppError):
    """A request that does not keep to the protocol."""

    status = 400


class Unsupported(AppError):
    """Another version of the protocol."""

    status = 412


class Refused(AppError):
    """The file was refused; its upload does not go on."""

    status = 410


class Kept(Refused):
    """The file is refused and stays in its draft, with this sentence."""

    status = 422

    def __init__(self, sentence: str, file_code: str) -> None:
        super().__init__(sentence)
        self.file_code = file_code


class TusRoute(APIRoute):
    """Answers with the version of the protocol, refusals too."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """See FastAPI."""
        inner = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                if request.headers.get("tus-resumable", VERSION) != VERSION:
                    raise Unsupported(f"This site speaks version {VERSION} of the tus protocol.")
                response = await inner(request)
            except AppError as refusal:
                await _drain(request)
                said = {"error": str(refusal)}
                if isinstance(refusal, Kept):
                    said["file"] = refusal.file_code
                response = JSONResponse(said, refusal.status)
                if isinstance(refusal, TooMany):
                    response.headers["Retry-After"] = str(refusal.retry_after)
            for name in ("Tus-Resumable", "Cache-Control"):
                response.headers[name] = PROTOCOL[name]
            return response

        return answer


router = APIRouter(route_class=TusRoute, tags=["uploads"])


@router.options("/api/instaclone/v1/uploads")
async def describe() -> Response:
    """What of the protocol is spoken here."""
    return Response(status_code=204, headers=PROTOCOL)


class Announced(BaseModel):
    """A file that is about to be uploaded, as its device tells of it; `modified` is in ms."""

    draft: str = Field(max_length=64)
    name: str = Field(max_length=4096)
    size: int = Field(ge=0, lt=1 << 53)
    modified: int = Field(default=0, ge=0, lt=1 << 53)


@router.post("/api/instaclone/v1/uploads/announced")
async def announce(
    request: Request, files: Annotated[list[Announced], Body(max_length=100)]
) -> list[Refusal | None]:
    """Give files their places in a draft, in this order, before the first of them is sent.

    For each of them why it need not be sent: it is there already, finds no place or is too large.
    """
    viewer = await _viewer(request)
    said: dict[int, Refusal | None] = {}
    for draft in dict.fromkeys(each.draft for each in files):
        numbers = [number for number, each in enumerate(files) if each.draft == draft]
        named = [files[number] for number in numbers]
        chosen = [Chosen(each.name, each.size, each.modified) for each in named]
        answers = await transact_async(uploading.announce, viewer, draft, chosen)
        said |= zip(numbers, answers, strict=True)
    return [said[number] for number in range(len(files))]


@router.post("/api/instaclone/v1/uploads", status_code=201)
async def create(request: Request, draft: str) -> Response:
    """Begin an upload into a draft of one's own, or come back to it, also when it has arrived.

    `Upload-Length` says how many bytes, `Upload-Metadata` the `filename`, when it was `modified`
    (ms since 1970), and `announced` where it has its place already. The answer to a file that is
    refused carries the sentence, and the code of the `file` where it stays in the draft with it.
    """
    viewer = await _viewer(request)
    chosen, was_announced = _chosen(request)
    await in_thread(partial(arriving.check_disk, chosen.size, limits.FREE_BYTES))
    upload = await transact_async(
        uploading.begin, viewer, draft[:64], chosen, was_announced=was_announced
    )
    if upload.failure:
        raise Kept(upload.failure, upload.code)
    if not upload.has_arrived:
        await in_thread(partial(_begin_anew, upload.code))
    address = f"{caller.own_origin(request.scope)}{PATH}/{upload.code}"
    return Response(status_code=201, headers={"Location": address})


@router.head("/api/instaclone/v1/uploads/{code}")
async def look(request: Request, code: str) -> Response:
    """How far an upload has come."""
    viewer = await _viewer(request)
    upload = await _standing(viewer, code)
    offset = upload.size
    if not upload.has_arrived:
        offset = await in_thread(partial(arriving.arrived_bytes, code))
        if offset == upload.size:
            await finish_left(viewer, upload)
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.size)}
    return Response(status_code=200, headers=headers)


@router.patch("/api/instaclone/v1/uploads/{code}", status_code=204)
async def go_on(request: Request, code: str) -> Response:
    """Send the next bytes of an upload, from `Upload-Offset` on."""
    viewer = await _viewer(request)
    upload = await _standing(viewer, code)
    if request.headers.get("content-type", "") != PART:
        raise Malformed(f"Send the bytes as {PART}.")
    offset = _number(request, "upload-offset")
    if upload.has_arrived:
        raise _elsewhere(upload.size)
    place: Place = await in_thread(partial(Place, code))
    try:
        if offset != place.size:
            raise _elsewhere(place.size)
        if not offset:  # it may have been announced and never begun
            await read_async(quotas.check_unfinished, viewer)
        arrival = Arrival(viewer, upload, place)
        try:
            async for chunk in request.stream():
                await arrival.take(chunk)
        except ClientDisconnect:
            await arrival.keep()  # what has come need not come again
        else:
            await arrival.end()
        reached = place.size
    except limits.Refused as refusal:
        raise Kept(str(refusal), code) from refusal
    finally:
        place.close()
    return Response(status_code=204, headers={"Upload-Offset": str(reached)})


@router.delete("/api/instaclone/v1/uploads/{code}", status_code=204)
async def remove(request: Request, code: str) -> Response:
    """Take the file out of its draft, however far it has come."""
    viewer = await _viewer(request)
    await transact_async(drafting.remove_file, viewer, code[:64])
    return Response(status_code=204)


def _begin_anew(code: str) -> None:
    """Who asks to begin knows nothing of what has come: another file may have had that name."""
    place = Place(code)
    try:
        place.begin_anew()
    finally:
        place.close()


async def _drain(request: Request) -> None:
    """Read what still comes of a refused part: a browser that cannot send it hears no answer."""
    with contextlib.suppress(ClientDisconnect, RuntimeError):
        left = DRAINED
        async for chunk in request.stream():
            left -= len(chunk)
            if left < 0:
                return


async def _viewer(request: Request) -> Viewer:
    header = caller.cookies(request.scope)
    viewer = await read_async(signing_in.viewer_of_cookie_header, header)
    if viewer is None:
        raise NotSignedIn("Log in before you upload.")
    return viewer


async def _standing(viewer: Viewer, code: str) -> Upload:
    upload = await read_async(uploading.upload_of, viewer, code[:64])
    if upload.failure:
        raise Refused(upload.failure)
    return upload


def _chosen(request: Request) -> tuple[Chosen, bool]:
    said: dict[str, str] = {}
    for pair in request.headers.get("upload-metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            said[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Malformed("Upload-Metadata holds a value that is no text in Base64.") from error
    modified = said.get("modified", "")
    modified = int(modified) if modified.isdecimal() and len(modified) < 16 else 0
    chosen = Chosen(said.get("filename", ""), _number(request, "upload-length"), modified)
    return chosen, "announced" in said


def _number(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 16):
        raise Malformed(f"{name} must be a number of bytes.")
    return int(value)


def _elsewhere(size: int) -> Conflict:
    return Conflict(f"This upload goes on at byte {size}.")
