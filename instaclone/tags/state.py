"""The page of a tag."""

from urllib.parse import unquote

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.posts.cards import TileCard
from instaclone.shell.state import say_kindly
from instaclone.tags import following, queries
from instaclone.tags.cards import TagCard
from instaclone.text import fold_tag

LONGEST = 360  # tiles in one list: all of them travel with each page
ADDRESS_LENGTH = 300


class TagState(rx.State):
    """The tag in the address, its top and its newest posts, page by page.

    `answers` counts what the server answered about following: what the button shows ahead of the
    server lasts until the next answer.
    """

    card: TagCard | None = None
    top: list[TileCard] = []
    tiles: list[TileCard] = []
    has_top: bool = False  # not where all of them fit beside each other anyway
    has_more: bool = False
    has_news: bool = False
    is_missing: bool = False
    is_cut: bool = False  # the grid, at its beginning
    answers: int = 0
    title: str = "Instaclone"
    _next_before: int | None = None

    @rx.event
    async def open(self):
        """Show the tag in the address and nothing of the one before."""
        tag = self._tag()
        is_other = self.card is None or self.card.tag != tag or self.is_cut or self.has_news
        if is_other:
            self.card, self.top, self.tiles, self.is_missing = None, [], [], False
            self.has_more = self.has_news = self.is_cut = False
            yield  # or the one before would stand here until the new one is read
        viewer = await viewer_of(self)
        topics = [f"tag:{tag}", *([f"tags:{viewer.id}"] if viewer else [])]
        follow(self, TagState.refresh, *topics)
        # Who comes back, or whose connection does, finds the grid as long as it was.
        await (self._read() if is_other else self._catch_up())

    @rx.event
    async def show_new(self):
        """Show the newest page again, with what has come."""
        self.has_news = self.is_cut = False
        await self._read()

    @rx.event
    async def refresh(self):
        """A post has come, or the viewer follows the tag in another tab: say so, move nothing."""
        await self._catch_up()

    async def _catch_up(self):
        if self.card is None:
            return
        viewer, tag = await viewer_of(self), self._tag()
        card = await read_async(queries.tag_card, viewer, tag)
        newest = (await read_async(queries.tag_page, viewer, tag)).tiles
        if card.is_followed != self.card.is_followed:
            self.answers += 1
        self.card = card
        known = {tile.code for tile in self.tiles}
        self.has_news = not self.is_cut and any(tile.code not in known for tile in newest[:1])

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page of the grid."""
        if in_view is not True or self._next_before is None or self.card is None:
            return
        page = await read_async(
            queries.tag_page, await viewer_of(self), self._tag(), self._next_before
        )
        longer = [*self.tiles, *page.tiles]
        self.is_cut = self.is_cut or len(longer) > LONGEST
        self.tiles = longer[-LONGEST:]
        self._turn(page.next_before)

    @rx.event
    async def follow(self, tag: str, wanted: bool):
        """Follow a tag or follow it no more."""
        viewer = await required_viewer(self)
        name = tag[:ADDRESS_LENGTH] if isinstance(tag, str) else ""
        act = following.follow_tag if wanted is True else following.unfollow_tag
        try:
            await transact_async(act, viewer, name)
        except Exception as refusal:
            return say_kindly(refusal)
        finally:
            if self.card:
                self.card = await read_async(queries.tag_card, viewer, self._tag())
            self.answers += 1
        return None

    async def _read(self):
        viewer, tag = await viewer_of(self), self._tag()
        try:
            card = await read_async(queries.tag_card, viewer, tag)
        except NotFound:
            self.is_missing, self.title = True, "Not found · Instaclone"
            return
        page = await read_async(queries.tag_page, viewer, tag)
        self.top = (await read_async(queries.top_tiles, viewer, tag)).tiles
        self.tiles = page.tiles
        self.has_top = bool(self.top) and len(self.tiles) > queries.TOP
        self._turn(page.next_before)
        self.card, self.title = card, f"#{tag} · Instaclone"

    def _tag(self) -> str:
        last = str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]
        return fold_tag(unquote(last[: 12 * ADDRESS_LENGTH])[:ADDRESS_LENGTH])

    def _turn(self, next_before: int | None):
        self._next_before = next_before
        self.has_more = next_before is not None
