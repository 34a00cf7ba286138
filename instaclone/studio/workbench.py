"""The picture under work: its recipe as the browser holds it, and how a change is made to it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from dataclasses import asdict, dataclass
from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar

from instaclone.media.cards import PictureCard
from instaclone.retouching.recipes import UNTOUCHED, Cover, Recipe
from instaclone.studio.editable import EditCard
from instaclone.studio.editing_state import EditorState
from instaclone.studio.turning import Box

SOON = 400  # ms after the last change until it is kept


@dataclass(frozen=True)
class Workbench:
    """What the parts of the editor share. All of it lives in the browser alone: `recipe` is a
    Recipe, `tab` which tab is open, `ratio` the name of the crop's, `is_comparing` whether the
    original is shown, `way` how areas are covered, `drawn` the area being drawn, null for none."""

    card: rx.Var[EditCard]
    recipe: Any
    tab: Any
    ratio: Any
    is_comparing: Any
    way: Any
    drawn: Any

    @classmethod
    def laid_out(cls, card: rx.Var[EditCard]) -> "Workbench":
        """A bench for a picture; put its `states` into the component."""
        is_video = card.kind == "video"
        return cls(
            card=card,
            recipe=_state(card.recipe),
            tab=_state(rx.cond(is_video, "trim", "crop")),
            ratio=_state("Free"),
            is_comparing=_state(False),
            way=_state("blur"),
            drawn=_state(None),
        )

    @property
    def states(self) -> list:
        """The browser's states, which the component must hold."""
        return [
            self.recipe,
            self.tab,
            self.ratio,
            self.is_comparing,
            self.way,
            self.drawn,
        ]

    @property
    def picture(self) -> Any:
        """How the picture was uploaded."""
        return self.card.picture.to(PictureCard)

    @property
    def fixed(self) -> Any:
        """The areas that are about to be burned in, whatever is done now."""
        return self.card.recipe.covers.to(list[Cover])[: self.card.covered]

    @property
    def covers(self) -> Any:
        """All covered areas, those for good first."""
        return self.edit.covers.to(list[Cover])

    @property
    def frame(self) -> Any:
        """Width by height of the picture once it is turned."""
        odd, wide, high = self.edit.turns % 2, self.picture.width, self.picture.height
        return (wide + odd * (high - wide)) / (high + odd * (wide - high))

    @property
    def edit(self) -> Any:
        """The recipe as it is now."""
        return self.recipe.value.to(Recipe)

    @property
    def crop(self) -> Box:
        """The crop as it is now."""
        area = self.edit.crop
        return Box(area.left, area.top, area.width, area.height)

    def with_(self, **values: Any) -> Any:
        """The recipe with other values."""
        return self.recipe.value.to(dict).merge(rx.Var.create(values)).to(Recipe)

    def change(self, **values: Any) -> list:
        """The events that change the recipe in the browser now, and keep it soon."""
        changed = self.with_(**values)
        return [
            self.recipe.set_value(changed),
            EditorState.keep(self.card.code, changed.to(dict)).debounce(SOON),
        ]


def untouched(**values: Any) -> Any:
    """The recipe that changes nothing, with other values."""
    return rx.Var.create({**asdict(UNTOUCHED), **values}).to(Recipe)


def least(one: Any, other: Any) -> Any:
    """The smaller of two numbers, worked out in the browser."""
    return FunctionStringVar.create("Math.min").call(one, other).to(float)


def most(one: Any, other: Any) -> Any:
    """The greater of two numbers, worked out in the browser."""
    return FunctionStringVar.create("Math.max").call(one, other).to(float)


def _state(default: Any) -> Any:
    return rx._x.client_state(default=default, global_ref=False)


def shares(box: Box) -> dict[str, Any]:
    """A box as the recipe keeps it."""
    return {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
