"""How people stand to the viewer wherever they are shown, and what one can do about it."""

from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.live.tabs import follow
from instaclone.profiles import befriending, blocking, following, lists, muting, requesting
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.standings import standings
from instaclone.shell.state import NoticeState, say_kindly
from instaclone.text import count_of

MOST_PEOPLE = 300  # whose standing one page knows
NAME_LENGTH = 30
Act = Callable[..., Any]


class RelationState(rx.State):
    """How everybody who is shown on this page stands to the viewer, by username, and stays so.

    `standings` has the words of `profiles.cards`. Who approves their followers is in `asking`.
    `answers` counts what the server answered about a person: what a button shows ahead of the
    server lasts until the next answer.
    """

    standings: dict[str, str] = {}
    asking: list[str] = []
    answers: dict[str, int] = {}
    _page: str = ""

    @rx.event
    async def refresh(self):
        """Somebody followed, approved, blocked, or took it back: read all of them anew."""
        await self._read(list(self.standings))

    @rx.event
    async def follow(self, username: str, wanted: bool):
        """Follow or ask to; or stop following, or take the request back."""
        name = str(username)[:NAME_LENGTH]
        act = following.follow if wanted is True else following.unfollow
        try:
            await transact_async(act, await required_viewer(self), name)
        except Exception as refusal:
            return say_kindly(refusal)
        finally:
            await self._answer(name)
        return None

    @rx.event
    async def block(self, username: str):
        """Meet somebody nowhere any more."""
        name = str(username)[:NAME_LENGTH]
        await transact_async(blocking.block, await required_viewer(self), name)
        await self._answer(name)
        return NoticeState.say(f"You have blocked {name}. They are not told.")

    @rx.event
    async def unblock(self, username: str):
        """Meet somebody again whom the viewer had blocked."""
        name = str(username)[:NAME_LENGTH]
        await transact_async(blocking.unblock, await required_viewer(self), name)
        await self._answer(name)

    @rx.event
    async def mute(self, username: str, form: dict):
        """Have somebody's posts in no list, for as long as the form says."""
        viewer = await required_viewer(self)
        name, days = str(username)[:NAME_LENGTH], str(form.get("days", ""))
        await transact_async(
            muting.mute,
            viewer,
            name,
            with_notifications=bool(form.get("with_notifications")),
            days=int(days) if days.isdecimal() and len(days) < 4 else None,
        )
        return NoticeState.say(f"{name} is muted. They are not told.")

    @rx.event
    async def unmute(self, username: str):
        """Have somebody's posts in the lists again."""
        name = str(username)[:NAME_LENGTH]
        await transact_async(muting.unmute, await required_viewer(self), name)
        return NoticeState.say(f"{name} is no longer muted.")

    @rx.event
    async def remove_follower(self, username: str):
        """Have somebody follow the viewer no longer."""
        name = str(username)[:NAME_LENGTH]
        await transact_async(following.remove_follower, await required_viewer(self), name)
        return NoticeState.say(f"{name} no longer follows you. They are not told.")

    @rx.event
    async def befriend(self, username: str, wanted: bool):
        """Count somebody among the viewer's close friends, or no longer."""
        name = str(username)[:NAME_LENGTH]
        act = befriending.add if wanted is True else befriending.remove
        await transact_async(act, await required_viewer(self), name)
        if wanted is True:
            return NoticeState.say(f"{name} is a close friend now. Only you know.")
        return NoticeState.say(f"{name} is no longer a close friend. They are not told.")

    async def _show(self, people: Iterable[PersonCard]):
        """Have these people's buttons stand right, and follow the news. Call it with every list."""
        await self._show_names(person.username for person in people)

    async def _show_names(self, usernames: Iterable[str]):
        viewer = await viewer_of(self)
        page = str(self.router.url)
        if page != self._page:
            self._page, self.standings, self.asking, self.answers = page, {}, [], {}
        if viewer:
            follow(self, RelationState.refresh, f"relations:{viewer.id}")
        await self._read(list(dict.fromkeys([*self.standings, *usernames]))[-MOST_PEOPLE:])

    async def _answer(self, username: str):
        await self._read(list(self.standings))
        if username in self.standings:
            self.answers = {**self.answers, username: self.answers.get(username, 0) + 1}

    async def _read(self, usernames: list[str]):
        found = await read_async(standings, await viewer_of(self), usernames)
        words = {name: found[name].word for name in usernames if name in found}
        asking = [name for name in words if found[name].asks]
        if words != self.standings:
            self.standings = words
        if asking != self.asking:
            self.asking = asking


class RequestState(rx.State):
    """Who asks to follow the viewer; a page that shows them opens it with itself."""

    people: list[PersonCard] = []
    count: int = 0
    has_more: bool = False
    _next_before: str | None = None

    @rx.event
    async def open(self):
        """Show who asks, and hear of who asks next."""
        viewer = await required_viewer(self)
        follow(self, RequestState.refresh, f"relations:{viewer.id}")
        await self._read()

    @rx.event
    async def refresh(self):
        """Somebody asked, or took it back, or was answered elsewhere."""
        await self._read()

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page."""
        viewer = await required_viewer(self)
        if in_view is not True or self._next_before is None or len(self.people) >= MOST_PEOPLE:
            return
        found, self._next_before = await read_async(lists.requests, viewer, self._next_before)
        self.people = [*self.people, *found]
        self.has_more = self._next_before is not None and len(self.people) < MOST_PEOPLE

    @rx.event
    async def approve(self, username: str):
        """Let somebody follow the viewer."""
        await self._answer(requesting.approve, username)

    @rx.event
    async def decline(self, username: str):
        """Send a request away; who asked is not told."""
        await self._answer(requesting.decline, username)

    @rx.event
    async def approve_all(self):
        """Let everybody in who asks."""
        viewer = await required_viewer(self)
        let_in = 0
        while batch := await transact_async(requesting.approve_all, viewer):
            let_in += batch
        await self._read()
        return NoticeState.say(f"{count_of(let_in, 'person follows', 'people follow')} you now.")

    async def _answer(self, act: Act, username: str):
        viewer = await required_viewer(self)
        try:
            await transact_async(act, viewer, str(username)[:NAME_LENGTH])
        finally:
            await self._read()

    async def _read(self):
        viewer = await required_viewer(self)
        self.count = await read_async(lists.request_count, viewer)
        self.people, self._next_before = await read_async(lists.requests, viewer)
        self.has_more = self._next_before is not None
