"""The create page's state: one photo on its way up, and the words that go with it."""

import asyncio
import secrets
from functools import partial

import reflex as rx
import structlog

from instaclone.accounts.state import required_viewer
from instaclone.db.session import in_thread, read_async, transact_async
from instaclone.errors import AppError, Invalid
from instaclone.live.tabs import follow
from instaclone.media import limits
from instaclone.media.cards import PictureCard
from instaclone.media.staging import stage
from instaclone.posts import publishing
from instaclone.posts.choices import check_alt, check_choices
from instaclone.posts.choosing import ChoicesMixin
from instaclone.posts.queries import own_picture
from instaclone.settings import settings
from instaclone.studio import taking_in

NOT_STORED = "The photo could not be stored. Nothing else is lost: choose it again."
_log = structlog.get_logger()

EMPTY, UPLOADING, PROCESSING, READY, FAILED = "empty", "uploading", "processing", "ready", "failed"


class CreateState(ChoicesMixin, rx.State):
    """What is being made. The words survive every failure; the photo is asked for again."""

    phase: str = EMPTY
    file_name: str = ""
    progress: int = 0
    picture: PictureCard | None = None
    file_problem: str = ""
    caption_problem: str = ""
    tags_problem: str = ""
    caption: str = ""
    tags: str = ""
    is_sharing: bool = False
    _media_id: int = 0
    _upload: str = ""  # the one whose bytes arrive
    _latest: str = ""  # the one that was begun last, "" after a cancel

    @rx.event
    async def open(self):
        """Only who is signed in creates; a photo that was being made is still there."""
        viewer = await required_viewer(self)
        await self._learn_account(viewer)
        if self._media_id:
            await self._read()
        elif self.phase == FAILED:
            self._forget()

    @rx.event
    def write_caption(self, text: str):
        """Keep the caption as it is typed."""
        self.caption = str(text)[: publishing.CAPTION_LENGTH + 500]
        self.caption_problem = ""

    @rx.event
    def write_tags(self, text: str):
        """Keep the tags as they are typed."""
        self.tags = str(text)[:4000]
        self.tags_problem = ""

    @rx.event
    def expect(self, name: str):
        """A file is on its way up, says the browser: Share may be pressed before it arrives."""
        if name and self.phase in (EMPTY, FAILED):
            self._forget()
            self.phase, self.file_name = UPLOADING, limits.shown(str(name))

    @rx.event
    def show_progress(self, progress: dict):
        """Per cent of the upload, from the browser."""
        share = progress.get("progress", 0)
        if self.phase == UPLOADING and isinstance(share, int | float):
            self.progress = min(max(int(share * 100), self.progress), 100)

    @rx.event
    def refuse(self, name: str, code: str):
        """The browser did not take what was dropped: say which rule it breaks."""
        if code == "too-many-files":
            self.file_problem = "One photo at a time, for now. Choose one of them."
        elif code == "file-too-large":
            self.file_problem = f"{limits.shown(str(name))} is too large. {limits.SIZE_RULE}"
        else:
            self.file_problem = str(limits.unknown(str(name)))

    @rx.event(background=True)
    async def receive(self, chunks: rx.UploadChunkIterator):
        """Take a photo in while it arrives; what it is shows in its first bytes."""
        upload = secrets.token_hex(8)
        async with self:
            viewer = await required_viewer(self)
            self._latest = upload
        staged = settings().staging_dir / upload
        try:
            name = await stage(chunks, staged, partial(_begin, self, upload))
            if not name:
                return  # everything that was dropped was refused by the browser
            media_id = await in_thread(lambda: taking_in.take_in(viewer, staged, name))
        except AppError as refusal:
            await _end(self, upload, str(refusal))
            return
        except Exception:
            _log.exception("a photo could not be taken in")
            await _end(self, upload, NOT_STORED)
            return
        except asyncio.CancelledError:
            await _end(self, upload, "The upload was cut off. Choose the photo again.")
            raise
        finally:
            staged.unlink(missing_ok=True)
        async with self:
            if self._upload != upload:  # cancelled, or another photo was chosen meanwhile
                await transact_async(taking_in.discard, viewer, media_id)
                return
            self._media_id, self.phase, self.progress = media_id, PROCESSING, 100
            follow(self, CreateState.refresh, f"media:{media_id}")
            await self._read()
        async with self:
            wanted = self.is_sharing
        if wanted:
            yield CreateState.finish_sharing

    @rx.event
    async def refresh(self):
        """The photo has come further."""
        await self._read()

    @rx.event
    async def remove(self):
        """Take the photo away and keep the words."""
        viewer = await required_viewer(self)
        media_id = self._media_id
        self._latest = ""
        self._forget()
        if media_id:
            await transact_async(taking_in.discard, viewer, media_id)

    @rx.event
    async def share(self):
        """Publish, or remember to when the photo has arrived."""
        await required_viewer(self)
        if self.is_sharing:
            return None
        self.caption_problem = self.tags_problem = ""
        self._clear_problems()
        try:
            publishing.check_tags(publishing.check_caption(self.caption), self.tags)
            check_alt(self.alt_text)
            check_choices(self._choices())
        except Invalid as refusal:
            self._mark(refusal)
            return None
        if self.phase == EMPTY:
            self.file_problem = "Choose a photo first."
            return None
        if self.phase == FAILED:
            return None
        self.is_sharing = True
        return CreateState.finish_sharing if self._media_id else None

    @rx.event
    async def finish_sharing(self):
        """Publish what has arrived and open its page."""
        viewer = await required_viewer(self)
        if not self._media_id or not self.is_sharing:
            return None
        try:
            post = await transact_async(
                publishing.publish,
                viewer,
                [self._media_id],
                self.caption,
                self.tags,
                choices=self._choices(),
                alt_texts=(self.alt_text,),
            )
        except AppError as refusal:
            self.is_sharing = False
            self._mark(refusal)
            return None
        except Exception:
            self.is_sharing = False
            raise
        self._forget()
        self.caption = self.tags = ""
        self._unchoose()
        return rx.redirect(f"/p/{post.code}")

    def _begin(self, upload: str, name: str):
        if self._latest != upload:
            return  # its first bytes come after it was cancelled, or after another was begun
        if self.phase != UPLOADING or self._upload:
            self._forget()
        self._upload, self.phase, self.file_name = upload, UPLOADING, name

    def _forget(self):
        self.phase, self.file_name, self.progress, self.picture = EMPTY, "", 0, None
        self.file_problem, self.is_sharing = "", False
        self._media_id, self._upload = 0, ""

    def _fail(self, sentence: str):
        self._forget()
        self.phase, self.file_problem = FAILED, sentence

    def _mark(self, refusal: AppError):
        field = getattr(refusal, "field", "")
        if field == "caption":
            self.caption_problem = str(refusal)
        elif field == "tags":
            self.tags_problem = str(refusal)
        elif not self._mark_choice(refusal):
            self.file_problem = str(refusal)

    async def _read(self):
        viewer = await required_viewer(self)
        picture = await read_async(own_picture, viewer, self._media_id)
        if picture is None:
            self._forget()
        elif picture.state == "failed":
            self._fail(picture.failure)
        else:
            self.picture = picture
            self.phase = READY if picture.state == "ready" else PROCESSING


async def _begin(state: CreateState, upload: str, name: str) -> None:
    async with state:
        state._begin(upload, name)


async def _end(state: CreateState, upload: str, sentence: str) -> None:
    """Say why an upload ended, unless another one is under way."""
    async with state:
        if state._upload == upload:
            state._fail(sentence)
