"""The State of a page about what posts have in common: a place, a tag, an object."""

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.live.tabs import follow
from instaclone.posts.tile_paging import TilePagingMixin


class SubjectMixin(TilePagingMixin, mixin=True):
    """What the page in the address is about and its newest posts, page by page. What is posted
    meanwhile is offered (`has_news`), so that nothing moves under the eyes.

    A page's own State keeps the head, says what is in the address, and reads both.
    """

    has_news: bool = False
    is_missing: bool = False
    title: str = "Instaclone"
    _shown: str = ""  # what the head is of

    @rx.event
    async def open(self):
        """Show what is in the address and nothing of the one before."""
        if self._shown != self._subject() or self.is_cut or self.has_news:
            self._clear()
            yield  # or the one before would stand here until the new one is read
        viewer = await viewer_of(self)
        follow(self, type(self).refresh, *self._topics(viewer))
        # Who comes back, or whose connection does, finds the grid as long as it was, without what
        # is not for them any more.
        await self._read(viewer, again=bool(self._shown))

    @rx.event
    async def show_new(self):
        """Show the newest page again, with what has come."""
        await self._read(await viewer_of(self))

    @rx.event
    async def refresh(self):
        """Something has come or changed: say so, move nothing."""
        viewer = await viewer_of(self)
        await (self._catch_up(viewer) if self._shown else self._read(viewer))

    async def _catch_up(self, viewer: Viewer | None):
        if not await self._finds_head(viewer):
            return
        newest, _ = await self._page(viewer, None)
        known = {tile.code for tile in self.tiles}
        self.has_news = not self.is_cut and any(tile.code not in known for tile in newest[:1])

    async def _read(self, viewer: Viewer | None, *, again: bool = False):
        if not await self._finds_head(viewer):
            return
        newer = await self._read_again(viewer) if again else None
        if newer is None:
            await self._begin(viewer)
        await self._read_beside(viewer)
        self._shown, self.is_missing, self.has_news = self._subject(), False, bool(newer)

    async def _finds_head(self, viewer: Viewer | None) -> bool:
        try:
            await self._read_head(viewer)
        except NotFound:
            self._lose()
            return False
        return True

    def _lose(self):
        self._clear()
        self.is_missing, self.title = True, "Not found · Instaclone"

    def _clear(self):
        """Show nothing; a page's own State adds its head."""
        self._end()
        self._shown, self.is_missing, self.has_news = "", False, False

    def _address(self) -> str:
        """The last part of the page's address, as it is sent."""
        return str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]

    def _subject(self) -> str:
        """What is in the address, in the one form that it has here."""
        raise NotImplementedError

    def _topics(self, viewer: Viewer | None, /) -> list[str]:
        """What the page hears of."""
        raise NotImplementedError

    async def _read_head(self, viewer: Viewer | None):
        """Read the head and the title; raises NotFound for what the viewer knows nothing of."""
        raise NotImplementedError

    async def _read_beside(self, viewer: Viewer | None, /):
        """Read what else stands on the page, where there is something."""
