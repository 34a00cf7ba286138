"""The field in which the place of a post is chosen: towns, known places, or one's own words."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from functools import cache
from typing import Any

import reflex as rx

from instaclone.places.cards import PlaceCard
from instaclone.places.naming import LABEL_LENGTH
from instaclone.ui.combobox import OPTION, KeyedInput, option, tied
from instaclone.ui.elements import GHOST, LABEL, QUIET, icon, problem

PAUSE = 150  # ms without a key before places are looked for
FIELD, LIST = "place", "place-options"
RULE = f"A town, or a place in your own words, up to {LABEL_LENGTH} characters."
PROMISE = (
    "Only you see these until you choose one. Where exactly it was taken is removed from the photo "
    "in any case."
)


def place_box(state: Any) -> rx.Component:
    """The combobox "Place" of a form, whose State has the PlaceMixin of places/place_choosing.py.

    One on a page. What is typed lives in the browser until it rests.
    """
    return _memo(state)()


@cache
def _memo(state: Any) -> Any:
    """The box for this State: it keeps what is typed in a component of its own."""

    def box() -> rx.Component:
        return _Box(state).draw()

    box.__name__ = "place_box_of_" + state.__name__
    box.__qualname__ = box.__name__
    return rx.memo(box)


class _Box:
    """The parts of the box and what they know of each other."""

    def __init__(self, state: Any) -> None:
        self.state = state
        self.text = rx._x.client_state(default="", global_ref=False)
        self.at = rx._x.client_state(default=-1, global_ref=False)  # the rev it was typed at
        self.active = rx._x.client_state(default=-1, global_ref=False)
        self.closed = rx._x.client_state(default=True, global_ref=False)
        self.is_typed = self.at.value == state.place_rev
        self.words = rx.cond(self.is_typed, self.text.value, state.place).to(str)
        self.found = state.places_found
        self.is_open = (
            self.is_typed
            & ~self.closed.value.to(bool)
            & (self.words.strip() != "")
            & (state.place_asked == self.words)
        )
        self.last = self.found.length()  # the option behind the places: the words as they are

    def draw(self) -> rx.Component:
        """The label, the field with its list, and what stands under it."""
        wrong = self.state.place_problem
        return rx.el.div(
            self.text,
            self.at,
            self.active,
            self.closed,
            rx.el.label("Place", html_for=FIELD, class_name=LABEL),
            rx.el.div(self._field(), self._clear(), self._options(), class_name="relative"),
            rx.el.p(
                rx.cond(
                    self.is_open,
                    self.last.to(str) + " places found. Use the arrow keys.",
                    "",
                ),
                role="status",
                class_name="sr-only",
            ),
            rx.cond(
                wrong != "",
                problem(wrong, "place-wrong"),
                rx.el.p(RULE, id="place-rule", class_name="mt-1.5 text-[13px] text-text-quiet"),
            ),
            self._suggestions(),
        )

    def _field(self) -> rx.Component:
        state = self.state
        return rx.fragment(
            icon(
                "map-pin",
                20,
                class_name=rx.cond(
                    (state.place_id != 0) & (self.words == state.place),
                    "pointer-events-none absolute left-3 top-3 text-accent",
                    "pointer-events-none absolute left-3 top-3 text-text-quiet",
                ),
            ),
            KeyedInput.create(
                id=FIELD,
                name=FIELD,
                type="text",
                value=self.words,
                on_change=self._typed,
                on_key_down=self._pressed,
                on_blur=self._left(),
                auto_complete="off",
                placeholder="Where it was",
                role="combobox",
                aria_expanded=rx.cond(self.is_open, "true", "false"),
                **tied(LIST, self.is_open, self.active.value),
                aria_invalid=rx.cond(state.place_problem != "", "true", "false"),
                aria_describedby=rx.cond(state.place_problem != "", "place-wrong", "place-rule"),
                # Room below for the list, above the bar of a phone.
                class_name="scroll-mb-80 w-full h-11 pl-10 pr-11 rounded-control bg-background "
                "border border-line-strong text-base placeholder:text-text-faint",
            ),
        )

    def _clear(self) -> rx.Component:
        return rx.cond(
            self.words != "",
            rx.el.button(
                icon("x", 18),
                type="button",
                aria_label="Clear place",
                on_click=[self.closed.set_value(True), self.state.clear_place],
                class_name=GHOST + " absolute right-0 top-0 text-text-quiet",
            ),
        )

    def _options(self) -> rx.Component:
        return rx.cond(
            self.is_open,
            rx.el.ul(
                # A bound method has one argument too many for foreach.
                rx.foreach(
                    self.found,
                    lambda place, index: self._option(place, index),  # noqa: PLW0108
                ),
                rx.el.li(
                    icon("pencil", 18, class_name="shrink-0 text-text-quiet"),
                    rx.el.span(
                        "Use “" + self.words.strip() + "” as it is",
                        class_name="min-w-0 truncate text-sm",
                    ),
                    **option(LIST, self.last, self.active.value),
                    on_click=self.closed.set_value(True),
                    class_name=OPTION + "px-2 py-1.5",
                ),
                id=LIST,
                role="listbox",
                aria_label="Places",
                class_name="absolute left-0 top-full z-20 mt-2 w-full overflow-hidden "
                "rounded-sheet border border-line bg-raised p-1 shadow-float",
            ),
        )

    def _option(self, place: rx.Var[PlaceCard], index: rx.Var[int]) -> rx.Component:
        return rx.el.li(
            icon("map-pin", 18, class_name="shrink-0 text-text-quiet"),
            rx.el.span(
                rx.el.span(place.name, class_name="block truncate text-sm font-semibold"),
                rx.el.span(
                    rx.cond(place.is_town, place.detail, "Named by people here"),
                    class_name="block truncate text-xs text-text-quiet",
                ),
                class_name="min-w-0",
            ),
            **option(LIST, index, self.active.value),
            on_click=[self.closed.set_value(True), self.state.choose_place(place.id)],
            key=place.id,
            class_name=OPTION + "px-2 py-1.5",
        )

    def _typed(self, words: rx.Var) -> list[Any]:
        rev = self.state.place_rev
        return [
            self.text.set_value(words),
            self.at.set_value(rev),
            self.active.set_value(-1),
            self.closed.set_value(False),
            self.state.seek_place(words, rev).debounce(PAUSE),
        ]

    def _pressed(self, key: rx.Var, composes: rx.Var) -> list[Any]:
        """Move among the options, take one or close them."""
        is_down, is_up, is_enter = key == "ArrowDown", key == "ArrowUp", key == "Enter"
        at, count = self.active.value.to(int), self.last + 1
        moved = rx.cond(
            is_down,
            (at + 1) % count,
            rx.cond(is_up, rx.cond(at <= 0, self.last, at - 1), at),
        )
        takes = self.is_open & is_enter & ~composes.to(bool)
        is_place = takes & (at >= 0) & (at < self.last)
        stops = (self.is_open & (is_down | is_up | (key == "Escape"))) | is_enter
        return [
            rx.cond(stops, rx.prevent_default, rx.noop()),
            self.active.set_value(rx.cond(self.is_open, moved, -1)),
            self.closed.set_value(
                rx.cond(takes | (key == "Escape"), True, rx.cond(is_down, False, self.closed.value))
            ),
            rx.cond(is_place, self.state.choose_place(self.found[at].id), rx.noop()),
        ]

    def _left(self) -> list[Any]:
        """Whoever leaves the field means what stands there, also before it rested."""
        is_new = self.is_typed & (self.words != self.state.place)
        return [
            self.closed.set_value(True),
            rx.cond(is_new, self.state.seek_place(self.words, self.state.place_rev), rx.noop()),
        ]

    def _suggestions(self) -> rx.Component:
        """What the photos know, for who asks."""
        state = self.state
        return rx.cond(
            state.has_position & (state.place_id == 0),
            rx.el.div(
                rx.cond(
                    state.places_near.length() > 0,
                    rx.el.ul(
                        rx.foreach(state.places_near, lambda place: self._near(place)),  # noqa: PLW0108
                        aria_label="Places near",
                        class_name="flex flex-wrap gap-2",
                    ),
                    rx.el.button(
                        icon("locate", 18),
                        "Suggest from the photo's location",
                        type="button",
                        on_click=state.suggest_place,
                        class_name=QUIET,
                    ),
                ),
                rx.el.p(
                    rx.cond(state.place_notice != "", state.place_notice, PROMISE),
                    role="status",
                    class_name="mt-1.5 text-[13px] text-text-quiet",
                ),
                class_name="mt-3",
            ),
        )

    def _near(self, place: rx.Var[PlaceCard]) -> rx.Component:
        return rx.el.li(
            rx.el.button(
                icon("map-pin", 16, class_name="shrink-0 text-text-quiet"),
                rx.el.span(place.label, class_name="truncate"),
                type="button",
                on_click=self.state.choose_place(place.id),
                class_name="inline-flex min-h-11 max-w-full items-center gap-2 rounded-control "
                "border border-line px-3 text-sm hover:bg-sunken",
            ),
            key=place.id,
            class_name="min-w-0 max-w-full",
        )
