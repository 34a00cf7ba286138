"""The author corrects the scanner box by box: what the dialog on a post's page does."""

import math
from collections.abc import Callable
from typing import Any

import reflex as rx

from instaclone import caller
from instaclone.accounts.state import required_viewer
from instaclone.db.session import transact_async
from instaclone.errors import Conflict, Invalid
from instaclone.posts.state import PostState, id_sent
from instaclone.retouching.recipes import Area
from instaclone.vision import correcting
from instaclone.vision.label_names import label_meant, label_names, labels_beginning

OFFERED = 6  # labels, for what is typed
FIELD = "thing-label"  # the id of the field in which a label is named
LONGEST = 60  # characters of a label's name
LONGEST_KEY = 200


class VerdictState(rx.State):
    """What was said of the boxes of the picture that PostState shows.

    `rev` grows with each thing that is done: what the browser held before then, a box that was
    chosen or drawn, is over, and `chosen` is chosen now. `names` are those of the labels that the
    author's language calls otherwise; `offered` are names that begin like what was `asked`.
    """

    rev: int = 0
    chosen: str = ""
    problem: str = ""
    names: dict[str, str] = {}
    offered: list[str] = []
    asked: str = ""

    @rx.event
    async def open(self, key: str):
        """Begin with this box; "" goes on where the browser is, however fast somebody is there."""
        await required_viewer(self)
        shown = label_names(self._languages())
        self.names = {label: name for label, name in shown.items() if name != label}
        if key:
            self._begin(str(key)[:LONGEST_KEY])

    @rx.event
    async def confirm(self, media_id: int, key: str):
        """It is what the scanner calls it."""
        await self._say(correcting.confirm, media_id, key)

    @rx.event
    async def reject(self, media_id: int, key: str):
        """It is not."""
        await self._say(correcting.reject_box, media_id, key)

    @rx.event
    async def relabel(self, media_id: int, key: str, words: str):
        """It is something else."""
        await self._say(correcting.relabel, media_id, key, self._label(words))
        return rx.set_focus(FIELD) if self.problem else None

    @rx.event
    async def undo(self, media_id: int, key: str):
        """Take back what was said of a box."""
        await self._say(correcting.undo, media_id, key)

    @rx.event
    async def add(self, media_id: int, words: str, area: dict):
        """There is one more thing, in this area; of a film at its moment `at_ms`."""
        await required_viewer(self)
        drawn, at_ms = _drawn(area)
        added = await self._do(correcting.add_box, media_id, self._label(words), drawn, at_ms)
        if added is None:
            return rx.set_focus(FIELD)
        self._begin(f"said:{added}")
        return None

    @rx.event
    async def seek(self, words: str):
        """Offer labels that are called so."""
        await required_viewer(self)
        typed, languages = str(words)[:LONGEST], self._languages()
        names = label_names(languages)
        self.offered = [names[each] for each in labels_beginning(typed, languages, OFFERED)]
        self.asked = typed

    async def _say(self, act: Callable[..., bool], media_id: int, key: str, *what: str):
        if await self._do(act, media_id, str(key)[:LONGEST_KEY], *what) is not None:
            self._begin(str(key)[:LONGEST_KEY])

    async def _do(self, act: Callable[..., Any], media_id: int, *what: Any) -> Any:
        """What the ability answers; None where it refuses, which is said in the dialog."""
        viewer = await required_viewer(self)
        self.problem = ""
        answer = None
        try:
            answer = await transact_async(act, viewer, id_sent(media_id), *what)
        except (Invalid, Conflict) as refusal:
            self.problem = str(refusal)
        await (await self.get_state(PostState))._read()
        return answer

    def _begin(self, chosen: str):
        self.chosen, self.problem, self.offered, self.asked = chosen, "", [], ""
        self.rev += 1

    def _label(self, words: str) -> str:
        return label_meant(str(words)[:LONGEST], self._languages()) or ""

    def _languages(self) -> list[str]:
        return caller.languages(self.router.headers.accept_language)


def _drawn(said: Any) -> tuple[Area, int | None]:
    """What the browser drew, and when; what cannot be an area is refused by the ability."""
    parts = said if isinstance(said, dict) else {}
    area = Area(*(parts.get(side, math.nan) for side in ("left", "top", "width", "height")))
    at_ms = parts.get("at_ms")
    if isinstance(at_ms, int | float) and not isinstance(at_ms, bool) and abs(at_ms) < 2**53:
        return area, round(at_ms)
    return area, None
