"""The viewer for videos: one after the other, chosen as the grid is."""

from dataclasses import replace
from datetime import datetime

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.explore import recording, serving
from instaclone.explore.cards import FilmCard, FilmPage
from instaclone.explore.serving_state import ServingMixin
from instaclone.posts.keeping import KeepingState
from instaclone.posts.reactions import ReactionState

MOST = 60  # videos in one list, which is sent whole with each page: then one begins anew
AHEAD = 3  # videos behind the one that is looked at; where there are fewer, more are fetched


class FilmsState(ServingMixin, rx.State):
    """The videos; `at` is the code of the one that was looked at last, so that who comes back is
    there again."""

    films: list[FilmCard] = []
    at: str = ""

    @rx.event
    async def look_at(self, code: str):
        """A video is looked at: it and those before it count as watched, and the next ones are
        fetched in time."""
        viewer = await viewer_of(self)
        codes = [each.post.code for each in self.films]
        if code not in codes:
            return
        self.at, number = code, codes.index(code) + 1
        await self._pass(viewer, codes[:number])
        if len(codes) - number < AHEAD:
            await self._go_on(viewer)

    @rx.event
    async def more(self, in_view: bool):
        """Somebody is at the end already: all is passed, and the next ones are fetched."""
        viewer = await viewer_of(self)
        if in_view is True and self.has_more:
            await self._pass(viewer, [each.post.code for each in self.films])
            await self._go_on(viewer)

    async def _go_on(self, viewer: Viewer | None):
        if self.has_more and len(self.films) < MOST:
            await self._grow(viewer)

    async def _pass(self, viewer: Viewer | None, codes: list[str]):
        """Record these as watched, once: then they have no line any more."""
        passed = {code: self._served[code] for code in codes if self._served[code].line}
        if viewer and passed:
            lines = {each.post_id: each.line for each in passed.values()}
            await transact_async(recording.record_watched, viewer, lines)
        told = {code: replace(served, line="") for code, served in passed.items()}
        self._served = {**self._served, **told}

    async def _page(
        self, viewer: Viewer | None, before: int | None, since: datetime | None
    ) -> FilmPage:
        return await read_async(serving.explore_films, viewer, before=before, seen_since=since)

    async def _add(self, page: FilmPage):
        new = [each for each in page.films if each.post.code not in self._served]
        # What its browser need not know of a video stays here.
        sent = [replace(each, line="") for each in new]
        self.films = [*self.films, *sent]
        self._keep(new, [each.post.code for each in self.films])
        await (await self.get_state(ReactionState))._show(each.post.id for each in self.films)

    async def _read_again(self, viewer: Viewer | None) -> bool:
        ids = [each.post.id for each in self.films]
        keeping = await self.get_state(KeepingState)
        fresh = {
            each.post.code: each for each in await read_async(serving.films_again, viewer, ids)
        }
        codes = [each.post.code for each in self.films]
        # Who put a post away can still take that back, while it is there.
        away = [code for code in codes if self._is_put_away(code) or code in keeping.put_away]
        there = await read_async(serving.still_visible, viewer, away)
        left = [
            fresh.get(each.post.code, each)
            for each in self.films
            if each.post.code in fresh or each.post.code in there
        ]
        if left != self.films:
            self.films = left
            self._keep([], [each.post.code for each in left])
        await (await self.get_state(ReactionState))._show(each.post.id for each in left)
        return bool(left)

    def _clear(self):
        super()._clear()
        self.films, self.at = [], ""
