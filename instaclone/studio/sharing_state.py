"""Sharing a draft from its page: now, when its files have arrived, or at a time."""

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact_async
from instaclone.errors import AppError, Invalid, NotFound
from instaclone.media import limits
from instaclone.posts import publishing
from instaclone.posts.choices import check_choices
from instaclone.studio import scheduling, sharing
from instaclone.studio.files_state import FilesMixin
from instaclone.studio.sharing import StillUploading, Unfinished
from instaclone.text import listed

SHARE, SCHEDULE = "share", "schedule"
SHOWN = 3  # names in a sentence


class SharingMixin(FilesMixin, mixin=True):
    """What Share and Schedule have come to.

    `waits` says for which files Share waits. `asks` is the question whether to go on without files
    that were refused, and `asks_for` what would go on. `scheduled` says when it publishes itself.
    """

    is_sharing: bool = False
    waits: str = ""
    asks: str = ""
    asks_for: str = ""
    failure: str = ""
    publish_at: str = ""  # as the input says it
    zone: str = ""
    publish_at_problem: str = ""
    problem: str = ""

    @rx.event
    async def share(self):
        """Share the post; or wait for its files, or ask about those that were refused."""
        viewer = await required_viewer(self)
        if not self.is_open or self.is_sharing:
            return None
        return await self._share(viewer)

    @rx.event
    async def share_without(self):
        """Yes, go on without the files that were refused."""
        viewer = await required_viewer(self)
        wanted, self.asks = self.asks_for, ""
        if not self.is_open or self.is_sharing:
            return None
        if wanted == SCHEDULE:
            await self._schedule(viewer, without_failed=True)
            return None
        return await self._share(viewer, without_failed=True)

    @rx.event
    async def keep_all(self):
        """No: the draft stays as it is."""
        await required_viewer(self)
        self.asks = ""

    @rx.event
    async def stop_waiting(self):
        """Do not share when the files have arrived."""
        await required_viewer(self)
        self.waits = ""

    @rx.event
    async def schedule(self, form: dict):
        """Have the draft publish itself at the time in the form."""
        viewer = await required_viewer(self)
        if not self.is_open or not isinstance(form, dict):
            return
        self.publish_at = str(form.get("publish_at", ""))[:40]
        self.zone = str(form.get("zone", ""))[:64]
        await self._schedule(viewer)

    @rx.event
    async def unschedule(self):
        """Have it wait for its author again."""
        viewer = await required_viewer(self)
        if self.is_open and self.is_kept:
            await transact_async(scheduling.unschedule, viewer, self.code)
            await self._read()

    async def _share(self, viewer: Viewer, *, without_failed: bool = False):
        self._clear_refusals()
        try:
            self._check()
            if coming := self._coming():
                self.waits = f"Sharing as soon as {_named(coming)} arrived"
                return None
            # `waits` stays until the answer: a connection that drops now ends this here, and the
            # page goes on by it when it is back.
            self.is_sharing = True
            post = await transact_async(
                sharing.share, viewer, self.code, without_failed=without_failed
            )
        except StillUploading:
            self.is_sharing = False
            self.waits = "Sharing as soon as your files have arrived"
        except NotFound:
            self.is_sharing, self.waits, self.is_gone = False, "", True
        except AppError as refusal:
            self.is_sharing, self.waits = False, ""
            self._mark(refusal, SHARE)
        except Exception:
            self.is_sharing, self.waits = False, ""
            raise
        else:
            self.is_open, self.waits = False, ""  # a second press finds nothing to share
            return rx.redirect(f"/p/{post.code}")
        return None

    async def _schedule(self, viewer: Viewer, *, without_failed: bool = False):
        self._clear_refusals()
        self.waits = ""
        try:
            self._check()
            await transact_async(
                scheduling.schedule,
                viewer,
                self.code,
                self.publish_at,
                self.zone,
                without_failed=without_failed,
            )
        except AppError as refusal:
            self._mark(refusal, SCHEDULE)
        else:
            await self._read()

    def _check(self):
        """Say what is wrong with the words before any file is waited for."""
        words = self._words()
        publishing.check_tags(publishing.check_caption(words.caption), words.tags)
        check_choices(sharing.choices_of(words.choices, {}))
        if not self.files and not self._coming():
            raise Invalid("Add a photo or a video first.", "file")

    def _clear_refusals(self):
        self.caption_problem = self.tags_problem = self.file_problem = ""
        self.publish_at_problem = self.problem = self.asks = ""
        self._clear_problems()

    def _mark(self, refusal: AppError, wanted: str):
        """Put a refusal where it belongs: a question, under its field, or above the buttons."""
        field = str(getattr(refusal, "field", ""))
        if isinstance(refusal, Unfinished):
            self.asks, self.asks_for = str(refusal), wanted
        elif field in ("caption", "tags", "file", "publish_at"):
            setattr(self, field + "_problem", str(refusal))
        elif not self._mark_choice(refusal):
            self.problem = str(refusal)


def _named(names: list[str]) -> str:
    """Some names in a sentence, with the verb."""
    shown = [limits.shown(name) for name in names[:SHOWN]]
    if len(names) > SHOWN:
        return f"{', '.join(shown)} and {len(names) - SHOWN} more have"
    return f"{listed(shown)} {'has' if len(names) == 1 else 'have'}"
