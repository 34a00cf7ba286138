"""The page of a place."""

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.db.session import read_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.places.cards import PlaceHead
from instaclone.posts import at_places
from instaclone.posts.cards import TileCard
from instaclone.settings import settings

LONGEST = 360  # tiles in one list: all of them travel with each page
DIGITS = 10


class PlaceState(rx.State):
    """The place in the address, where it lies, and its newest posts, page by page."""

    head: PlaceHead | None = None
    tiles: list[TileCard] = []
    has_more: bool = False
    has_news: bool = False
    is_missing: bool = False
    is_cut: bool = False  # the grid, at its beginning
    title: str = "Instaclone"
    map_tiles: str = ""
    map_attribution: str = ""
    _next_before: int | None = None

    @rx.event
    async def open(self):
        """Show the place in the address and nothing of the one before."""
        place_id = self._place_id()
        is_other = self.head is None or self.head.id != place_id or self.is_cut or self.has_news
        if is_other:
            self.head, self.tiles, self.is_missing = None, [], False
            self.has_more = self.has_news = self.is_cut = False
            yield  # or the one before would stand here until the new one is read
        follow(self, PlaceState.refresh, f"place:{place_id}")
        # Who comes back, or whose connection does, finds the grid as long as it was.
        await (self._read() if is_other else self._catch_up())

    @rx.event
    async def show_new(self):
        """Show the newest page again, with what has come."""
        self.has_news = self.is_cut = False
        await self._read()

    @rx.event
    async def refresh(self):
        """A post from here has come or changed: say so, move nothing."""
        await (self._catch_up() if self.head else self._read())

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page of the grid."""
        if in_view is not True or self._next_before is None or self.head is None:
            return
        tiles, next_before = await read_async(
            at_places.place_page, await viewer_of(self), self._place_id(), self._next_before
        )
        longer = [*self.tiles, *tiles]
        self.is_cut = self.is_cut or len(longer) > LONGEST
        self.tiles = longer[-LONGEST:]
        self._turn(next_before)

    async def _catch_up(self):
        viewer, place_id = await viewer_of(self), self._place_id()
        try:
            self.head = await read_async(at_places.place_head, viewer, place_id)
        except NotFound:
            self._lose()
            return
        newest, _ = await read_async(at_places.place_page, viewer, place_id)
        known = {tile.code for tile in self.tiles}
        self.has_news = not self.is_cut and any(tile.code not in known for tile in newest[:1])

    async def _read(self):
        viewer, place_id = await viewer_of(self), self._place_id()
        try:
            head = await read_async(at_places.place_head, viewer, place_id)
        except NotFound:
            self._lose()
            return
        self.tiles, next_before = await read_async(at_places.place_page, viewer, place_id)
        self._turn(next_before)
        self.map_tiles = settings().map_tiles_url or ""
        self.map_attribution = settings().map_tiles_attribution
        self.head, self.title, self.is_missing = head, f"{head.name} · Instaclone", False

    def _lose(self):
        self.head, self.tiles, self.has_more, self._next_before = None, [], False, None
        self.is_missing, self.title = True, "Not found · Instaclone"

    def _place_id(self) -> int:
        last = str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]
        return int(last) if last.isdecimal() and len(last) <= DIGITS and last.isascii() else 0

    def _turn(self, next_before: int | None):
        self._next_before = next_before
        self.has_more = next_before is not None
