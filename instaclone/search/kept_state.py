"""What stands on the search page before a search: one's own searches, and what is popular."""

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Invalid
from instaclone.objects.cards import ObjectLink
from instaclone.objects.queries import popular_objects
from instaclone.search import remembering, saving
from instaclone.search.cards import RecentCard, SavedCard
from instaclone.search.state import SearchState, languages_of
from instaclone.shell.state import NoticeState, say_kindly
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.queries import popular

OBJECTS, TAGS = 12, 8


class KeptState(rx.State):
    """The viewer's recent and saved searches, and what many others show and tag.

    `current` is the search of the page, where it is one of the saved ones.
    """

    recent: list[RecentCard] = []
    saved: list[SavedCard] = []
    objects: list[ObjectLink] = []
    tags: list[PopularTagCard] = []
    current: SavedCard | None = None
    is_open: bool = False

    @rx.event
    async def open(self):
        """Show them as they are now."""
        viewer = await viewer_of(self)
        query = (await self.get_state(SearchState)).query
        if not query:
            self.objects = await read_async(popular_objects, viewer, languages_of(self), OBJECTS)
            self.tags = await read_async(popular, viewer, TAGS)
        await self._read()
        self.is_open = True

    @rx.event
    async def forget(self, search_id: int):
        """Forget one recent search."""
        await transact_async(remembering.forget, await required_viewer(self), _number(search_id))
        await self._read()

    @rx.event
    async def forget_all(self):
        """Forget all recent searches."""
        await transact_async(remembering.forget_all, await required_viewer(self))
        await self._read()

    @rx.event
    async def save(self):
        """Keep the search of the page, and hear of what it finds from now on."""
        viewer = await required_viewer(self)
        query = (await self.get_state(SearchState)).query
        try:
            await transact_async(saving.save, viewer, query, True, languages_of(self))
        except Invalid as refusal:
            return say_kindly(refusal)
        await self._read()
        return NoticeState.say("Saved. You are told of new posts that it finds.")

    @rx.event
    async def unsave(self, search_id: int):
        """Keep a search no longer."""
        await transact_async(saving.unsave, await required_viewer(self), _number(search_id))
        await self._read()

    @rx.event
    async def set_notifies(self, search_id: int, wanted: bool):
        """Whether to hear of what a saved search finds."""
        viewer = await required_viewer(self)
        await transact_async(saving.set_notifies, viewer, _number(search_id), wanted is True)
        await self._read()

    async def _read(self):
        viewer = await viewer_of(self)
        query = (await self.get_state(SearchState)).query
        self.recent = await read_async(remembering.recent, viewer) if viewer else []
        self.saved = await read_async(saving.saved, viewer) if viewer else []
        self.current = None
        if viewer and query:
            self.current = await read_async(saving.saved_as, viewer, query)


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
