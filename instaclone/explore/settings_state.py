"""What explore may choose by, and what one asked of it."""

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.explore import switching, wishing
from instaclone.explore.cards import LeaningCard
from instaclone.shell.state import NoticeState

SHOWN = 60  # wishes, before one asks for more
KIND, SUBJECT = 8, 100  # characters


class ExploreSettingsState(rx.State):
    """`off` are the names of the signals that do not choose; `wishes` what one asked for, the
    latest first, and `has_more` whether there are older ones."""

    off: list[str] = []
    wishes: list[LeaningCard] = []
    has_more: bool = False
    is_open: bool = False
    is_chronological: bool = False  # every signal is off
    _most: int = SHOWN

    @rx.event
    async def open(self):
        """Show how it stands."""
        viewer = await required_viewer(self)
        self._most = SHOWN
        await self._read(viewer)

    @rx.event
    async def switch(self, signal: str, wanted: bool):
        """Have a signal choose, or no longer."""
        viewer = await required_viewer(self)
        await transact_async(switching.switch, viewer, str(signal)[:20], is_on=wanted is True)
        await self._read(viewer)

    @rx.event
    async def switch_all(self, wanted: bool):
        """Have all signals choose, or none."""
        viewer = await required_viewer(self)
        await transact_async(switching.switch_all, viewer, is_on=wanted is True)
        await self._read(viewer)
        return NoticeState.say(
            "All signals of explore are on."
            if wanted is True
            else "Explore shows the newest posts of everybody, in the order of time."
        )

    @rx.event
    async def take_back(self, kind: str, subject: str):
        """Forget what was asked for about this."""
        viewer = await required_viewer(self)
        kind, subject = str(kind)[:KIND], str(subject)[:SUBJECT]
        known = [each for each in self.wishes if (each.kind, each.subject) == (kind, subject)]
        await transact_async(wishing.take_back, viewer, kind, subject)
        await self._read(viewer)
        if known:
            return NoticeState.say(f"Explore forgets what you asked about {known[0].name}.")
        return None

    @rx.event
    async def more(self):
        """Show older wishes, too."""
        viewer = await required_viewer(self)
        self._most += SHOWN
        await self._read(viewer)

    async def _read(self, viewer: Viewer):
        switches = await read_async(switching.switches, viewer)
        wishes = await read_async(wishing.leanings, viewer)
        self.off = [each.signal for each in switches if not each.is_on]
        self.is_chronological = len(self.off) == len(switches)
        self.wishes, self.has_more = wishes[: self._most], len(wishes) > self._most
        self.is_open = True
