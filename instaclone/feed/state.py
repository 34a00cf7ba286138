"""The home page of who is signed in: the feed, and what stands beside it."""

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.feed import queries
from instaclone.live.tabs import follow
from instaclone.posts.cards import PostCard
from instaclone.posts.keeping import KeepingState
from instaclone.posts.reactions import ReactionState
from instaclone.posts.state import ScannerMixin
from instaclone.profiles import suggesting
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.state import NAME_LENGTH, RelationState
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.queries import popular
from instaclone.text import count_of

SUGGESTED, POPULAR = 5, 8  # beside the feed


class FeedState(ScannerMixin, rx.State):
    """The feed, page by page. What others post meanwhile is offered in `new_posts`, so that what is
    read does not move; one's own new posts stand on top at once."""

    cards: list[PostCard] = []
    has_more: bool = False
    is_open: bool = False
    is_cut: bool = False  # at its beginning
    new_posts: str = ""
    _next_before: int | None = None
    _newest: int = 0
    _topics: list[str] = []

    @rx.event
    async def open(self):
        """Show the newest page; guests see the welcome page instead."""
        viewer = await viewer_of(self)
        self.shown_code = ""
        self._topics = []
        # The list is read anew, without what was put away: nothing is folded any more.
        (await self.get_state(KeepingState)).put_away = {}
        if viewer is None:
            self.cards, self.has_more, self.new_posts = [], False, ""
        else:
            # Who comes back finds the list as long as it was, and so their place in it.
            await self._read(viewer, queries.PAGE if self.is_cut else len(self.cards))
        self.is_open = True

    @rx.event
    async def show_new(self):
        """Begin again with the newest."""
        await self._read(await required_viewer(self), queries.PAGE)

    @rx.event
    async def refresh(self):
        """Somebody posted, or a picture of the viewer's own went a step further, or they follow
        somebody else now."""
        await self._catch_up(await required_viewer(self))

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

    async def _read(self, viewer: Viewer, size: int):
        await self._listen(viewer)
        page = await read_async(queries.feed_page, viewer, size=max(size, queries.PAGE))
        self.cards, self._newest = page.cards, page.newest
        self.is_cut, self.new_posts = False, ""
        self._turn(page.next_before)
        if any(card.is_working for card in self.cards):
            await self._catch_up(viewer)
        await self._show_marks()

    async def _catch_up(self, viewer: Viewer):
        await self._listen(viewer)
        await self._read_own(viewer)
        if await self._listen(viewer):  # a new one is still on its way
            await self._read_own(viewer)
        number = await read_async(queries.count_newer, viewer, self._newest)
        more = "+" if number == queries.PAGE else ""
        counted = count_of(number, "new post", "new posts").replace(" ", f"{more} ", 1)
        self.new_posts = f"Show {counted}" if number else ""

    async def _read_own(self, viewer: Viewer):
        working = [card.id for card in self.cards if card.is_working]
        own = await read_async(queries.own_news, viewer, self._newest, working)
        fresh, known = {card.code: card for card in own}, {card.code for card in self.cards}
        cards = [fresh.get(card.code, card) for card in self.cards]
        if not self.is_cut:
            cards = [*(card for card in own if card.code not in known), *cards]
        if cards != self.cards:
            self.cards = cards
            await self._show_marks()

    async def _listen(self, viewer: Viewer) -> bool:
        """Follow what the feed depends on; whether that has changed."""
        topics = await read_async(queries.topics, viewer)
        topics += [
            f"media:{picture.id}"
            for card in self.cards
            if card.is_working
            for picture in card.pictures
        ]
        if topics == self._topics:
            return False
        self._topics = topics
        follow(self, FeedState.refresh, *topics)
        return True

    def _turn(self, next_before: int | None):
        self._next_before = next_before
        self.has_more = next_before is not None


class AsideState(rx.State):
    """Whom and what one might follow: beside the feed, in an empty one, and after its end."""

    people: list[PersonCard] = []
    tags: list[PopularTagCard] = []

    @rx.event
    async def open(self):
        """Find some for the viewer; nothing for guests."""
        viewer = await viewer_of(self)
        self.people, self.tags = [], []
        if viewer:
            self.tags = await read_async(popular, viewer, POPULAR)
            await self._suggest(viewer)

    @rx.event
    async def refuse(self, username: str):
        """Never suggest this person again, but somebody else."""
        viewer = await required_viewer(self)
        await transact_async(suggesting.refuse, viewer, str(username)[:NAME_LENGTH])
        await self._suggest(viewer)

    async def _suggest(self, viewer: Viewer):
        self.people = await read_async(suggesting.suggestions, viewer, SUGGESTED)
        relations = await self.get_state(RelationState)
        await relations._show(self.people)
