"""Liking and saving in the browser, and the marks of every post a page shows."""

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import reflex as rx
from sqlmodel import Session

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.collections.state import PickerState
from instaclone.comments.unseen import unseen_comments
from instaclone.db.session import read_async, transact_async
from instaclone.live.tabs import follow
from instaclone.posts import liking, saving
from instaclone.posts.likers import Cursor, likers
from instaclone.posts.marks import PostMarks, post_marks
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.state import RelationState
from instaclone.shell.state import say_kindly

MOST = 200  # posts of one page
MOST_LIKERS = 300  # people of one list
CODE_LENGTH = 64
LAST_PRESS = 2**53 - 1  # the largest whole number a browser counts to


def _read_marks(
    session: Session, viewer: Viewer | None, post_ids: list[int]
) -> dict[str, PostMarks]:
    return post_marks(session, viewer, post_ids, unseen_comments(session, viewer, post_ids))


class ReactionState(rx.State):
    """The marks of the posts on this page by their codes, kept true; and one list of likers.

    A button shows what was pressed before the server has answered. It numbers its presses, each
    higher than the marks' `rev`; once `rev` has reached the number, it shows the marks again.
    `earlier` are the marks of the pages before: who goes back finds every post as high as it was,
    and so their place.
    """

    marks: dict[str, PostMarks] = {}
    earlier: dict[str, PostMarks] = {}
    likers: list[PersonCard] = []
    likers_code: str = ""
    has_more_likers: bool = False
    _posts: list[int] = []
    _likers_before: Cursor | None = None

    @rx.event
    async def like(self, code: str, wanted: bool, press: int = 0):
        """Like a post, or take the like back."""
        viewer = await required_viewer(self)
        return await self._do(liking.like if wanted is True else liking.unlike, viewer, code, press)

    @rx.event
    async def save(self, code: str, wanted: bool, press: int = 0):
        """Keep a post, or no longer."""
        viewer = await required_viewer(self)
        return await self._do(saving.save if wanted is True else saving.unsave, viewer, code, press)

    @rx.event
    async def heard(self, topic: str):
        """Somebody liked, saved or commented one of these posts."""
        number = str(topic).removeprefix("marks:")
        if number.isdecimal() and len(number) < 20 and int(number) in self._posts:
            await self._read([int(number)])

    @rx.event
    async def open_likers(self, code: str):
        """Who likes a post."""
        self.likers, self.likers_code, self.has_more_likers = [], "", False
        self._likers_before = None
        await self._read_likers(str(code)[:CODE_LENGTH])

    @rx.event
    async def more_likers(self, in_view: bool):
        """The next page of who likes it."""
        if in_view is True and self._likers_before and len(self.likers) < MOST_LIKERS:
            await self._read_likers(self.likers_code)

    @rx.event
    def close_likers(self):
        """The list is closed: the next one begins empty."""
        self.likers, self.likers_code, self.has_more_likers = [], "", False
        self._likers_before = None

    @rx.event
    def collect(self, code: str):
        """Choose collections for a post."""
        return PickerState.open(str(code))

    async def _show(self, post_ids: Iterable[int]):
        """These are the posts of the page: follow what happens to them, and read their marks."""
        self._posts = list(post_ids)[-MOST:]
        follow(self, ReactionState.heard, *(f"marks:{each}" for each in self._posts))
        known, self.marks = self.marks, {}
        left = [(code, mark) for code, mark in known.items() if mark.post_id not in self._posts]
        if left:
            self.earlier = dict([*self.earlier.items(), *left][-MOST:])
        await self._read(self._posts, known)

    async def _do(self, act: Any, viewer: Viewer, code: str, press: int):
        code = str(code)[:CODE_LENGTH]
        try:
            await transact_async(act, viewer, code)
        except Exception as refusal:
            return say_kindly(refusal)
        finally:
            await self._answer(code, press)
        return None

    async def _answer(self, code: str, press: int):
        """The press is answered, also with a refusal: the button follows the marks again."""
        mark = self.marks.get(code)
        if mark is None:
            return
        if type(press) is int and mark.rev < press <= LAST_PRESS:
            self.marks[code] = replace(mark, rev=press)
        await self._read([mark.post_id])

    async def _read(self, post_ids: list[int], known: dict[str, PostMarks] | None = None):
        found = await read_async(_read_marks, await viewer_of(self), post_ids)
        before = self.marks if known is None else known
        # Later than any press before: a page that lost its state begins with what is true.
        now = time.time_ns() // 1_000_000
        fresh = {
            code: replace(mark, rev=before[code].rev if code in before else now)
            for code, mark in found.items()
        }
        kept = {code: mark for code, mark in self.marks.items() if mark.post_id not in post_ids}
        changed = {**kept, **fresh}
        if changed != self.marks:
            self.marks = changed
        later = {code: mark for code, mark in self.earlier.items() if mark.post_id not in post_ids}
        if len(later) != len(self.earlier):
            self.earlier = later

    async def _read_likers(self, code: str):
        viewer = await viewer_of(self)
        page = await read_async(likers, viewer, code, self._likers_before)
        relations = await self.get_state(RelationState)
        await relations._show(page.people)
        self.likers, self.likers_code = [*self.likers, *page.people], code
        self._likers_before, self.has_more_likers = page.before, page.before is not None
