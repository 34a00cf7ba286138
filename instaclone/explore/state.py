"""The page of explore: the best for the viewer, why each is there, and what they wish for."""

from datetime import datetime

import reflex as rx

from instaclone import clock
from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.explore import recording, serving, wishing
from instaclone.explore.cards import ExploreCard
from instaclone.explore.places_map import recent_places
from instaclone.posts.tile_paging import LONGEST
from instaclone.shell.state import NoticeState
from instaclone.tags.queries import popular
from instaclone.text import listed

POPULAR, PLACES = 6, 4  # ways into explore above the grid
MORE, LESS, HIDDEN = "more", "less", "hidden"


class ExploreState(rx.State):
    """Screen after screen of what is chosen for the viewer.

    `asked` says by their codes what the viewer asked for of which posts: MORE, LESS, HIDDEN. `why`
    is the post whose reasons are open. `screens` counts how many were fetched.
    """

    cards: list[ExploreCard] = []
    asked: dict[str, str] = {}
    why: ExploreCard | None = None
    tags: list[str] = []
    places: list[tuple[int, str]] = []
    is_open: bool = False
    has_more: bool = False
    is_cut: bool = False  # at its beginning
    is_caught_up: bool = False
    is_chronological: bool = False
    screens: int = 0
    _before: int | None = None
    _unrecorded: dict[int, str] = {}  # posts that were served, with their lines
    _seen_since: datetime | None = None

    @rx.event
    async def open(self):
        """Show the first screen, and the ways into tags, objects and places."""
        viewer = await viewer_of(self)
        self.is_open = self.is_open and not self.is_cut
        if not self.is_open:
            self.cards = []
            yield  # or the end of a long list would stand here until the first screen is read
        self.tags = [each.tag for each in await read_async(popular, viewer, POPULAR)]
        found = await read_async(recent_places, viewer, PLACES)
        self.places = [(each.place_id, each.name) for each in found]
        self._seen_since = None
        await self._begin(viewer)

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next screen when the end of the grid draws near."""
        viewer = await viewer_of(self)
        if in_view is True and self.has_more:
            await self._grow(viewer)

    @rx.event
    async def again(self):
        """Show what was shown within the week again, the best first."""
        viewer = await required_viewer(self)
        await self._record(viewer)
        self._seen_since = clock.now()
        await self._begin(viewer)

    @rx.event
    def explain(self, code: str):
        """Say why this post is here."""
        self.why = self._card(code)

    @rx.event
    def forget(self):
        """The reasons are closed."""
        self.why = None

    @rx.event
    async def more_like(self, code: str):
        """Show more like this post."""
        viewer = await required_viewer(self)
        card = self._card(code)
        if card is None or code in self.asked:
            return None
        leaned = await transact_async(wishing.more_like, viewer, code)
        self.asked = {**self.asked, code: MORE}
        names = listed([each.name for each in leaned] or ["this"])
        return NoticeState.say(f"Explore will show you more of {names}.")

    @rx.event
    async def less_like(self, code: str):
        """Show less like this post, and not itself again."""
        viewer = await required_viewer(self)
        card = self._card(code)
        if card is not None and code not in self.asked:
            await transact_async(wishing.less_like, viewer, code)
            self.asked = {**self.asked, code: LESS}

    @rx.event
    async def hide(self, code: str):
        """Show nothing of this post's author in explore."""
        viewer = await required_viewer(self)
        card = self._card(code)
        if card is not None:
            await transact_async(wishing.hide_person, viewer, card.author)
            theirs = [each.tile.code for each in self._of(card.author_id)]
            put_away = [each for each in theirs if self.asked.get(each) != LESS]
            self.asked = {**self.asked, **dict.fromkeys(put_away, HIDDEN)}

    @rx.event
    async def undo(self, code: str):
        """Take back what was asked for of this post."""
        viewer = await required_viewer(self)
        card = self._card(code)
        if card is None or card.tile.code not in self.asked:
            return
        asked, gone = self.asked[code], {code}
        if asked == HIDDEN:
            await transact_async(wishing.unhide_person, viewer, card.author)
            theirs = {each.tile.code for each in self._of(card.author_id)}
            gone = {each for each in theirs if self.asked.get(each) == HIDDEN}
        else:
            take_back = wishing.undo_more if asked == MORE else wishing.undo_less
            await transact_async(take_back, viewer, code)
        self.asked = {each: wish for each, wish in self.asked.items() if each not in gone}

    async def _begin(self, viewer: Viewer | None):
        self._before, self._unrecorded = None, {}
        page = await self._page(viewer)
        self.cards, self.asked, self.why, self.is_cut = page.cards, {}, None, False
        self.is_open = True

    async def _grow(self, viewer: Viewer | None):
        await self._record(viewer)
        page = await self._page(viewer)
        known = {each.post_id for each in self.cards}
        longer = [*self.cards, *(each for each in page.cards if each.post_id not in known)]
        # The whole list travels with each screen and stays in memory: its beginning is let go.
        self.is_cut = self.is_cut or len(longer) > LONGEST
        self.cards = longer[-LONGEST:]

    async def _page(self, viewer: Viewer | None):
        """The next screen."""
        since = self._seen_since if viewer else None
        page = await read_async(serving.explore_page, viewer, before=self._before, seen_since=since)
        self._before, self.has_more = page.before, page.has_more
        self.is_chronological, self.is_caught_up = page.is_chronological, page.is_caught_up
        if not page.is_chronological:
            self._unrecorded = {each.post_id: each.line for each in page.cards}
        self.screens += 1
        return page

    async def _record(self, viewer: Viewer | None):
        """Keep what was served from coming a second time."""
        if viewer and self._unrecorded:
            await transact_async(recording.record_shown, viewer, self._unrecorded)
        self._unrecorded = {}

    def _card(self, code: str) -> ExploreCard | None:
        return next((each for each in self.cards if each.tile.code == code), None)

    def _of(self, author_id: int) -> list[ExploreCard]:
        return [each for each in self.cards if each.author_id == author_id]
