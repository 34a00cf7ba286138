"""The settings of a post in a form, as the create page and the edit page keep them."""

import re

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.errors import AppError
from instaclone.places.place_choosing import PlaceMixin
from instaclone.posts.choices import (
    WARNING_LENGTH,
    WHO_SEES,
    WHO_SEES_PRIVATE,
    Choices,
    PersonMark,
)
from instaclone.posts.choices import has_private_account as has_private
from instaclone.posts.marking import LONGEST_LINE, MarkingMixin
from instaclone.posts.models import EVERYONE, PUBLIC
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.searching import search_people

SUGGESTED = 5
LAST_NAME = re.compile(r"@?([^\s,;@]+)$")
# What the form takes from the browser, each with the most characters that are kept.
FIELDS = {
    "warning": WARNING_LENGTH + 100,
    "people": LONGEST_LINE,
    "visibility": 20,
    "comments_from": 20,
    "licence": 20,
}
PROBLEMS = ("place_problem", "people_problem", "alt_text_problem", "warning_problem")


class ChoicesMixin(PlaceMixin, MarkingMixin, mixin=True):
    """What is chosen so far, and what is wrong with it."""

    warning: str = ""
    shows_camera: bool = False
    is_unlisted: bool = False
    refuses_scans: bool = False
    visibility: str = PUBLIC
    comments_from: str = EVERYONE
    licence: str = ""
    hides_like_count: bool = False
    has_private_account: bool = False
    suggested: list[PersonCard] = []
    shows_more: bool = False  # folded open, because something in there is wrong
    warning_problem: str = ""
    alt_text_problem: str = ""

    @rx.event
    async def choose(self, field: str, value: str):
        """Keep what is typed or chosen; names that are being typed are looked up."""
        field = str(field)
        if field not in FIELDS:
            return
        setattr(self, field, str(value)[: FIELDS[field]])
        if field + "_problem" in self.get_fields():
            setattr(self, field + "_problem", "")
        if field == "people":
            self._follow_line()
            await self._suggest()
        await self._chosen()

    @rx.event
    async def add_person(self, username: str):
        """Put somebody who was suggested into the line, in the place of what was typed."""
        begun = LAST_NAME.sub("", self.people).rstrip()
        self.people = f"{begun} @{str(username)[:30]}, ".lstrip()[: FIELDS["people"]]
        self.suggested, self.people_problem = [], ""
        await self._chosen()

    @rx.event
    async def flip_like_count(self):
        """Hide the like count, or show it."""
        self.hides_like_count = not self.hides_like_count
        await self._chosen()

    @rx.event
    async def flip_camera(self):
        """Show with which camera the photos were taken, or do not."""
        self.shows_camera = not self.shows_camera
        await self._chosen()

    @rx.event
    async def flip_unlisted(self):
        """Leave the post out of search and explore, or do not."""
        self.is_unlisted = not self.is_unlisted
        await self._chosen()

    @rx.event
    async def flip_scans(self):
        """Have the scanner leave the post's pictures alone, or not."""
        self.refuses_scans = not self.refuses_scans
        await self._chosen()

    @rx.var
    def who_sees(self) -> str:
        """The chosen visibility in a sentence."""
        known = WHO_SEES_PRIVATE if self.has_private_account else WHO_SEES
        return known.get(self.visibility, ("", ""))[1]

    async def _place_changed(self):
        await self._chosen()

    async def _suggest(self):
        typed = LAST_NAME.search(self.people)
        viewer = await viewer_of(self) if typed else None
        self.suggested = (
            await read_async(search_people, viewer, typed[1], SUGGESTED) if viewer and typed else []
        )

    async def _learn_account(self, viewer: Viewer):
        self.has_private_account = await read_async(has_private, viewer)

    def _choices(self) -> Choices:
        """What is chosen, where the form names its pictures by their ids."""
        return Choices(
            place=self.place,
            place_id=self.place_id or None,
            people=self.people,
            marks=tuple(
                PersonMark(each.username, int(each.picture), each.x, each.y) for each in self.marks
            ),
            warning=self.warning,
            shows_camera=self.shows_camera,
            visibility=self.visibility,
            comments_from=self.comments_from,
            hides_like_count=self.hides_like_count,
            licence=self.licence,
            is_unlisted=self.is_unlisted,
            refuses_scans=self.refuses_scans,
        )

    def _unchoose(self):
        self._put_place("", 0)
        self.has_position = False
        self.people = self.licence = self.warning = ""
        self.marks, self.shows_camera = [], False
        self.is_unlisted = self.refuses_scans = False
        self.visibility, self.comments_from, self.hides_like_count = PUBLIC, EVERYONE, False
        self.suggested, self.shows_more = [], False
        self._clear_problems()

    def _clear_problems(self):
        self.place_problem = self.people_problem = self.alt_text_problem = ""
        self.warning_problem = ""

    def _mark_choice(self, refusal: AppError) -> bool:
        """Put a refusal under its field; False when it belongs to none of these."""
        name = str(getattr(refusal, "field", "")) + "_problem"
        if name not in PROBLEMS:
            return False
        setattr(self, name, str(refusal))
        self.shows_more = self.shows_more or name != "alt_text_problem"
        return True
