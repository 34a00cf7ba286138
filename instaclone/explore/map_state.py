"""The map of explore: where the latest public posts are from."""

from typing import Any

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.db.session import read_async
from instaclone.explore.cards import PinCard
from instaclone.explore.places_map import recent_places
from instaclone.settings import settings
from instaclone.shell.state import say_kindly


class MapState(rx.State):
    """The places, and what the map is drawn from; `tiles` is "" where there is none to draw."""

    pins: list[PinCard] = []
    bounds: list[list[float]] = []  # the corners of what holds all of them
    is_open: bool = False
    is_failed: bool = False
    tiles: str = ""
    attribution: str = ""

    @rx.event
    async def open(self):
        """Read the places as they are now."""
        viewer = await viewer_of(self)
        self.tiles = settings().map_tiles_url or ""
        self.attribution = settings().map_tiles_attribution
        try:
            pins = await read_async(recent_places, viewer)
            heights = [pin.latitude for pin in pins] or [0.0]
            widths = [pin.longitude for pin in pins] or [0.0]
            self.bounds = [[min(heights), min(widths)], [max(heights), max(widths)]]
            self.pins, self.is_failed, self.is_open = pins, False, True
        except Exception as failure:
            self.pins, self.is_failed, self.is_open = [], True, True
            return say_kindly(failure)
        return None  # cancelled, it is not open: it must not say that there is nothing

    @rx.event
    def visit(self, place_id: int) -> Any:
        """Open the page of a place that was pressed on the map."""
        is_there = type(place_id) is int and any(pin.place_id == place_id for pin in self.pins)
        return rx.redirect(f"/places/{place_id}") if is_there else None
