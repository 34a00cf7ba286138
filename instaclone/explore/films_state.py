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
from instaclone.shell.state import NoticeState

CODE = 20  # characters of a post's code at most
MOST = 60  # videos in one list, which is sent whole with each page: then one begins anew
AHEAD = 3  # videos behind the one that is looked at; where there are fewer, more are fetched


class FilmsState(ServingMixin, rx.State):
    """The videos; `at` is the code of the one that was looked at last, so that who comes back is
    there again. An address with `?from=CODE` begins the list with that video."""

    films: list[FilmCard] = []
    at: str = ""
    is_from_grid: bool = False  # a tile of the grid led here, which is one step back
    _led_to: str = ""
    _asked: str = ""  # by the address of the last list that began with a video
    _first: str = ""  # what the next list begins with
    _passed: frozenset[str] = frozenset()  # codes of what was watched

    @rx.event
    async def open(self):
        """Show the list as it was left; or a new one, which begins with the video that is asked
        for by the address, if explore may show it."""
        asked = str(self.router.url.query_parameters.get("from", ""))[:CODE]
        self.is_from_grid = asked != "" and asked == self._led_to
        if asked and asked != self._asked:
            self._clear()
            self._asked = asked
        self._first, lists = asked, self.lists
        async for each in self._open():
            yield each
        if not self.is_failed:
            self._first = ""
            if asked and asked not in self._served and self.lists > lists:
                yield NoticeState.say("The video you asked for is not here.")

    @rx.event
    def lead_to(self, code: str):
        """A tile of the grid was pressed: the viewer begins with its video, be it in the list that
        was left there or not."""
        self._clear()
        self._led_to = str(code)[:CODE]

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
        """Record these as watched, once."""
        new = [self._served[code] for code in codes if code not in self._passed]
        if viewer and new and not self.is_chronological:
            lines = {each.post_id: each.line for each in new}
            await transact_async(recording.record_watched, viewer, lines)
        self._passed |= frozenset(codes)

    async def _page(
        self, viewer: Viewer | None, before: int | None, since: datetime | None
    ) -> FilmPage:
        page = await read_async(serving.explore_films, viewer, before=before, seen_since=since)
        code, self._first = self._first, ""
        first = await read_async(serving.film_of, viewer, code) if code else None
        if first is None:
            return page
        others = [each for each in page.films if each.post.code != code]
        return replace(page, films=[first, *others])

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
        self.films, self.at, self._passed = [], "", frozenset()
