"""Lists of posts that a State shows page by page: what every grid of squares does."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.posts.cards import TileCard
from instaclone.posts.queries import TILES

LONGEST = 360  # posts in one list: all of them travel with each page


class PagingMixin(rx.State, mixin=True):
    """A list that grows by pages at its end. It stays in memory and is sent whole with each page:
    where it grows too long, its beginning is let go of."""

    has_more: bool = False
    is_cut: bool = False  # at its beginning
    _next_before: Any = None  # the cursor of the next page

    def _longer(self, shown: Sequence[Any], page: tuple[Sequence[Any], Any]) -> list[Any]:
        """The list with one more page, which comes with the cursor of the next."""
        found, next_before = page
        longer = [*shown, *found]
        self.is_cut = self.is_cut or len(longer) > LONGEST
        self._turn(next_before)
        return longer[-LONGEST:]

    def _newest(self, page: tuple[Sequence[Any], Any]) -> list[Any]:
        """The list begun anew with its first page."""
        found, next_before = page
        self.is_cut = False
        self._turn(next_before)
        return list(found)

    def _turn(self, next_before: Any):
        self._next_before = next_before
        self.has_more = next_before is not None


class TilePagingMixin(PagingMixin, mixin=True):
    """Posts in squares, page by page; where they come from, the page's own State says."""

    tiles: list[TileCard] = []

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page when the end of the grid draws near."""
        viewer = await self._who()
        if in_view is True and self._next_before is not None:
            self.tiles = self._longer(self.tiles, await self._page(viewer, self._next_before))

    async def _begin(self, viewer: Viewer | None):
        """Read the first page."""
        self.tiles = self._newest(await self._page(viewer, None))

    async def _read_again(self, viewer: Any) -> int | None:
        """Read what is listed again: some may not be for the viewer any more, or may be there
        again. How many are newer than all of it: they are left out, so that nothing moves. None
        where nothing of it is found, or too much has come: then it is to be begun anew.
        """
        end, before, found = self._next_before, None, []
        for _ in range(len(self.tiles) // TILES + 2):
            page, before = await self._page(viewer, before)
            found += page
            if before is None or (end is not None and before <= end):
                break
        else:
            return None
        known = {tile.code for tile in self.tiles}
        first = next((at for at, tile in enumerate(found) if tile.code in known), len(found))
        left = found[first:]
        if not left or len(left) > LONGEST:
            return None
        if left != self.tiles:
            self.tiles = left
        self._turn(before)
        return first

    def _end(self):
        """Show none, and fetch none."""
        self.tiles, self.is_cut = [], False
        self._turn(None)

    async def _who(self) -> Viewer | None:
        """Who looks; where only some may, this raises for the others."""
        return await viewer_of(self)

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], Any]:
        """The posts below the cursor, all where it is None, and the cursor of the next page, None
        at the end; for a viewer as `_who` says them."""
        raise NotImplementedError
