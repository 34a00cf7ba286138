"""The page of a place."""

from typing import Any

import reflex as rx

from instaclone import caller
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.objects.cards import ObjectLink
from instaclone.places.cards import PlaceHead
from instaclone.posts import at_places
from instaclone.posts.cards import TileCard
from instaclone.posts.subject_state import SubjectMixin
from instaclone.search import seen_here
from instaclone.settings import settings

DIGITS = 10


class PlaceState(SubjectMixin, rx.State):
    """The place in the address, where it lies, its newest posts, and what is `seen` in them."""

    head: PlaceHead | None = None
    seen: list[ObjectLink] = []
    map_tiles: str = ""
    map_attribution: str = ""

    def _subject(self) -> str:
        return str(self._place_id())

    def _topics(self, _viewer: Viewer | None, /) -> list[str]:
        return [f"place:{self._place_id()}"]

    async def _read_head(self, viewer: Viewer | None):
        head = await read_async(at_places.place_head, viewer, self._place_id())
        self.head, self.title = head, f"{head.name} · Instaclone"
        self.map_tiles = settings().map_tiles_url or ""
        self.map_attribution = settings().map_tiles_attribution

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        return await read_async(at_places.place_page, viewer, self._place_id(), before)

    async def _read_beside(self, viewer: Viewer | None, /):
        place_id, name = self._place_id(), self.head.name if self.head else ""
        languages = caller.languages(self.router.headers.accept_language)
        self.seen = await read_async(seen_here.seen_at_place, viewer, place_id, name, languages)

    def _clear(self):
        super()._clear()
        self.head, self.seen = None, []

    def _place_id(self) -> int:
        last = self._address()
        return int(last) if last.isdecimal() and len(last) <= DIGITS and last.isascii() else 0
