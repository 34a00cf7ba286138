"""The state of choosing one's picture: the photo travels up while its square is being chosen."""

import asyncio
import secrets
from typing import Any

import reflex as rx
import structlog

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import in_thread, read_async, transact_async
from instaclone.errors import AppError, Invalid
from instaclone.live.tabs import follow
from instaclone.media import limits
from instaclone.media.models import FAILED
from instaclone.media.staging import stage
from instaclone.posts.queries import own_picture
from instaclone.profiles import picturing
from instaclone.settings import settings
from instaclone.shell.state import FaceState, NoticeState
from instaclone.studio import taking_in

SIDES = ("x", "y", "width", "height")
NOT_STORED = "The photo could not be stored. Choose it again."
_log = structlog.get_logger()


class AvatarState(rx.State):
    """The viewer's picture as it is, and the photo out of which the next one is cut.

    `preview` is the server's own picture of that photo, for browsers that cannot show the file.
    """

    src: str = ""
    is_working: bool = False
    is_choosing: bool = False
    is_saving: bool = False
    file_name: str = ""
    file_problem: str = ""
    preview: str = ""
    _latest: str = ""  # the upload that was begun last, "" after a cancel: others come too late
    _media_id: int = 0
    _square: tuple[float, float, float] | None = None

    @rx.event
    async def open(self):
        """Show the picture as it is, and hear when it is another one."""
        viewer = await required_viewer(self)
        self._forget()
        follow(self, AvatarState.refresh, f"relations:{viewer.id}")
        await self._read(viewer)

    @rx.event
    async def refresh(self):
        """The picture is cut, or the photo out of which it will be is there."""
        await self._read(await required_viewer(self))

    @rx.event
    async def expect(self, name: str):
        """A file is on its way up, says the browser."""
        await required_viewer(self)
        if name:
            self._forget()
            self.is_choosing, self.file_name = True, limits.shown(str(name))

    @rx.event
    async def refuse(self, name: str, code: str):
        """The browser did not take what was dropped: say which rule it breaks."""
        await required_viewer(self)
        if code == "too-many-files":
            self.file_problem = "One photo at a time. Choose one of them."
        elif code == "file-too-large":
            self.file_problem = f"{limits.shown(str(name))} is too large. {limits.SIZE_RULE}"
        else:
            self.file_problem = str(limits.unknown(str(name)))

    @rx.event(background=True)
    async def receive(self, chunks: rx.UploadChunkIterator):
        """Take the photo in while it arrives."""
        upload = secrets.token_hex(8)
        async with self:
            viewer = await required_viewer(self)
            self._latest = upload
        staged = settings().staging_dir / upload
        try:
            name = await stage(chunks, staged)
            if not name:
                return
            media_id = await in_thread(lambda: picturing.take_in(viewer, staged, name))
        except (AppError, asyncio.CancelledError, Exception) as error:
            async with self:
                if self._latest == upload:
                    self._fail(error)
            if isinstance(error, asyncio.CancelledError):
                raise
            return
        finally:
            staged.unlink(missing_ok=True)
        async with self:
            await self._arrive(viewer, upload, media_id)

    @rx.event
    async def save(self, area: dict):
        """Have this square become the viewer's picture, once the photo is there."""
        viewer = await required_viewer(self)
        if self.is_choosing and not self.is_saving:
            self._square = square(area)
            self.is_saving = True
            if self._media_id:
                await self._wish(viewer)

    @rx.event
    async def cancel(self):
        """Keep the picture as it is."""
        viewer = await required_viewer(self)
        media_id = self._media_id
        self._latest = ""
        self._forget()
        if media_id:
            await transact_async(taking_in.discard, viewer, media_id)

    @rx.event
    async def remove(self):
        """Show no picture any more."""
        viewer = await required_viewer(self)
        await transact_async(picturing.remove_avatar, viewer)
        await self._read(viewer)
        return NoticeState.say("Your picture is removed.")

    async def _arrive(self, viewer: Viewer, upload: str, media_id: int):
        if self._latest != upload or not self.is_choosing:  # cancelled, or another was chosen
            await transact_async(taking_in.discard, viewer, media_id)
            return
        self._media_id = media_id
        follow(self, AvatarState.refresh, f"relations:{viewer.id}", f"media:{media_id}")
        if self._square:
            await self._wish(viewer)
        await self._read(viewer)

    async def _wish(self, viewer: Viewer):
        assert self._square
        try:
            await transact_async(picturing.set_avatar, viewer, self._media_id, *self._square)
        except Invalid as refusal:
            self._fail(refusal)
            return
        self._forget()
        await self._read(viewer)

    async def _read(self, viewer: Viewer):
        status = await read_async(picturing.avatar_status, viewer)
        if status.src != self.src:
            self.src = status.src
            face = await self.get_state(FaceState)
            await face._read()
        self.is_working = status.is_working
        if status.failure and not self.is_choosing:
            self.file_problem = status.failure
        if self._media_id:
            photo = await read_async(own_picture, viewer, self._media_id)
            if photo and photo.state == FAILED:
                self._fail(Invalid(photo.failure))
            elif photo:
                self.preview = photo.src

    def _forget(self):
        self.is_choosing, self.is_saving, self.file_name, self.file_problem = False, False, "", ""
        self.preview, self._media_id, self._square = "", 0, None

    def _fail(self, error: BaseException):
        self._forget()
        if isinstance(error, AppError):
            self.file_problem = str(error)
        elif isinstance(error, asyncio.CancelledError):
            self.file_problem = "The upload was cut off. Choose the photo again."
        else:
            _log.error("a photo could not be taken in", exc_info=error)
            self.file_problem = NOT_STORED


def square(area: Any) -> tuple[float, float, float]:
    """Left and top as shares of the photo, and the side as a share of its shorter side.

    The browser speaks of per cent of width and of height: of the shorter of the two it is more.
    """
    said = [area.get(name) for name in SIDES] if isinstance(area, dict) else []
    found = [each for each in said if isinstance(each, int | float)]
    if len(found) != len(SIDES):
        raise Invalid("Choose a square that lies inside the photo.", "crop")
    left, top, width, height = (min(max(each / 100, 0.0), 1.0) for each in found)
    return left, top, max(width, height)
