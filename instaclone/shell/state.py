"""Notices: sentences for the person in front of this tab, read out by screen readers."""

import asyncio
import itertools
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

import reflex as rx
import structlog
from reflex.event import EventSpec

from instaclone.accounts.state import viewer_of
from instaclone.db.session import read_async
from instaclone.errors import AppError, NotSignedIn
from instaclone.live import tabs
from instaclone.profiles.people import avatars

SECONDS = 8
LONGEST = 300
MOST = 4
APOLOGY = "Something went wrong here. Nothing you wrote is lost."

_number = itertools.count(1)
_log = structlog.get_logger()


@dataclass(frozen=True)
class Notice:
    """One sentence; `kind` is "said" or "problem"."""

    id: int
    sentence: str
    kind: str


class NoticeState(rx.State):
    """The notices of a tab. The page draws them: the policy forbids scripts the server sends."""

    notices: list[Notice] = []

    @rx.event
    def say(self, sentence: str, kind: str = "said"):
        """Show a sentence for a while."""
        kind = "problem" if kind == "problem" else "said"
        notice = Notice(next(_number), str(sentence)[:LONGEST], kind)
        self.notices = [*self.notices, notice][-MOST:]
        return NoticeState.fade(notice.id)

    @rx.event
    def dismiss(self, notice_id: int):
        """Take a notice away."""
        self.notices = [notice for notice in self.notices if notice.id != notice_id]

    @rx.event(background=True)
    async def fade(self, notice_id: int):
        """Take a notice away after a while."""
        await asyncio.sleep(SECONDS)
        async with self:
            self.notices = [notice for notice in self.notices if notice.id != notice_id]


class PageState(rx.State):
    """The page a tab shows."""

    @rx.event
    async def leave(self):
        """Another page opens: the tab stops hearing of what the one before showed."""
        tabs.forget(self.router.session.client_token)
        # All that began as a page opened is cancelled when the next one does, so that what it said
        # would stand for ever.
        said = await self.get_state(NoticeState)
        return [NoticeState.fade(notice.id) for notice in said.notices]


class FaceState(rx.State):
    """The viewer's own picture, for the link to their profile."""

    avatar: str = ""

    @rx.event
    async def open(self):
        """Show it as it is now."""
        await self._read()

    async def _read(self):
        viewer = await viewer_of(self)
        found = await read_async(avatars, [viewer.id]) if viewer else {}
        self.avatar = found.get(viewer.id, "") if viewer else ""


def say_kindly(exception: Exception) -> EventSpec | None:
    """What a person sees when a handler fails: the refusal's own sentence, or an apology."""
    if isinstance(exception, NotSignedIn):
        return rx.redirect("/login?" + urlencode({"next": exception.next_path or "/"}))
    if isinstance(exception, AppError):
        return cast(EventSpec, NoticeState.say(str(exception), "problem"))
    _log.error("handler failed", exc_info=exception)
    return cast(EventSpec, NoticeState.say(APOLOGY, "problem"))
