"""The page of explore: the best for the viewer, and the ways into tags, objects and places."""

from datetime import datetime

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.explore import serving
from instaclone.explore.cards import ExplorePage
from instaclone.explore.places_map import recent_places
from instaclone.explore.serving_state import ServingMixin
from instaclone.posts.cards import TileCard
from instaclone.posts.tile_paging import LONGEST
from instaclone.tags.queries import popular

POPULAR, PLACES = 6, 4  # ways into explore above the grid


class ExploreState(ServingMixin, rx.State):
    """The grid."""

    tiles: list[TileCard] = []

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next screen when the end of the grid draws near."""
        viewer = await viewer_of(self)
        if in_view is True and self.has_more:
            await self._grow(viewer)

    async def _page(
        self, viewer: Viewer | None, before: int | None, since: datetime | None
    ) -> ExplorePage:
        return await read_async(serving.explore_page, viewer, before=before, seen_since=since)

    async def _add(self, page: ExplorePage):
        known = set(self._served)
        new = [each for each in page.cards if each.tile.code not in known]
        longer = [*self.tiles, *(each.tile for each in new)]
        # The whole list travels with each screen and stays in memory: its beginning is let go.
        self.is_cut = self.is_cut or len(longer) > LONGEST
        self.tiles = longer[-LONGEST:]
        self._keep(new, [each.code for each in self.tiles])
        if not page.is_chronological:
            self._unrecorded = {each.post_id: each.line for each in page.cards}

    async def _read_again(self, viewer: Viewer | None) -> bool:
        ids = [self._served[each.code].post_id for each in self.tiles]
        fresh = {each.code: each for each in await read_async(serving.tiles_again, viewer, ids)}
        # Who put a post away can still take that back, while it is there.
        away = [each.code for each in self.tiles if self._is_put_away(each.code)]
        there = await read_async(serving.still_visible, viewer, away)
        left = [
            fresh.get(each.code, each)
            for each in self.tiles
            if each.code in fresh or each.code in there
        ]
        if left != self.tiles:
            self.tiles = left
            self._keep([], [each.code for each in left])
        return bool(left)

    def _clear(self):
        super()._clear()
        self.tiles = []


class WaysState(rx.State):
    """The ways into explore above the grid: popular tags, and places of recent posts by their
    numbers."""

    tags: list[str] = []
    places: list[tuple[int, str]] = []

    @rx.event
    async def open(self):
        """Read them as they are now."""
        viewer = await viewer_of(self)
        tags = [each.tag for each in await read_async(popular, viewer, POPULAR)]
        found = await read_async(recent_places, viewer, PLACES)
        places = [(each.place_id, each.name) for each in found]
        if (tags, places) != (self.tags, self.places):
            self.tags, self.places = tags, places
