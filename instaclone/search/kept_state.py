"""What stands on the search page before a search: one's own searches, and what is popular."""

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.objects.cards import ObjectLink
from instaclone.objects.queries import popular_objects
from instaclone.search import remembering, saving
from instaclone.search.cards import RecentCard, SavedCard
from instaclone.search.state import SearchState, asked_by, languages_of
from instaclone.shell.state import NoticeState, say_kindly
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.queries import popular

OBJECTS, TAGS = 12, 8
LONGEST = 500  # characters of a form that are looked at
NAME = "saved-name"  # the field for it


class KeptState(rx.State):
    """The viewer's recent and saved searches, and what many others show and tag.

    `current` is the search `about`, where it is one of the saved ones: that of the page, but for
    the moment between two. `naming` is the one that is being given a name, 0 for none, and `wrong`
    what is wrong with that.
    """

    recent: list[RecentCard] = []
    saved: list[SavedCard] = []
    objects: list[ObjectLink] = []
    tags: list[PopularTagCard] = []
    about: str = ""
    current: SavedCard | None = None
    is_open: bool = False
    naming: int = 0
    left: int = 0
    wrong: str = ""

    @rx.event
    async def open(self):
        """Show them as they are now. Before the search itself is read, which takes longer: what one
        may do with it is to stand beside its results at once."""
        viewer = await viewer_of(self)
        query, _ = asked_by(self)
        self.naming, self.left, self.wrong = 0, 0, ""
        if not query:
            self.objects = await read_async(popular_objects, viewer, languages_of(self), OBJECTS)
            self.tags = await read_async(popular, viewer, TAGS)
        await self._read_own(viewer, query)
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
        except (Invalid, Conflict) as refusal:
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

    @rx.event
    async def ask_name(self, search_id: int):
        """Begin to name a saved search; with 0 let it be."""
        await required_viewer(self)
        self.left = 0 if search_id else self.naming
        self.naming, self.wrong = _number(search_id), ""

    @rx.event
    async def rename(self, form: dict):
        """Call the search so that is being named."""
        viewer = await required_viewer(self)
        name, search_id = str(form.get(NAME, ""))[:LONGEST], self.naming
        try:
            await transact_async(saving.rename, viewer, search_id, name)
        except (Invalid, Conflict) as refusal:
            self.wrong = str(refusal)
            return rx.set_focus(NAME)
        except NotFound as refusal:
            self.naming = 0
            await self._read()
            return say_kindly(refusal)
        self.naming, self.left, self.wrong = 0, search_id, ""
        await self._read()
        return None

    async def _read(self):
        await self._read_own(await viewer_of(self), (await self.get_state(SearchState)).query)

    async def _read_own(self, viewer: Viewer | None, query: str):
        self.recent = await read_async(remembering.recent, viewer) if viewer else []
        self.saved = await read_async(saving.saved, viewer) if viewer else []
        found = await read_async(saving.saved_as, viewer, query) if viewer and query else None
        self.about, self.current = query, found


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
