"""What a person saved, their collections, and the choice of collections for one post."""

from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.collections import arranging, collecting, queries
from instaclone.collections.cards import ChoiceCard, CollectionCard
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.posts.cards import TileCard
from instaclone.posts.tile_paging import TilePagingMixin
from instaclone.shell.state import NoticeState
from instaclone.text import count_of

CODE_LENGTH = 64
NAME_SENT = 200  # longer than any name may be, so that the refusal can say by how much


def _name_in(form: Any) -> str:
    return str(form.get("name", ""))[:NAME_SENT] if isinstance(form, dict) else ""


def _number(sent: Any) -> int:
    """An id as a browser sends it; 0, which nothing has, for anything else."""
    return sent if type(sent) is int and 0 < sent < 2**31 else 0


class PickerState(rx.State):
    """The sheet under a saved post: in which collections it is."""

    code: str = ""
    choices: list[ChoiceCard] = []
    wrong: str = ""

    @rx.event
    async def open(self, code: str):
        """Show the collections for a post."""
        await self._read(await required_viewer(self), str(code)[:CODE_LENGTH])

    @rx.event
    async def choose(self, collection_id: int, wanted: bool):
        """Put the post into a collection, or take it out."""
        viewer = await required_viewer(self)
        act = collecting.add if wanted is True else collecting.remove
        await transact_async(act, viewer, _number(collection_id), self.code)
        await self._read(viewer, self.code)

    @rx.event
    async def create(self, form: dict):
        """Make a collection and put the post into it."""
        viewer = await required_viewer(self)
        try:
            made = await transact_async(arranging.create, viewer, _name_in(form))
        except (Invalid, Conflict) as refusal:
            self.wrong = str(refusal)
            return
        await transact_async(collecting.add, viewer, made, self.code)
        await self._read(viewer, self.code)

    @rx.event
    def close(self):
        """The sheet is closed: the next one begins empty."""
        self.code, self.choices, self.wrong = "", [], ""

    async def _read(self, viewer: Viewer, code: str):
        self.choices = await read_async(queries.choices, viewer, code)
        self.code, self.wrong = code, ""


class SavedState(TilePagingMixin, rx.State):
    """Everything the viewer saved, and their collections."""

    collections: list[CollectionCard] = []
    count: str = ""
    is_open: bool = False
    is_naming: bool = False
    is_arranging: bool = False
    wrong: str = ""

    @rx.event
    async def open(self):
        """Show all of it."""
        self.is_naming = self.is_arranging = False
        viewer = await required_viewer(self)
        count = await read_async(queries.count_saved, viewer)
        self.count = count_of(count, "post", "posts")
        await self._begin(viewer)
        await self._read_collections(viewer)
        self.is_open = True

    @rx.event
    def ask_name(self, wanted: bool):
        """Begin to make a collection, or let it be."""
        self.is_naming, self.wrong = wanted is True, ""

    @rx.event
    def arrange(self, wanted: bool):
        """Begin to put the collections in order, or be done."""
        self.is_arranging = wanted is True

    @rx.event
    async def create(self, form: dict):
        """Make a collection."""
        viewer = await required_viewer(self)
        try:
            await transact_async(arranging.create, viewer, _name_in(form))
        except (Invalid, Conflict) as refusal:
            self.wrong = str(refusal)
            return
        self.is_naming = False
        await self._read_collections(viewer)

    @rx.event
    async def move(self, collection_id: int, earlier: bool):
        """Put a collection one place earlier or later."""
        viewer = await required_viewer(self)
        await transact_async(
            arranging.move, viewer, _number(collection_id), earlier=earlier is True
        )
        await self._read_collections(viewer)

    async def _who(self) -> Viewer:
        return await required_viewer(self)

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        return await read_async(queries.saved_tiles, viewer, before)

    async def _read_collections(self, viewer: Viewer):
        self.collections = await read_async(queries.collections, viewer)
        self.wrong = ""


class CollectionState(TilePagingMixin, rx.State):
    """The collection in the address, page by page."""

    card: CollectionCard | None = None
    title: str = "Instaclone"
    is_missing: bool = False
    is_naming: bool = False
    is_arranging: bool = False
    wrong: str = ""

    @rx.event
    async def open(self):
        """Show the collection in the address, and nothing of the one before."""
        self._end()
        self.card, self.is_missing = None, False
        self.is_naming = self.is_arranging = False
        yield
        await self._read(await required_viewer(self))

    @rx.event
    def ask_name(self, wanted: bool):
        """Begin to rename the collection, or let it be."""
        self.is_naming, self.wrong = wanted is True, ""

    @rx.event
    def arrange(self, wanted: bool):
        """Begin to change what is in it, or be done."""
        self.is_arranging = wanted is True

    @rx.event
    async def rename(self, collection_id: int, form: dict):
        """Give a collection another name: the one that is seen, which is not that of the address
        before its page is shown."""
        viewer = await required_viewer(self)
        try:
            await transact_async(arranging.rename, viewer, _number(collection_id), _name_in(form))
        except (Invalid, Conflict) as refusal:
            self.wrong = str(refusal)
            return
        self.is_naming = False
        await self._read(viewer)

    @rx.event
    async def delete(self, collection_id: int):
        """Take a collection apart: the one that is seen, as for `rename`."""
        viewer = await required_viewer(self)
        await transact_async(arranging.delete, viewer, _number(collection_id))
        yield NoticeState.say("The collection is deleted. Its posts are still saved.")
        yield rx.redirect("/saved")

    @rx.event
    async def choose_cover(self, collection_id: int, code: str):
        """Have a post stand for a collection: the one that is seen, as for `rename`."""
        viewer, number = await required_viewer(self), _number(collection_id)
        await transact_async(arranging.choose_cover, viewer, number, str(code)[:CODE_LENGTH])
        await self._read(viewer)

    @rx.event
    async def remove(self, collection_id: int, code: str):
        """Take a post out of a collection: the one that is seen, as for `rename`."""
        viewer, number = await required_viewer(self), _number(collection_id)
        await transact_async(collecting.remove, viewer, number, str(code)[:CODE_LENGTH])
        await self._read(viewer)

    async def _who(self) -> Viewer:
        return await required_viewer(self)

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        return await read_async(queries.collection_tiles, viewer, self._id(), before)

    def _id(self) -> int:
        last = str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]
        return _number(int(last)) if last.isascii() and last.isdecimal() and len(last) < 10 else 0

    async def _read(self, viewer: Viewer):
        try:
            self.card = await read_async(queries.collection_card, viewer, self._id())
            await self._begin(viewer)
        except NotFound:
            self.card, self.is_missing, self.title = None, True, "Not found · Instaclone"
            return
        self.wrong = ""
        self.title = f"{self.card.name} · Instaclone"
