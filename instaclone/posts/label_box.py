"""The field in which an author says what something in a picture is: one of the labels."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.posts.verdict_state import FIELD, LONGEST, VerdictState
from instaclone.ui.combobox import OPTION, KeyedInput, option, tied
from instaclone.ui.elements import INPUT, LABEL, problem

PAUSE = 60  # ms without a key before labels are offered
LIST = "thing-label-options"
UNKNOWN = "Nothing that the scanner knows is called so."
RULE = "One of the 80 things that the scanner knows, such as dog or bicycle."


class LabelBox:
    """The field, in the browser's own states, which the component must hold: `text` is typed,
    `active` the option the arrow keys are at, `is_closed` says that the options are not shown."""

    def __init__(self) -> None:
        self.text = rx._x.client_state(default="", global_ref=False)
        self.active = rx._x.client_state(default=-1, global_ref=False)
        self.is_closed = rx._x.client_state(default=True, global_ref=False)
        self.words = self.text.value.to(str)
        self.found = VerdictState.offered
        self.count = self.found.length()
        is_asked = (self.words.strip() != "") & (VerdictState.asked == self.words)
        self.is_open = ~self.is_closed.value.to(bool) & is_asked & (self.count > 0)
        self.is_unknown = is_asked & (self.count == 0)

    @property
    def states(self) -> list:
        """The browser's states."""
        return [self.text, self.active, self.is_closed]

    def emptied(self) -> list[Any]:
        """The events that begin anew."""
        return self._put("", True)

    def draw(self, label: str, on_enter: list[Any]) -> rx.Component:
        """The field under its label; `on_enter` are the events where Enter takes no option."""
        wrong = VerdictState.problem
        return rx.el.div(
            rx.el.label(label, html_for=FIELD, class_name=LABEL),
            rx.el.div(
                self._field(wrong, on_enter),
                rx.cond(self.is_open, self._options()),
                class_name="relative",
            ),
            rx.el.p(
                rx.cond(
                    self.is_open,
                    self.count.to(str) + " found. Use the arrow keys.",
                    rx.cond(self.is_unknown, UNKNOWN, ""),
                ),
                role="status",
                class_name="sr-only",
            ),
            rx.cond(
                wrong != "",
                problem(wrong, FIELD + "-wrong"),
                rx.el.p(
                    rx.cond(self.is_unknown, UNKNOWN, RULE),
                    id=FIELD + "-rule",
                    class_name="mt-1.5 text-[13px] text-text-quiet",
                ),
            ),
        )

    def _field(self, wrong: Any, on_enter: list[Any]) -> rx.Component:
        return KeyedInput.create(
            id=FIELD,
            name=FIELD,
            type="text",
            value=self.words,
            on_change=lambda words: [
                *self._put(words, False),
                VerdictState.seek(words).debounce(PAUSE),
            ],
            on_key_down=lambda key, composes: self._pressed(key, composes, on_enter),
            auto_focus=True,
            auto_complete="off",
            max_length=LONGEST,
            role="combobox",
            aria_expanded=rx.cond(self.is_open, "true", "false"),
            **tied(LIST, self.is_open, self.active.value),
            aria_invalid=rx.cond(wrong != "", "true", "false"),
            aria_describedby=rx.cond(wrong != "", FIELD + "-wrong", FIELD + "-rule"),
            custom_attrs={"autoCapitalize": "none"},
            class_name=INPUT,
        )

    def _options(self) -> rx.Component:
        return rx.el.ul(
            # A bound method has one argument too many for foreach.
            rx.foreach(
                self.found,
                lambda name, index: self._option(name, index),  # noqa: PLW0108
            ),
            id=LIST,
            role="listbox",
            aria_label="Things",
            # In the flow: the sheet scrolls, and would cut off what floats. It stays when the field
            # is left, or the button below would move from under the pointer that presses it.
            class_name="mt-1 w-full rounded-sheet border border-line bg-raised p-1",
        )

    def _option(self, name: rx.Var[str], index: rx.Var[int]) -> rx.Component:
        return rx.el.li(
            name,
            **option(LIST, index, self.active.value),
            on_click=self._put(name, True),
            key=name,
            class_name=OPTION + "px-2 py-1.5 text-sm",
        )

    def _put(self, words: Any, is_closed: bool) -> list[Any]:
        return [
            self.text.set_value(words),
            self.active.set_value(-1),
            self.is_closed.set_value(is_closed),
        ]

    def _pressed(self, key: rx.Var, composes: rx.Var, on_enter: list[Any]) -> list[Any]:
        """Move among the options, take one, close them, or go on with what stands there."""
        is_down, is_up, is_enter = key == "ArrowDown", key == "ArrowUp", key == "Enter"
        at = self.active.value.to(int)
        moved = rx.cond(
            is_down,
            (at + 1) % self.count,
            rx.cond(is_up, rx.cond(at <= 0, self.count - 1, at - 1), at),
        )
        enters = is_enter & ~composes.to(bool)
        takes = enters & self.is_open & (at >= 0)
        escapes = self.is_open & (key == "Escape")
        stops = (self.is_open & (is_down | is_up)) | escapes | enters
        return [
            rx.cond(stops, rx.prevent_default, rx.noop()),
            self.text.set_value(
                rx.cond(takes, self.found[rx.cond(at < 0, 0, at)], self.words).to(str)
            ),
            self.active.set_value(rx.cond(self.is_open & ~enters, moved, -1)),
            self.is_closed.set_value(rx.cond(enters | escapes, True, self.is_closed.value)),
            *(rx.cond(enters & ~takes, event, rx.noop()) for event in on_enter),
        ]
