"""What the grid and the viewer for videos have in common: screens that are served one after the
other, kept for who comes back, and begun anew for who asks."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Any

import reflex as rx

from instaclone import clock
from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.explore import recording, switching
from instaclone.explore.wishing_state import WishingMixin
from instaclone.shell.state import NoticeState, say_kindly

LIFE = timedelta(minutes=30)  # after the last screen, until who comes back is served anew


class ServingMixin(WishingMixin, mixin=True):
    """Screen after screen of what is chosen for the viewer. Who leaves and comes back, or reloads,
    finds the same list in the same order, without what is not for them any more; unless it is old,
    or they have switched a signal meanwhile.

    What is listed and where it comes from, the page's own State says. `screens` counts how many
    were fetched, `lists` how many lists were begun.
    """

    is_open: bool = False
    is_failed: bool = False
    has_more: bool = False
    is_cut: bool = False  # at its beginning
    is_caught_up: bool = False
    is_chronological: bool = False
    screens: int = 0
    lists: int = 0
    _before: int | None = None
    _unrecorded: dict[int, str] = {}  # posts that are shown from now on, with their lines
    _seen_since: datetime | None = None
    _read_at: datetime | None = None
    _off: frozenset[str] = frozenset()  # signals, when it was begun

    @rx.event
    async def open(self):
        """Show the list as it was left, or the first screen of a new one."""
        async for each in self._open():
            yield each

    async def _open(self) -> AsyncGenerator[Any]:
        viewer = await viewer_of(self)
        try:
            if not await self._is_kept(viewer):
                self._clear()
                yield  # or an old list would stand here until the first screen is read
                await self._begin(viewer)
        except Exception as failure:
            yield self._fail(failure)

    @rx.event
    async def choose_anew(self):
        """Begin again: with what was not shown within the week, or else with what was."""
        viewer = await viewer_of(self)
        try:
            await self._begin(viewer)
            if not self._served and self.is_caught_up:
                await self._begin(viewer, clock.now())
                return NoticeState.say("There is nothing new. This is what you were shown.")
        except Exception as failure:  # what is listed stays
            return say_kindly(failure) if self._served else self._fail(failure)
        return None

    @rx.event
    async def again(self):
        """Show what was shown within the week again, the best first."""
        await self._begin(await required_viewer(self), clock.now())

    async def _is_kept(self, viewer: Viewer | None) -> bool:
        """Whether the list is still good; then it is read again through the gate."""
        read_at = self._read_at
        if read_at is None or self.is_cut or clock.now() - read_at > LIFE:
            return False
        return await self._switched_off(viewer) == self._off and await self._read_again(viewer)

    async def _begin(self, viewer: Viewer | None, seen_since: datetime | None = None):
        self._before, self._seen_since = None, seen_since
        self._off = await self._switched_off(viewer)
        page = await self._turn(viewer)
        self._clear()
        await self._add(page)
        await self._record(viewer)
        self.lists += 1
        self._read_at, self.is_open, self.is_failed = clock.now(), True, False

    async def _grow(self, viewer: Viewer | None):
        await self._add(await self._turn(viewer))
        await self._record(viewer)
        self._read_at = clock.now()

    async def _turn(self, viewer: Viewer | None) -> Any:
        """The next screen."""
        page = await self._page(viewer, self._before, self._seen_since if viewer else None)
        self._before, self.has_more = page.before, page.has_more
        self.is_chronological, self.is_caught_up = page.is_chronological, page.is_caught_up
        self.screens += 1
        return page

    async def _record(self, viewer: Viewer | None):
        """Keep what is shown from coming a second time. At once: most people look at one screen and
        close the tab, and it was the turn of whom they saw there."""
        if viewer and self._unrecorded:
            await transact_async(recording.record_shown, viewer, self._unrecorded)
        self._unrecorded = {}

    def _clear(self):
        """Show nothing, as if nothing had been; a page's own State lets go of its list."""
        self._served, self.asked, self.why = {}, {}, None
        self.is_open, self.is_cut, self._read_at = False, False, None

    def _fail(self, failure: Exception) -> Any:
        self._clear()
        self.is_open, self.is_failed = True, True
        return say_kindly(failure)

    async def _switched_off(self, viewer: Viewer | None) -> frozenset[str]:
        return await read_async(switching.signals_off, viewer) if viewer else frozenset()

    async def _page(self, viewer: Viewer | None, before: int | None, since: datetime | None) -> Any:
        """A screen as `explore.cards` has it."""
        raise NotImplementedError

    async def _add(self, page: Any):
        """Show a screen below what is shown."""
        raise NotImplementedError

    async def _read_again(self, viewer: Viewer | None) -> bool:
        """Read the list again, without what is not for the viewer any more; whether any is left."""
        raise NotImplementedError
