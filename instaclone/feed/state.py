"""The home page of who is signed in."""

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async
from instaclone.feed import queries
from instaclone.live.tabs import follow
from instaclone.posts.cards import PostCard
from instaclone.posts.reactions import ReactionState
from instaclone.posts.state import ScannerMixin


class FeedState(ScannerMixin, rx.State):
    """The feed, page by page."""

    cards: list[PostCard] = []
    has_more: bool = False
    is_open: bool = False
    is_cut: bool = False  # at its beginning
    _next_before: int | None = None

    @rx.event
    async def open(self):
        """Show the newest page; guests see the welcome page instead."""
        viewer = await viewer_of(self)
        self.shown_code = ""
        if viewer is None:
            self.cards, self.has_more = [], False
        else:
            # Who comes back finds the list as long as it was, and so their place in it.
            size = queries.PAGE if self.is_cut else max(len(self.cards), queries.PAGE)
            self.is_cut = False
            page = await read_async(queries.feed_page, viewer, size=size)
            self.cards = page.cards
            self._turn(page.next_before)
            follow(self, FeedState.refresh, f"user:{viewer.id}")
            await self._show_marks()
        self.is_open = True

    @rx.event
    async def refresh(self):
        """A post of the viewer's own has become visible: put it on top, keep the rest in place."""
        viewer = await required_viewer(self)
        page = await read_async(queries.feed_page, viewer)
        known = {card.code for card in page.cards}
        self.cards = [*page.cards, *(card for card in self.cards if card.code not in known)]
        await self._show_marks()

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page when the end of the list draws near."""
        if in_view is not True or self._next_before is None:
            return
        viewer = await required_viewer(self)
        page = await read_async(queries.feed_page, viewer, self._next_before)
        known = {card.code for card in self.cards}
        longer = [*self.cards, *(card for card in page.cards if card.code not in known)]
        # The whole list travels with each page and stays in memory: its beginning is let go.
        self.is_cut = self.is_cut or len(longer) > queries.LONGEST
        self.cards = longer[-queries.LONGEST :]
        self._turn(page.next_before)
        await self._show_marks()

    async def _show_marks(self):
        reactions = await self.get_state(ReactionState)
        await reactions._show(card.id for card in self.cards)

    def _turn(self, next_before: int | None):
        self._next_before = next_before
        self.has_more = next_before is not None
