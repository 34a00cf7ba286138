"""The create page: one draft and the list of the others."""

import reflex as rx

from instaclone import ids
from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.settings import settings
from instaclone.shell.state import NoticeState
from instaclone.studio import drafting, privacy, quotas
from instaclone.studio.cards import DraftTile
from instaclone.studio.privacy import PrivacyCard
from instaclone.studio.queries import draft_card, drafts
from instaclone.studio.sharing_state import SharingMixin


class StudioState(SharingMixin, rx.State):
    """The draft in the address, or a new one, which is kept from its first file or word on."""

    is_missing: bool = False
    needs_alt: bool = False
    privacy: PrivacyCard = PrivacyCard()
    _id: int = 0
    _followed: tuple[str, ...] = ()

    @rx.event
    async def open(self):
        """Show the draft in the address as the server has it."""
        viewer = await required_viewer(self)
        wanted = self._address()
        unsaved = self.save_problem != "" and not wanted
        if not (self.is_open and (wanted == self.code or unsaved)):
            self._forget(wanted)
            yield  # or the one before would stand here until this one is read
        self.is_sharing, self._followed = False, ()
        self.needs_alt = settings().require_alt_text
        await self._learn_account(viewer)
        if not wanted:
            follow(self, StudioState.refresh, f"drafts:{viewer.id}")
            self.is_open = True
            return
        await self._follow_and_read(viewer)
        if self._is_awaited():  # the last file arrived while nobody heard of it
            yield StudioState.share

    @rx.event
    async def refresh(self):
        """The draft or one of its files has come further."""
        await self._read()
        return StudioState.share if self._is_awaited() else None

    @rx.event
    async def save_draft(self):
        """Save what is written, and say so: everything was saved on the way."""
        await required_viewer(self)
        await self._chosen()
        if self.is_gone or self.save_problem:
            return None
        if not self.is_kept:
            return NoticeState.say("There is nothing to save yet. Add a file or write something.")
        return NoticeState.say("Draft saved. You find it under Create, on any device.")

    @rx.event
    async def start_anew(self):
        """Keep the words of a draft that went in another window, as a new draft."""
        await required_viewer(self)
        words = self._words()
        self._forget("")
        self._show(words)
        self.is_open = True
        await self._chosen()

    async def _read(self):
        viewer = await required_viewer(self)
        if self.is_open and not self.is_gone:
            await self._follow_and_read(viewer)

    async def _follow_and_read(self, viewer: Viewer):
        """Follow this draft and its pictures, which change too, and show them as they are."""
        try:
            card, words = await read_async(draft_card, viewer, self.code)
        except NotFound:
            self.is_gone = self.is_kept and self.is_open
            self.is_missing = not self.is_open
            return
        self._id = card.id
        pictures = [each.media_id for each in card.files if each.media_id]
        topics = (drafting.topic(card.id), *(f"media:{each}" for each in pictures))
        if topics != self._followed or not self.is_open:
            self._followed = topics
            follow(self, StudioState.refresh, *topics)
            card, words = await read_async(draft_card, viewer, self.code)
        if not self.is_open:
            self._version, self._base = card.version, words
            self._show(words)
        elif card.version != self._version:
            self._meet(card, words)
        self._show_files(card.files)
        await self._learn_position(viewer)
        self.is_kept, self.is_open = True, True
        self.scheduled, self.failure = card.scheduled, card.failure
        fresh = await read_async(privacy.report, viewer, self.code) if card.files else PrivacyCard()
        if fresh != self.privacy:
            self.privacy = fresh

    def _is_awaited(self) -> bool:
        """Whether Share waited for files that are all here."""
        return self.waits != "" and not self._coming()

    def _forget(self, code: str):
        self._begin_anew(code or ids.code())
        self.files, self._alts, self._expected = [], {}, []
        self.alt_problems, self.alt_revisions, self.alt_lost = {}, {}, {}
        self.is_open = self.is_missing = self.is_sharing = False
        self.scheduled = self.failure = self.publish_at = self.to_edit = self.waits = ""
        self.privacy = PrivacyCard()
        self._clear_refusals()

    def _address(self) -> str:
        return str(self.router.url.query_parameters.get("draft", ""))[:20]


class DraftsState(rx.State):
    """The drafts of the person who is there."""

    drafts: list[DraftTile] = []
    notice: str = ""
    is_open: bool = False

    @rx.event
    async def open(self):
        """Show them, and keep up with what other windows do."""
        viewer = await required_viewer(self)
        follow(self, DraftsState.refresh, f"drafts:{viewer.id}")
        await self._read(viewer)

    @rx.event
    async def refresh(self):
        """One of them has changed."""
        await self._read(await required_viewer(self))

    @rx.event
    async def delete(self, code: str):
        """Throw a draft away for good."""
        viewer = await required_viewer(self)
        try:
            await transact_async(drafting.discard, viewer, str(code))
        except NotFound:
            self.drafts = []  # gone already, as was wanted: the list is read anew
        else:
            yield NoticeState.say("The draft is deleted.")
        await self._read(viewer)

    async def _read(self, viewer: Viewer):
        self.drafts = await read_async(drafts, viewer)
        self.notice = await read_async(quotas.held_notice, viewer)
        self.is_open = True
