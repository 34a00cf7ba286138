"""How people stand to the viewer, wherever they are listed, and a person's page."""

from collections.abc import Iterable

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.posts import queries as posts
from instaclone.posts.cards import TileCard
from instaclone.profiles import blocking, following, queries
from instaclone.profiles.cards import PersonCard, ProfileCard
from instaclone.profiles.standings import standings
from instaclone.shell.state import say_kindly
from instaclone.text import count_of

LONGEST = 360  # tiles in one list: all of them travel with each page
MOST_PEOPLE = 300  # whose standing one page knows
NAME_LENGTH = 30


class RelationState(rx.State):
    """How everybody who is shown on this page stands to the viewer, by username, and stays so.

    `standings` has the words of `profiles.cards`. Who approves their followers is in `asking`.
    `answers` counts what the server answered about a person: what a button shows ahead of the
    server lasts until the next answer.
    """

    standings: dict[str, str] = {}
    asking: list[str] = []
    answers: dict[str, int] = {}
    _page: str = ""

    @rx.event
    async def refresh(self):
        """Somebody followed, approved, blocked, or took it back: read all of them anew."""
        await self._read(list(self.standings))

    @rx.event
    async def follow(self, username: str, wanted: bool):
        """Follow or ask to; or stop following, or take the request back."""
        name = str(username)[:NAME_LENGTH]
        act = following.follow if wanted is True else following.unfollow
        try:
            await transact_async(act, await required_viewer(self), name)
        except Exception as refusal:
            return say_kindly(refusal)
        finally:
            await self._answer(name)
        return None

    @rx.event
    async def unblock(self, username: str):
        """Meet somebody again whom the viewer had blocked."""
        name = str(username)[:NAME_LENGTH]
        await transact_async(blocking.unblock, await required_viewer(self), name)
        await self._answer(name)

    async def _show(self, people: Iterable[PersonCard]):
        """Have these people's buttons stand right, and follow the news. Call it with every list."""
        await self._show_names(person.username for person in people)

    async def _show_names(self, usernames: Iterable[str]):
        viewer = await viewer_of(self)
        page = str(self.router.url)
        if page != self._page:
            self._page, self.standings, self.asking, self.answers = page, {}, [], {}
        if viewer:
            follow(self, RelationState.refresh, f"relations:{viewer.id}")
        await self._read(list(dict.fromkeys([*self.standings, *usernames]))[-MOST_PEOPLE:])

    async def _answer(self, username: str):
        await self._read(list(self.standings))
        if username in self.standings:
            self.answers = {**self.answers, username: self.answers.get(username, 0) + 1}

    async def _read(self, usernames: list[str]):
        found = await read_async(standings, await viewer_of(self), usernames)
        words = {name: found[name].word for name in usernames if name in found}
        asking = [name for name in words if found[name].asks]
        if words != self.standings:
            self.standings = words
        if asking != self.asking:
            self.asking = asking


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
        relations = await self.get_state(RelationState)
        await relations._show_names([card.username])
        count = await read_async(posts.count_posts, viewer, card.id)
        self.tiles, following = await read_async(posts.tiles, viewer, card.id)
        self._turn(following)
        self.card = card
        self.post_count = count_of(count, "post", "posts")
        self.follower_count = count_of(card.follower_count, "follower", "followers")
        self.following_count = f"{card.following_count:,} following"
        self.title = f"{card.display_name or card.username} (@{card.username}) · Instaclone"
