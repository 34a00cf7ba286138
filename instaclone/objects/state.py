"""The page of an object, and the list of all that the scanner knows."""

from typing import Any
from urllib.parse import unquote

import reflex as rx

from instaclone import caller
from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.objects import naming, queries
from instaclone.objects.cards import ObjectGroup, ObjectHead
from instaclone.posts.cards import TileCard
from instaclone.posts.subject_state import SubjectMixin
from instaclone.search.seen_here import search_for
from instaclone.text import count_of

ADDRESS_LENGTH = 300
WORDS_LENGTH = 60


class ObjectState(SubjectMixin, rx.State):
    """The object in the address and the newest posts that show one; `search` is the address of a
    search for it, which can be narrowed."""

    head: ObjectHead | None = None
    search: str = ""

    def _subject(self) -> str:
        word = unquote(self._address()[:ADDRESS_LENGTH])
        return naming.label_of(word, _languages(self))

    def _topics(self, _viewer: Viewer | None, /) -> list[str]:
        return [f"object:{self._subject()}"]

    async def _read_head(self, viewer: Viewer | None):
        head = await read_async(queries.object_head, viewer, self._subject(), _languages(self))
        self.search = search_for(head.label)
        self.head, self.title = head, f"{head.name} · Instaclone"

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        return await read_async(queries.object_page, viewer, self._subject(), before)

    def _clear(self):
        super()._clear()
        self.head, self.search = None, ""


class ObjectsState(rx.State):
    """What the scanner knows, in groups; narrowed by `words`, after which `found` says to what."""

    groups: list[ObjectGroup] = []
    words: str = ""
    found: str = ""
    is_open: bool = False

    @rx.event
    async def open(self):
        """Show all of it."""
        await self._read("")
        self.is_open = True

    @rx.event
    async def narrow(self, words: str):
        """Show what is called like this."""
        await self._read(str(words)[:WORDS_LENGTH])

    async def _read(self, words: str):
        viewer = await viewer_of(self)
        self.groups = await read_async(queries.objects, viewer, _languages(self), words)
        number = sum(len(group.objects) for group in self.groups)
        self.words, self.found = words, count_of(number, "thing", "things") if words else ""


def _languages(state: rx.State) -> list[str]:
    return caller.languages(state.router.headers.accept_language)
