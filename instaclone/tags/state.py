"""The page of a tag."""

from typing import Any
from urllib.parse import unquote

import reflex as rx

from instaclone import caller
from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.objects.cards import ObjectLink
from instaclone.posts.cards import TileCard
from instaclone.posts.subject_state import SubjectMixin
from instaclone.search import seen_here
from instaclone.shell.state import say_kindly
from instaclone.tags import following, queries
from instaclone.tags.cards import TagCard
from instaclone.text import fold_tag

ADDRESS_LENGTH = 300


class TagState(SubjectMixin, rx.State):
    """The tag in the address, its top and its newest posts, and what is often `seen` in them.

    `answers` counts what the server answered about following: what the button shows ahead of the
    server lasts until the next answer.
    """

    card: TagCard | None = None
    top: list[TileCard] = []
    has_top: bool = False  # not where all of them fit beside each other anyway
    answers: int = 0
    seen: list[ObjectLink] = []

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
                self.card = await read_async(queries.tag_card, viewer, self._subject())
            self.answers += 1
        return None

    def _subject(self) -> str:
        return fold_tag(unquote(self._address()[: 12 * ADDRESS_LENGTH])[:ADDRESS_LENGTH])

    def _topics(self, viewer: Viewer | None, /) -> list[str]:
        # One may follow the tag in another tab.
        return [f"tag:{self._subject()}", *([f"tags:{viewer.id}"] if viewer else [])]

    async def _read_head(self, viewer: Viewer | None):
        card = await read_async(queries.tag_card, viewer, self._subject())
        if self.card and card.is_followed != self.card.is_followed:
            self.answers += 1
        self.card, self.title = card, f"#{card.tag} · Instaclone"

    async def _page(self, viewer: Any, before: Any) -> tuple[list[TileCard], int | None]:
        page = await read_async(queries.tag_page, viewer, self._subject(), before)
        return page.tiles, page.next_before

    async def _read_beside(self, viewer: Viewer | None, /):
        languages = caller.languages(self.router.headers.accept_language)
        self.seen = await read_async(seen_here.seen_with_tag, viewer, self._subject(), languages)
        self.top = (await read_async(queries.top_tiles, viewer, self._subject())).tiles
        self.has_top = bool(self.top) and len(self.tiles) > queries.TOP

    def _clear(self):
        super()._clear()
        self.card, self.top, self.has_top, self.seen = None, [], False, []
