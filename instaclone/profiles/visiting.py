"""The state of a person's page: who they are, and the grids of its tabs."""

from typing import Any

import reflex as rx
from reflex.event import EventSpec

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.collections.queries import saved_tiles
from instaclone.db.session import read_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.posts import queries as posts
from instaclone.posts.cards import TileCard
from instaclone.posts.queries import TILES
from instaclone.posts.tile_paging import TilePagingMixin
from instaclone.profiles import queries
from instaclone.profiles.cards import ProfileCard
from instaclone.profiles.renaming import person_of_former
from instaclone.profiles.state import RelationState
from instaclone.settings import settings
from instaclone.text import count_of

POSTS, SAVED, TAGGED = "posts", "saved", "tagged"


class ProfileState(TilePagingMixin, rx.State):
    """The profile in the address and the grid of one of its tabs, page by page."""

    card: ProfileCard | None = None
    tab: str = POSTS
    post_count: str = ""
    follower_count: str = ""
    following_count: str = ""
    followed_by: str = ""
    is_reading: bool = False  # the tiles of the tab just chosen
    is_missing: bool = False
    title: str = "Instaclone"
    address: str = ""

    @rx.event
    async def open(self):
        """Show the profile in the address and nothing of the one before."""
        name = str(self.router.url.path).strip("/").split("/")[0]
        # Who comes back, or whose connection does, finds the grid as long as it was, without what
        # is not for them any more.
        if self.card is None or self.card.username != name or self.is_cut:
            self._end()
            self.card, self.is_missing = None, False
            self.tab, self.is_reading = POSTS, False
            yield  # or the one before would stand here until the new one is read
        viewer = await viewer_of(self)
        try:
            card = await read_async(queries.profile_card, viewer, name)
        except NotFound:
            yield await self._lose(viewer, name)
            return
        # First, so that the button hears of an approval before the rest of the page is read anew.
        relations = await self.get_state(RelationState)
        await relations._show_names([name])
        follow(self, ProfileState.refresh, *_topics(card, viewer))
        yield await self._read_head(viewer, name)
        is_long = len(self.tiles) > TILES and self.card
        if is_long and await self._read_again(viewer) is None:
            self._end()
        await self._read_tiles(viewer)

    @rx.event
    async def refresh(self, topic: str):
        """A post here has changed, or how people stand to each other."""
        viewer = await viewer_of(self)
        if self.card is None:
            return
        could_see = self.card.may_see_posts
        only_head = str(topic).startswith("relations:")
        yield await self._read_head(viewer, self.card.username)
        if self.card and (not only_head or self.card.may_see_posts != could_see):
            await self._read_tiles(viewer)

    @rx.event
    async def choose(self, tab: str):
        """Show another tab's grid."""
        viewer = await viewer_of(self)
        is_there = tab in (POSTS, TAGGED) or (tab == SAVED and self.card and self.card.is_own)
        if self.card is None or not is_there or tab == self.tab:
            return
        self._end()
        self.tab, self.is_reading = tab, True
        yield
        await self._read_tiles(viewer)

    @rx.event
    async def step(self, by: int):
        """Go to the tab beside this one, by the arrow keys."""
        if self.card is None:
            return
        tabs = [POSTS, SAVED, TAGGED] if self.card.is_own else [POSTS, TAGGED]
        tab = tabs[(tabs.index(self.tab) + (1 if by == 1 else -1)) % len(tabs)]
        yield ProfileState.choose(tab)
        yield rx.set_focus(f"profile-tab-{tab}")

    async def _lose(self, viewer: Viewer | None, name: str) -> EventSpec | None:
        """Nobody has this name: lead to what who had it is called now, if there is somebody."""
        if now := await read_async(person_of_former, viewer, name):
            return rx.redirect(f"/{now}", replace=True)
        self.card, self.is_missing, self.title = None, True, "Not found · Instaclone"
        self._end()
        return None

    async def _read_head(self, viewer: Viewer | None, name: str) -> EventSpec | None:
        try:
            card = await read_async(queries.profile_card, viewer, name)
        except NotFound:
            return await self._lose(viewer, name)
        count = await read_async(posts.count_posts, viewer, card.id)
        self.card = card
        self.post_count = count_of(count, "post", "posts")
        self.follower_count = count_of(card.follower_count, "follower", "followers")
        self.following_count = f"{card.following_count:,} following"
        self.followed_by = followed_by(card)
        self.address = f"{settings().public_url}/{card.username}"
        self.title = f"{card.display_name or card.username} (@{card.username}) · Instaclone"
        return None

    async def _read_tiles(self, viewer: Viewer | None):
        """The first page; what was fetched after it stays, so that nothing jumps under the eyes,
        unless the profile ends with that page."""
        if self.card is None:
            return
        found, following = await self._page(viewer, None)
        if self.card.is_own and (coming := [tile for tile in found if tile.is_working]):
            # Only its owner sees posts on their way here.
            topics = [f"media:{tile.picture.id}" for tile in coming]
            follow(self, ProfileState.refresh, *_topics(self.card, viewer), *topics)
            found, following = await self._page(viewer, None)
        codes = [tile.code for tile in self.tiles]
        last = found[-1].code if found else ""
        goes_on = following is not None and last in codes
        later = self.tiles[codes.index(last) + 1 :] if goes_on else []
        if later:
            self.tiles = [*found, *later]
        else:
            self.tiles = self._newest((found, following))
        self.is_reading = False

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        assert self.card
        if self.tab == SAVED and viewer:
            return await read_async(saved_tiles, viewer, before)
        if self.tab == TAGGED:
            return await read_async(posts.tagged_tiles, viewer, self.card.id, before)
        return await read_async(posts.tiles, viewer, self.card.id, before)


def _topics(card: ProfileCard, viewer: Viewer | None) -> list[str]:
    mine = [f"relations:{viewer.id}"] if viewer else []
    return [f"user:{card.id}", f"relations:{card.id}", *mine]


def followed_by(card: ProfileCard) -> str:
    """Followed by ana, ben and 3 others."""
    names = [person.username for person in card.mutuals[:2]]
    rest = card.mutual_count - len(names)
    if not names:
        return ""
    if rest > 0:
        return f"Followed by {', '.join(names)} and {count_of(rest, 'other', 'others')}"
    return "Followed by " + " and ".join(names)
