"""The state of the editor: which picture lies on it, and the keeping of what is done to it.

Sliders, crops and turns are the browser's own, so that the preview follows at once; they come here
as a whole recipe, a moment after the last change.
"""

import json
from dataclasses import replace
from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.errors import AppError, Invalid
from instaclone.live.tabs import follow
from instaclone.posts.retouching_posts import retouch_photo
from instaclone.retouching import looks, recipes
from instaclone.shell.state import NoticeState
from instaclone.studio import editable
from instaclone.studio.editable import EditCard
from instaclone.studio.file_editing import retouch

SOON = "The edited photo appears in a moment."
BOTH = (
    "This file was edited in another window too. Both edits are kept; where both changed the same, "
    "what was changed last stands."
)


class EditorState(rx.State):
    """The picture in the editor, a file of a draft or a posted photo; no `code`, no editor."""

    card: EditCard = EditCard()
    opened: int = 0
    problem: str = ""
    _was: recipes.Recipe = recipes.UNTOUCHED  # what this browser showed when it was kept last
    _met_another: bool = False

    @rx.event
    async def open(self, file: str):
        """Open a file of a draft of the viewer's."""
        await self._open(await required_viewer(self), editable.file_to_edit, str(file))
        return self._notice()

    @rx.event
    async def open_posted(self, picture: str):
        """Open a photo in a post of the viewer's."""
        await self._open(await required_viewer(self), editable.photo_to_edit, str(picture))
        return self._notice()

    @rx.event
    async def arrive(self):
        """A page with the editor opens: leave open what lay on it before a reload, as it was kept
        last, and nothing of another page."""
        if not self.card.code:
            return None
        viewer = await required_viewer(self)
        url, home = self.router.url, self.card.home
        drafted = url.query_parameters.get("draft") if url.path == "/create" else None
        if home != drafted and url.path != f"/p/{home}/edit":
            self._close()
            return None
        await self._open(viewer, self._reading(), self.card.code)
        return self._notice()

    @rx.event
    async def refresh(self):
        """The scanner may have found more in the open picture."""
        viewer = await required_viewer(self)
        if not self.card.code:
            return
        try:
            fresh = await read_async(self._reading(), viewer, self.card.code)
        except AppError as refusal:
            self.problem = str(refusal)
            return
        if (fresh.boxes, fresh.is_refused) != (self.card.boxes, self.card.is_refused):
            self.card = fresh

    @rx.event
    async def keep(self, file: str, recipe: dict):
        """Keep the edit of a draft's file so far; a posted photo waits for Done."""
        viewer = await required_viewer(self)
        if file == self.card.code and not self.card.is_posted:
            await self._save(viewer, recipe)

    @rx.event
    async def done(self, file: str, recipe: dict):
        """Keep the edit and close the editor; a refusal is said in it."""
        viewer = await required_viewer(self)
        if not file or file != self.card.code:
            return None
        is_posted = self.card.is_posted
        changed = await self._save(viewer, recipe)
        if self.problem:
            return None
        notice = NoticeState.say(SOON) if is_posted and changed else self._notice()
        self._close()
        return notice

    @rx.event
    async def leave(self, file: str, recipe: dict):
        """Close the editor; a draft keeps what was done, a posted photo stays as it is."""
        viewer = await required_viewer(self)
        if not file or file != self.card.code:
            return None
        if not self.card.is_posted:
            await self._save(viewer, recipe)
        notice = self._notice()
        self._close()
        return notice

    async def _open(self, viewer: Viewer, reading: Any, code: str):
        self._close()
        try:
            card = await read_async(reading, viewer, code)
            follow(self, EditorState.refresh, f"media:{card.media_id}")
            self.card = await read_async(reading, viewer, code)
        except AppError as refusal:
            self.problem = str(refusal)
            return
        self._was = self.card.recipe
        self.opened += 1

    async def _save(self, viewer: Viewer, said: Any) -> bool:
        """Keep the recipe that the browser sent; whether that changed anything."""
        self.problem = ""
        try:
            recipe = recipe_in(said)
            if self.card.is_posted:  # these are kept anyway, or burned in by now
                recipe = replace(recipe, covers=recipe.covers[self.card.covered :])
                return await transact_async(retouch_photo, viewer, self.card.code, recipe)
            is_alone = await transact_async(retouch, viewer, self.card.code, recipe, self._was)
            self._was = recipe
            self._met_another = self._met_another or not is_alone
        except AppError as refusal:
            self.problem = str(refusal)
        return False

    def _reading(self) -> Any:
        return editable.photo_to_edit if self.card.is_posted else editable.file_to_edit

    def _close(self):
        self.card, self.problem, self._met_another = EditCard(), "", False

    def _notice(self):
        if self.problem:
            return NoticeState.say(self.problem, "problem")
        return NoticeState.say(BOTH) if self._met_another else None


def recipe_in(said: Any) -> recipes.Recipe:
    """The recipe that a browser sent as a dictionary; raises Invalid for anything else."""
    if not isinstance(said, dict):
        raise Invalid("This edit cannot be read. Begin it again.", "recipe")
    recipe = recipes.from_text(json.dumps(said))
    looks.check(recipe.look)
    return recipe
