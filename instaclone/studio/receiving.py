"""Takes the files of a draft in while they arrive, one after the other."""

import asyncio

import reflex as rx
import structlog

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import in_thread, transact_async
from instaclone.errors import AppError, NotFound
from instaclone.media import intake
from instaclone.settings import settings
from instaclone.studio import drafting, taking_in
from instaclone.studio.sharing_state import SharingMixin

NOT_STORED = "It could not be stored. Nothing else is lost: choose it again."
CUT_OFF = "The upload was cut off. Choose it again."
_log = structlog.get_logger()


class ReceivingMixin(SharingMixin, mixin=True):
    """Uploads of several files in one request."""

    @rx.event(background=True)
    async def receive(self, chunks: rx.UploadChunkIterator):
        """Take files in; each stands on its own, and what is wrong with one is said of it."""
        async with self:
            viewer = await required_viewer(self)
            if not self.is_open:
                return
            code = self.code
            await transact_async(drafting.begin, viewer, code)
            await self._read()
        arriving: Arriving | None = None
        try:
            async for chunk in chunks:
                if arriving is None or not chunk.offset:
                    if arriving:
                        await arriving.end()
                    try:
                        arriving = await Arriving.announce(viewer, code, chunk.filename)
                    except AppError as refusal:
                        async with self:
                            self.file_problem = str(refusal)
                        return
                await arriving.take(chunk.data)
            if arriving:
                await arriving.end()
        except asyncio.CancelledError:
            if arriving:
                await arriving.refuse(CUT_OFF)
            raise


class Arriving:
    """One file on its way into a draft."""

    def __init__(self, owner: Viewer, code: str, name: str) -> None:
        self.owner, self.code, self.name = owner, code, name
        self.path = settings().staging_dir / f"draft-{code}"
        self.size, self.is_over = 0, False

    @classmethod
    async def announce(cls, owner: Viewer, draft: str, name: str) -> "Arriving":
        """Give the file its place in the draft; raises as `drafting.add_file` does."""
        code = await transact_async(drafting.add_file, owner, draft, name, 1)
        return cls(owner, code, name)

    async def take(self, data: bytes) -> None:
        """Write what has come; what breaks a rule is told, and the rest passed over."""
        if self.is_over:
            return
        try:
            if not self.size:
                intake.check_start(self.name, None, data)
            self.size += len(data)
            intake.check_bytes(self.name, self.size)
        except AppError as refusal:
            await self.refuse(str(refusal))
            return
        await in_thread(lambda: _append(self, data))

    async def end(self) -> None:
        """The whole file is there: have it become a picture."""
        if self.is_over:
            return
        try:
            media_id = await in_thread(lambda: taking_in.take_in(self.owner, self.path, self.name))
            await transact_async(drafting.arrived, self.owner, self.code, media_id)
        except NotFound:
            self.path.unlink(missing_ok=True)  # it was removed while it arrived
        except AppError as refusal:
            await self.refuse(str(refusal))
        except Exception:
            _log.exception("a file could not be taken in")
            await self.refuse(NOT_STORED)
        self.path.unlink(missing_ok=True)

    async def refuse(self, sentence: str) -> None:
        """Say why it is not taken."""
        self.is_over = True
        self.path.unlink(missing_ok=True)
        try:
            await transact_async(drafting.refuse_file, self.owner, self.code, sentence)
        except NotFound:
            return  # removed meanwhile


def _append(arriving: Arriving, data: bytes) -> None:
    arriving.path.parent.mkdir(parents=True, exist_ok=True)
    with arriving.path.open("ab") as file:
        file.write(data)
