"""The author's own shelf: what they archived, and what waits in their recycle bin."""

from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.posts import archiving, deleting, own_queries
from instaclone.posts.cards import BinCard, TileCard
from instaclone.posts.keeping import KeepingState
from instaclone.posts.tile_paging import PagingMixin, TilePagingMixin
from instaclone.shell.state import NoticeState
from instaclone.text import count_of


class ArchiveState(TilePagingMixin, rx.State):
    """Archived posts, page by page."""

    is_open: bool = False

    @rx.event
    async def open(self):
        """Show the newest archived posts."""
        viewer = await required_viewer(self)
        self.is_open = False
        yield
        await self._begin(viewer)
        self.is_open = True

    @rx.event
    async def unarchive(self, code: str):
        """Show a post on the profile again."""
        viewer = await required_viewer(self)
        await transact_async(archiving.unarchive, viewer, str(code))
        self.tiles = [tile for tile in self.tiles if tile.code != code]
        await _show_in_lists(self, str(code))
        return NoticeState.say("The post is on your profile again.")

    async def _who(self) -> Viewer:
        return await required_viewer(self)

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        return await read_async(own_queries.archive_page, viewer, before)


class BinState(PagingMixin, rx.State):
    """Deleted posts, page by page."""

    cards: list[BinCard] = []
    is_open: bool = False

    @rx.event
    async def open(self):
        """Show the newest deleted posts."""
        viewer = await required_viewer(self)
        self.is_open = False
        yield
        await self._read(viewer)

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page."""
        viewer = await required_viewer(self)
        if in_view is True and self._next_before is not None:
            page = await read_async(own_queries.bin_page, viewer, self._next_before)
            self.cards = self._longer(self.cards, page)

    @rx.event
    async def restore(self, code: str):
        """Take a post out of the bin."""
        viewer = await required_viewer(self)
        await transact_async(deleting.restore, viewer, str(code))
        self._drop(code)
        await _show_in_lists(self, str(code))
        return NoticeState.say("The post is restored, with its likes and comments.")

    @rx.event
    async def erase(self, code: str):
        """Delete one post for good."""
        viewer = await required_viewer(self)
        await transact_async(deleting.delete_for_good, viewer, str(code))
        self._drop(code)
        return NoticeState.say("The post is deleted for good.")

    @rx.event
    async def empty(self):
        """Delete everything in the bin for good."""
        viewer = await required_viewer(self)
        erased = await transact_async(deleting.empty_bin, viewer)
        await self._read(viewer)
        return NoticeState.say(f"{count_of(erased, 'post', 'posts')} deleted for good.")

    async def _read(self, viewer: Viewer):
        self.cards = self._newest(await read_async(own_queries.bin_page, viewer))
        self.is_open = True

    def _drop(self, code: str):
        self.cards = [card for card in self.cards if card.tile.code != code]


async def _show_in_lists(state: rx.State, code: str):
    """Where this tab has folded the post away in a list, unfold it."""
    keeping = await state.get_state(KeepingState)
    keeping._forget(code)
