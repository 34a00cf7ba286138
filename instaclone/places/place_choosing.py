"""The place in the form of a post: searched, chosen, named in one's own words, or suggested."""

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.errors import NotFound
from instaclone.places import suggesting
from instaclone.places.cards import PlaceCard
from instaclone.posts import at_places

MOST = 5  # places that are offered
LONGEST = 200  # characters that are kept: more than a place may have, so that nothing is cut unseen
NOTHING_NEAR = "No town is near the place where this was taken. Name it in your own words."


class PlaceMixin(rx.State, mixin=True):
    """What `place_box(state)` of places/place_box.py needs of the State of a form.

    The form reads `place`, the words, and `place_id`, 0 where no place was chosen from the list.
    It puts a place there with `_put_place`, or sets both after it; shows a refusal with
    `place_problem`. Where its photos may know where they were taken it overrides `_photo_ids` and
    calls `_learn_position` when they change. `_place_changed` is awaited after each change: a form
    that saves itself overrides it.
    """

    place: str = ""
    place_id: int = 0
    place_problem: str = ""
    places_found: list[PlaceCard] = []
    place_asked: str = ""  # what they were found for
    place_rev: int = 0  # grows when the server puts a place there: what was typed before is old
    has_position: bool = False  # a photo knows where it was taken
    places_near: list[PlaceCard] = []
    place_notice: str = ""

    @rx.event
    async def seek_place(self, words: str, rev: int):
        """Keep what is typed, and find places that begin like it; `rev` is the one it was typed
        at, so that words on their way do not undo a choice."""
        viewer = await required_viewer(self)
        if rev != self.place_rev:
            return
        typed = str(words)[:LONGEST]
        if typed != self.place:
            self.place, self.place_id, self.place_problem = typed, 0, ""
            await self._place_changed()
        self.places_found = await read_async(at_places.search_places, viewer, typed, MOST)
        self.place_asked = typed

    @rx.event
    async def choose_place(self, place_id: int):
        """Choose a place of the list."""
        viewer = await required_viewer(self)
        try:
            card = await read_async(at_places.known_place, viewer, _number(place_id))
        except NotFound as gone:
            self.place_problem = str(gone)
            return
        self._put_place(card.label, card.id)
        await self._place_changed()

    @rx.event
    async def clear_place(self):
        """Say of no place."""
        await required_viewer(self)
        self._put_place("", 0)
        await self._place_changed()

    @rx.event
    async def suggest_place(self):
        """Look up, now that somebody asked, which towns the photos were taken in."""
        viewer = await required_viewer(self)
        self.places_near = await read_async(suggesting.suggest, viewer, self._photo_ids())
        self.place_notice = "" if self.places_near else NOTHING_NEAR

    def _put_place(self, place: str, place_id: int):
        self.place, self.place_id, self.place_problem = place, place_id, ""
        self.places_found, self.place_asked = [], ""
        self.places_near, self.place_notice = [], ""
        self.place_rev += 1

    async def _learn_position(self, viewer: Viewer):
        photos = self._photo_ids()
        self.has_position = bool(photos) and await read_async(
            suggesting.has_position, viewer, photos
        )

    def _photo_ids(self) -> list[int]:
        """The ids of the form's own photos that are not posted yet."""
        return []

    async def _place_changed(self):
        """The place is another one now."""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
