"""The post page, and what every list of posts can do."""

import contextlib
from collections.abc import Callable
from typing import Any

import reflex as rx

from instaclone import ids
from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.media.cards import ReceiptCard
from instaclone.posts import deleting, photo_details, queries
from instaclone.posts.cards import CameraCard, PostCard, ScannerCard
from instaclone.posts.reactions import ReactionState
from instaclone.studio import drafting
from instaclone.studio.drafting import DraftWords
from instaclone.vision import rejecting


class ScannerMixin(rx.State, mixin=True):
    """Shows what the scanner saw in one post at a time."""

    shown_code: str = ""
    scanners: list[ScannerCard] = []  # one for each of its pictures

    @rx.event
    async def toggle_objects(self, code: str):
        """Show the objects of a post, or hide them."""
        if self.shown_code == code:
            self.shown_code = ""
            return
        viewer = await viewer_of(self)
        self.scanners = await read_async(queries.scanner_cards, viewer, str(code))
        self.shown_code = code


class PostState(ScannerMixin, rx.State):
    """One post on its page."""

    card: PostCard | None = None
    tags: list[str] = []
    number: int = 1  # of the picture one looks at
    is_missing: bool = False
    title: str = "Instaclone"
    cameras: list[CameraCard] = []
    receipts: list[ReceiptCard] = []

    @rx.event
    async def open(self):
        """Show the post in the address, nothing of the one before, and follow its progress."""
        if self.card is None or self.card.code != self._code():
            self.card, self.is_missing, self.shown_code, self.number = None, False, "", 1
            yield  # or the one before would stand here until the new one is read
        await self._follow()
        await self._read()
        if self.card:
            reactions = await self.get_state(ReactionState)
            await reactions._show([self.card.id])

    @rx.event
    async def refresh(self):
        """Something about the post changed."""
        await self._read()

    @rx.event
    def look_at(self, number: int):
        """Another picture of the post is looked at: what the scanner saw is said of this one."""
        if type(number) is int and 1 <= number <= len(self.scanners):
            self.number = number

    @rx.var
    def scanner(self) -> ScannerCard:
        """What the scanner saw in the picture one looks at."""
        at = min(self.number, len(self.scanners))
        return self.scanners[at - 1] if at > 0 else ScannerCard()

    @rx.event
    async def start_again(self, code: str):
        """The photo of a post could not be read: take its words back to the create page. Of the
        post that is seen, which is not that of the address before its page is shown."""
        viewer = await required_viewer(self)
        card, _, tags = await read_async(queries.post_page, viewer, str(code))
        if not (card.is_own and card.is_lost):
            return None
        await transact_async(deleting.delete, viewer, card.code)
        await transact_async(deleting.delete_for_good, viewer, card.code)
        words = DraftWords(card.caption, ", ".join(tags))
        draft = ids.code()
        await transact_async(drafting.save_words, viewer, draft, words, 0, begins=True)
        return rx.redirect(f"/create?draft={draft}")

    @rx.event
    async def reject(self, media_id: int, label: str):
        """The author says that a label is wrong in the picture one looks at."""
        await self._correct(rejecting.reject, media_id, label)

    @rx.event
    async def restore(self, media_id: int, label: str):
        """The author takes a rejection back."""
        await self._correct(rejecting.restore, media_id, label)

    async def _correct(self, act: Callable[..., bool], media_id: int, label: str):
        viewer = await required_viewer(self)
        await transact_async(act, viewer, id_sent(media_id), str(label))
        await self._read()

    def _code(self) -> str:
        return str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]

    async def _follow(self):
        """Before anything is read, or what changes meanwhile is missed."""
        with contextlib.suppress(NotFound):  # reading says so
            viewer = await viewer_of(self)
            topics = await read_async(queries.topics, viewer, self._code())
            follow(self, PostState.refresh, *topics)

    async def _read(self):
        viewer = await viewer_of(self)
        try:
            self.card, self.scanners, self.tags = await read_async(
                queries.post_page, viewer, self._code()
            )
        except NotFound:
            self.card, self.is_missing = None, True
            self.title = "Not found · Instaclone"
            self.cameras, self.receipts = [], []
        else:
            code = self.card.code
            self.cameras = await read_async(photo_details.camera_cards, viewer, code)
            self.receipts = await read_async(photo_details.own_receipts, viewer, code)
            self.is_missing, self.title = False, queries.title_of(self.card)


def id_sent(sent: Any) -> int:
    """An id as a browser sends it; 0, which nothing has, for anything else."""
    return sent if type(sent) is int and 0 < sent < 2**63 else 0
