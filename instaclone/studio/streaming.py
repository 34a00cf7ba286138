"""The bytes of an upload on their way to the disk, which must not hold up the event loop."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

import structlog

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import in_thread
from instaclone.errors import Invalid, Unavailable
from instaclone.live.bus import publish
from instaclone.media import limits
from instaclone.studio import drafting, uploading
from instaclone.studio.arriving import Busy, Place
from instaclone.studio.uploading import Upload

PIECE = 1 << 18  # bytes gathered before they go to the disk
TELL_SECONDS = 0.5  # between two news of how far a file has come
FINISHING = 4  # threads: a gigabyte on its way to a storage far away must not hold up pictures

log = structlog.get_logger("studio")


class Arrival:
    """What one request brings of an upload."""

    def __init__(self, owner: Viewer, upload: Upload, place: Place) -> None:
        self.owner, self.upload, self.place = owner, upload, place
        self._is_known = place.size >= limits.HEAD_BYTES
        self._told_at = 0.0
        self._gathered = bytearray()

    async def take(self, chunk: bytes) -> None:
        """Take what has come; raises Refused for a file that is not taken, Invalid for too much,
        NotFound when it was removed meanwhile."""
        if self.place.size + len(self._gathered) + len(chunk) > self.upload.size:
            raise Invalid(
                f"{limits.shown(self.upload.name)} is larger than was said. Choose it again.",
                "file",
            )
        self._gathered += chunk
        if len(self._gathered) >= PIECE:
            await self.keep()

    async def end(self) -> None:
        """Nothing more comes with this request; a file that is whole is finished."""
        await self.keep()
        if self.place.size == self.upload.size:
            await _finish(self.owner, self.upload, self.place)

    async def keep(self) -> None:
        """Write what was gathered, and tell how far the file has come. Raises as `take` does."""
        if self._gathered:
            content, self._gathered = self._gathered, bytearray()
            await in_thread(partial(self.place.append, content))
        is_whole = self.place.size == self.upload.size
        if not self._is_known and (is_whole or self.place.size >= limits.HEAD_BYTES):
            await self._look()
        if time.monotonic() - self._told_at >= TELL_SECONDS:
            self._told_at = time.monotonic()
            await in_thread(partial(publish, drafting.topic(self.upload.draft_id)))

    async def _look(self) -> None:
        self._is_known = True
        head = await in_thread(partial(self.place.head, limits.HEAD_BYTES))
        try:
            uploading.check_head(self.upload, head)
        except limits.Refused as refusal:
            sentence = str(refusal)
            await in_thread(
                partial(uploading.refuse, self.owner, self.upload, self.place, sentence)
            )
            raise


async def finish_left(owner: Viewer, upload: Upload) -> None:
    """Finish an upload that a process left whole when it died."""
    try:
        place: Place = await in_thread(partial(Place, upload.code))
    except Busy:
        return  # it is being finished
    try:
        if place.size == upload.size:
            await _finish(owner, upload, place)
    finally:
        place.close()


async def _finish(owner: Viewer, upload: Upload, place: Place) -> None:
    try:
        await _in_line(partial(uploading.finish, owner, upload, place))
    except Unavailable:
        log.warning("storage is down; a sweep finishes the upload", file=upload.code)


async def _in_line(call: Callable[[], None]) -> None:
    await asyncio.get_running_loop().run_in_executor(_threads(), call)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(FINISHING, thread_name_prefix="finish")
