"""What the author of a picture is about to say of its boxes, as the browser holds it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar
from reflex.vars.function import FunctionVar

from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO
from instaclone.posts.label_box import LabelBox
from instaclone.posts.overlay import VERDICTS as DIALOG
from instaclone.posts.state import PostState
from instaclone.posts.verdict_state import VerdictState
from instaclone.studio.controls import later
from instaclone.vision.cards import BoxCard

FILM, ADD = "verdict-film", "add-missed"
MIDDLE = {"left": 0.35, "top": 0.35, "width": 0.3, "height": 0.3}  # where drawing begins
CHOSEN = "li > [aria-expanded=true]"  # the button of the chosen box in the list
NAMING, DRAWING = "naming", "drawing"


class VerdictBench:
    """What the parts of the dialog share; put its `states` into the component.

    What the browser holds is of the moment `at` of VerdictState.rev: once something is said, it is
    over. `chosen` is the key of a box, "" for none; `mode` is NAMING while it is called something
    else, DRAWING while one is added; `drawn` is that area, `moment` the ms that a film stands at.
    """

    def __init__(self) -> None:
        self.at = _state(-1)
        self.picked = _state("")
        self.begun = _state("")
        self.drawn = _state(MIDDLE)
        self.moment = _state(0)
        self.label = LabelBox()
        is_now = self.at.value == VerdictState.rev
        self.chosen = rx.cond(is_now, self.picked.value, VerdictState.chosen).to(str)
        self.mode = rx.cond(is_now, self.begun.value, "").to(str)
        self.picture = PostState.card.pictures[PostState.number - 1].to(PictureCard)
        self.boxes = PostState.scanner.boxes
        self.is_film = self.picture.kind == VIDEO

    @property
    def states(self) -> list:
        """The browser's states, which the component must hold."""
        return [self.at, self.picked, self.begun, self.drawn, self.moment, *self.label.states]

    def name(self, box: rx.Var[BoxCard]) -> rx.Var[str]:
        """What the author calls a box, in their language."""
        names = VerdictState.names
        return rx.cond(names.contains(box.label), names[box.label], box.label).to(str)

    def choose(self, box: rx.Var[BoxCard], key: Any) -> list[Any]:
        """The events that choose a box, by its key, or none; a film stands at its moment."""
        at_ms = (box.stands_at * 1000).to(int)
        return [*self.begin(key, ""), *self.stand_at(at_ms)]

    def begin(self, key: Any, mode: Any) -> list[Any]:
        """The events that begin something with a box, or with none."""
        return [
            self.picked.set_value(key),
            self.begun.set_value(mode),
            self.at.set_value(VerdictState.rev),
            *self.label.emptied(),
        ]

    def back_to(self, key: Any = None) -> Any:
        """The event that moves the keyboard to the chosen box, before what it stands on goes away;
        to the button that adds one where there is none, or only the author's word is behind it."""
        is_there = self.chosen != ""
        if key is not None:
            is_there &= ~key.startswith("said:")
        found = FunctionStringVar.create("document.querySelector").call(
            rx.cond(is_there, f"#{DIALOG} {CHOSEN}", f"#{ADD}")
        )
        return later(found.to(dict)["focus"].to(FunctionVar).call())

    def scroll_to_chosen(self) -> Any:
        """The event that brings into sight what may be said of the chosen box."""
        found = FunctionStringVar.create("document.querySelector").call(f"#{DIALOG} {CHOSEN} + *")
        scroll = found.to(dict)["scrollIntoView"].to(FunctionVar)
        return later(scroll.call({"block": "nearest"}))

    def stand_at(self, at_ms: Any) -> list[Any]:
        """The events that have the film stand at a moment, if it is one."""
        film = FunctionStringVar.create("document.getElementById").call(FILM)
        there = rx.cond(film, film, {})
        moved = FunctionStringVar.create("Object.assign").call(
            there, {"currentTime": at_ms.to(float) / 1000}
        )
        return [self.moment.set_value(at_ms), later(moved)]


def _state(default: Any) -> Any:
    return rx._x.client_state(default=default, global_ref=False)
