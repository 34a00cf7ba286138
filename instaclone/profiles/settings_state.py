"""The state of editing one's profile: what is typed is checked field by field, and never lost."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from instaclone.accounts.names import check_username
from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Conflict, Invalid, TooMany
from instaclone.profiles import editing, queries, renaming
from instaclone.profiles.cards import ProfileForm
from instaclone.profiles.editing import Link, ProfileChanges
from instaclone.shell.state import NoticeState

LONGEST = 1000  # of one field, as it comes from the browser
LINK_FIELDS = tuple(f"link-{number}" for number in range(1, editing.LINKS + 1))
CHECKS: dict[str, Callable[[str], Any]] = {
    "display_name": editing.check_display_name,
    "pronouns": editing.check_pronouns,
    "bio": editing.check_bio,
    "username": check_username,
}


class ProfileSettingsState(rx.State):
    """The form as it was read. What is typed stays in the browser; here is what is wrong with it.

    `problems` has a sentence for each field that breaks its rule.
    """

    form: ProfileForm | None = None
    problems: dict[str, str] = {}
    link_count: int = 1
    _taken: str = ""  # a username that was refused, though it breaks no rule

    @rx.event
    async def open(self):
        """Show how the profile stands."""
        self.form, self.problems = None, {}
        await self._read()

    @rx.event
    async def check(self, field: str, text: str):
        """Say at once what is wrong with a field, or that nothing is any more."""
        await required_viewer(self)
        field, text = str(field), str(text)[:LONGEST]
        if field == "username" and text == self._taken:
            return
        try:
            if field in CHECKS:
                CHECKS[field](text)
            elif field in LINK_FIELDS:
                editing.check_link(LINK_FIELDS.index(field) + 1, Link("", text))
            else:
                return
        except Invalid as refusal:
            self.problems = {**self.problems, field: str(refusal)}
        else:
            self.problems = {name: said for name, said in self.problems.items() if name != field}

    @rx.event
    async def add_link(self):
        """Show one more line for a link."""
        await required_viewer(self)
        self.link_count = min(self.link_count + 1, editing.LINKS)

    @rx.event
    async def save(self, form: dict):
        """Write the whole form, or say which field is in the way."""
        viewer = await required_viewer(self)
        try:
            await transact_async(editing.edit_profile, viewer, self._changes(form))
        except Invalid as refusal:
            self.problems = {refusal.field: str(refusal)}
            link = refusal.field.startswith("link-")
            return rx.set_focus(f"{refusal.field}-url" if link else refusal.field)
        self.problems = {}
        await self._read()
        return NoticeState.say("Your profile is saved.")

    @rx.event
    async def rename(self, form: dict):
        """Take another username."""
        viewer = await required_viewer(self)
        wanted = str(form.get("username", ""))[:LONGEST]
        try:
            name = await transact_async(renaming.rename, viewer, wanted)
        except (Invalid, Conflict, TooMany) as refusal:
            self.problems, self._taken = {**self.problems, "username": str(refusal)}, wanted
            return rx.set_focus("username")
        await viewer_of(self)  # the frame shows the new name
        await self._read()
        self.problems = {key: said for key, said in self.problems.items() if key != "username"}
        return NoticeState.say(f"You are {name} now. Links to your old name work for 30 days.")

    def _changes(self, form: dict) -> ProfileChanges:
        def typed(name: str) -> str:
            return str(form.get(name, ""))[:LONGEST]

        return ProfileChanges(
            display_name=typed("display_name"),
            bio=typed("bio"),
            pronouns=typed("pronouns"),
            links=tuple(
                Link(typed(f"link-{number}-title"), typed(f"link-{number}-url"))
                for number in range(1, editing.LINKS + 1)
            ),
            hides_like_counts=bool(form.get("hides_like_counts")),
        )

    async def _read(self):
        self.form = await read_async(queries.profile_form, await required_viewer(self))
        self.link_count = max(len(self.form.links), 1)
