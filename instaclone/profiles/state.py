"""A person's page."""

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.db.session import read_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.posts import queries as posts
from instaclone.posts.cards import TileCard
from instaclone.profiles import queries
from instaclone.profiles.cards import ProfileCard
from instaclone.text import count_of

LONGEST = 360  # tiles in one list: all of them travel with each page


class ProfileState(rx.State):
    """The profile in the address and its grid, page by page."""

    card: ProfileCard | None = None
    tiles: list[TileCard] = []
    post_count: str = ""
    follower_count: str = ""
    following_count: str = ""
    has_more: bool = False
    is_missing: bool = False
    is_cut: bool = False  # the grid, at its beginning
    title: str = "Instaclone"
    _next_before: int | None = None

    @rx.event
    async def open(self):
        """Show the profile in the address and nothing of the one before."""
        self.card, self.tiles, self.is_missing, self.has_more = None, [], False, False
        self.is_cut = False
        yield  # or the one before would stand here until the new one is read
        await self._read()
        if self.card and self.card.is_own:
            # Only its owner sees posts on their way here.
            topics = [f"media:{tile.picture.id}" for tile in self.tiles if tile.is_working]
            follow(self, ProfileState.refresh, f"user:{self.card.id}", *topics)

    @rx.event
    async def refresh(self):
        """A post here has changed."""
        await self._read()

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page of the grid."""
        if in_view is not True or self._next_before is None or self.card is None:
            return
        viewer = await viewer_of(self)
        found, following = await read_async(posts.tiles, viewer, self.card.id, self._next_before)
        longer = [*self.tiles, *found]
        self.is_cut = self.is_cut or len(longer) > LONGEST
        self.tiles = longer[-LONGEST:]
        self._turn(following)

    def _turn(self, next_before: int | None):
        self._next_before = next_before
        self.has_more = next_before is not None

    async def _read(self):
        viewer = await viewer_of(self)
        username = str(self.router.url.path).strip("/").split("/")[0]
        try:
            card = await read_async(queries.profile_card, viewer, username)
        except NotFound:
            self.card, self.is_missing, self.title = None, True, "Not found · Instaclone"
            return
        count = await read_async(posts.count_posts, viewer, card.id)
        self.tiles, following = await read_async(posts.tiles, viewer, card.id)
        self._turn(following)
        self.card = card
        self.post_count = count_of(count, "post", "posts")
        self.follower_count = count_of(card.follower_count, "follower", "followers")
        self.following_count = f"{card.following_count:,} following"
        self.title = f"{card.display_name or card.username} (@{card.username}) · Instaclone"
