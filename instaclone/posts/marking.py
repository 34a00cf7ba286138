"""Saying in a form where on the pictures people are."""

import math
from dataclasses import replace
from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.db.session import read_async
from instaclone.media.cards import PictureCard
from instaclone.posts.cards import MarkCard
from instaclone.posts.choices import PEOPLE
from instaclone.posts.tagging_people import usernames_in
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.searching import search_people

FOUND = 6  # people a search shows
LONGEST_SEARCH = 60
LONGEST_LINE = 1000  # characters of a line of people
STEP = 0.02  # of a side, that an arrow key moves somebody
MIDDLE = 0.5
SEARCH = "person-search"


class MarkingMixin(rx.State, mixin=True):
    """The people of a post's line, and where they are: `marks` name a picture as the form does.

    `marked` is the picture one looks at to mark people on it, `point_x` and `point_y` where the
    next one goes, as shares of its sides.
    """

    people: str = ""
    people_problem: str = ""
    marks: list[MarkCard] = []
    marked: PictureCard | None = None
    marked_key: str = ""
    marked_name: str = ""
    point_x: float = MIDDLE
    point_y: float = MIDDLE
    sought: str = ""
    sought_people: list[PersonCard] = []

    @rx.event
    async def mark_on(self, picture: str):
        """Mark people on this picture."""
        await required_viewer(self)
        self.marked_key, self.sought, self.sought_people = str(picture)[:64], "", []
        self.point_x = self.point_y = MIDDLE
        found = self._picture_called(self.marked_key)
        self.marked, self.marked_name = found or (None, "")

    @rx.event
    def point_at(self, x: float, y: float):
        """Somebody is here: who is it."""
        if _is_share(x) and _is_share(y):
            self.point_x, self.point_y = x, y
            return rx.set_focus(SEARCH)
        return None

    @rx.event
    async def seek(self, text: str):
        """Find people by the beginning of their name."""
        viewer = await required_viewer(self)
        self.sought = str(text)[:LONGEST_SEARCH]
        found = await read_async(search_people, viewer, self.sought, FOUND + 1)
        self.sought_people = [person for person in found if not person.is_you][:FOUND]

    @rx.event
    async def put(self, username: str):
        """This person is at the point; once more, they are there instead."""
        name = str(username)[:30]
        known = [each for each in self.marks if each.username != name]
        in_line = name in usernames_in(self.people)
        if not self.marked_key or (not in_line and len(usernames_in(self.people)) >= PEOPLE):
            return
        self.marks = [*known, MarkCard(name, self.marked_key, self.point_x, self.point_y)]
        if not in_line:
            begun = self.people.rstrip().rstrip(",")
            self.people = f"{begun}{', ' if begun else ''}@{name}, "[:LONGEST_LINE]
        self.people_problem, self.sought, self.sought_people = "", "", []
        self.point_x = self.point_y = MIDDLE
        await self._chosen()

    @rx.event
    async def nudge(self, username: str, right: int, down: int):
        """Move somebody a step."""
        if right not in (-1, 0, 1) or down not in (-1, 0, 1):
            return
        self.marks = [
            replace(each, x=_moved(each.x, right), y=_moved(each.y, down))
            if each.username == username
            else each
            for each in self.marks
        ]
        await self._chosen()

    @rx.event
    async def unmark(self, username: str):
        """Somebody is no longer on the picture; nor in the post."""
        name = str(username)[:30]
        self.marks = [each for each in self.marks if each.username != name]
        kept = (each for each in usernames_in(self.people) if each != name)
        self.people = ", ".join(f"@{each}" for each in kept)
        await self._chosen()

    def _follow_line(self):
        """Who was taken out of the line is nowhere on the pictures."""
        names = usernames_in(self.people)
        if any(each.username not in names for each in self.marks):
            self.marks = [each for each in self.marks if each.username in names]

    async def _chosen(self):
        """Something was chosen: a form that saves itself does so here."""

    def _picture_called(self, _key: str) -> tuple[PictureCard, str] | None:
        """The picture that the form calls so, and its name for people; None where there is none."""
        return None


def _moved(share: float, steps: int) -> float:
    return round(min(max(share + steps * STEP, 0.0), 1.0), 4)


def _is_share(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and 0 <= value <= 1
