"""Suggests people while somebody writes an @ in a text."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from dataclasses import dataclass
from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.db.session import read_async
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.searching import search_people
from instaclone.ui.combobox import OPTION, option, tied
from instaclone.ui.elements import avatar

MOST = 5
LONGEST = 30  # as usernames are
PAUSE = 150  # ms without a key before people are looked for
PICKS = ("Enter", "Tab")
MOVES = {"ArrowDown": 1, "ArrowUp": -1}


class MentionState(rx.State):
    """The people suggested for the box in which somebody writes an @."""

    people: list[PersonCard] = []
    box: str = ""
    asked: str = ""

    @rx.event
    async def suggest(self, box: str, begin: str):
        """Find people whose name begins like this; `box` is the id of the text they write."""
        viewer = await required_viewer(self)
        wanted = str(begin)[:LONGEST]
        self.people = await read_async(search_people, viewer, wanted, MOST)
        self.box, self.asked = str(box)[:60], wanted


class WritingArea(rx.el.Textarea):
    """A text field that tells where the caret is, and of keys whether they compose a character."""

    on_change: rx.EventHandler[lambda event: [event.target.value, event.target.selectionStart]]
    on_key_down: rx.EventHandler[
        lambda event: [event.key, event.shiftKey | event.nativeEvent.isComposing]
    ]


@dataclass
class MentionBox:
    """What a text field needs that suggests people: where it stands in a memo, it lives in it.

    `words` are the words that stand in the field, `write(words)` the events that put others there.
    Give the field `id`, `on_change=box.changed` and `**box.aria`, run `box.pressed(key)` among what
    its keys do, which are its own while `box.is_open`, and put `box.suggestions()` beside it.
    """

    id: rx.Var[str]
    words: rx.Var[str]
    write: Any

    def __post_init__(self):
        self.caret = rx._x.client_state(default=0, global_ref=False)
        self.active = rx._x.client_state(default=0, global_ref=False)
        self.closed = rx._x.client_state(default="", global_ref=False)
        self.begin = _begun(self.words[: self.caret.value.to(int)])
        self.people = MentionState.people
        self.is_open = (
            (self.begin != "")
            & (MentionState.box == self.id)
            & (MentionState.asked == self.begin)
            & (self.people.length() > 0)
            & (self.closed.value != self.words)
        )
        self.list_id = self.id + "-people"

    @property
    def aria(self) -> dict[str, Any]:
        """What ties the field to its suggestions for screen readers."""
        return tied(self.list_id, self.is_open, self.active.value)

    def changed(self, words: rx.Var, caret: rx.Var) -> list[Any]:
        """Somebody wrote: keep it, and look for people if it ends in the beginning of a name."""
        typed = words.to(str)
        begin = _begun(typed[: caret.to(int)])
        return [
            *self.write(typed),
            self.caret.set_value(rx.cond(True, caret, caret)),
            self.active.set_value(0),
            rx.cond(begin != "", MentionState.suggest(self.id, begin).debounce(PAUSE), rx.noop()),
        ]

    def pressed(self, key: rx.Var) -> list[Any]:
        """Move among the suggestions, pick one or close them."""
        moved = self.active.value.to(int)
        for name, step in MOVES.items():
            count = self.people.length()
            moved = rx.cond(key == name, (self.active.value.to(int) + step + count) % count, moved)
        picks = self.is_open & ((key == PICKS[0]) | (key == PICKS[1]))
        chosen = self.people[self.active.value.to(int)].username
        return [
            rx.cond(self.is_open & _is_own(key), rx.prevent_default, rx.noop()),
            self.active.set_value(rx.cond(self.is_open, moved, 0)),
            self.closed.set_value(
                rx.cond(self.is_open & (key == "Escape"), self.words, self.closed.value)
            ),
            *self._put(rx.cond(picks, self._with(chosen), self.words), picks, chosen),
        ]

    def suggestions(self) -> rx.Component:
        """The list of people, above the field; its parent is `relative`."""
        return rx.fragment(
            self.caret,
            self.active,
            self.closed,
            rx.el.p(
                rx.cond(
                    self.is_open,
                    self.people.length().to(str) + " people to mention. Use the arrow keys.",
                    "",
                ),
                role="status",
                class_name="sr-only",
            ),
            rx.cond(
                self.is_open,
                rx.el.ul(
                    # A bound method has one argument too many for foreach.
                    rx.foreach(
                        self.people,
                        lambda person, index: self._option(person, index),  # noqa: PLW0108
                    ),
                    id=self.list_id,
                    role="listbox",
                    aria_label="People to mention",
                    class_name="absolute bottom-full left-0 z-20 mb-2 w-72 max-w-full "
                    "overflow-hidden rounded-sheet border border-line bg-raised p-1 shadow-float",
                ),
            ),
        )

    def _option(self, person: rx.Var[PersonCard], index: rx.Var[int]) -> rx.Component:
        return rx.el.li(
            avatar(person.username, "size-8 text-sm", person.avatar),
            rx.el.span(
                rx.el.span(person.username, class_name="block truncate text-sm font-semibold"),
                rx.el.span(
                    person.display_name, class_name="block truncate text-xs text-text-quiet"
                ),
                class_name="min-w-0",
            ),
            **option(self.list_id, index, self.active.value),
            on_click=self._put(self._with(person.username), True, person.username),
            class_name=OPTION + "px-2 py-1",
        )

    def _put(self, words: rx.Var, picks: Any, username: rx.Var[str]) -> list[Any]:
        """Write the words; after a pick the caret is behind the name, where nothing is begun."""
        behind = self.caret.value.to(int) - self.begin.length() + username.length() + 1
        return [
            *self.write(words),
            self.caret.set_value(rx.cond(picks, behind, self.caret.value)),
        ]

    def _with(self, username: rx.Var[str]) -> rx.Var[str]:
        """The words with this name where its beginning stands."""
        caret = self.caret.value.to(int)
        before = self.words[: caret - self.begin.length()]
        return before + username + " " + self.words[caret:]


def _begun(before: rx.Var[str]) -> rx.Var[str]:
    """The beginning of a name after the last @ before the caret; "" where none is being written."""
    parts = before.split("@")
    name, rest = parts[-1], parts[-2]
    starts = (rest == "") | rest.endswith(" ") | rest.endswith("\n") | rest.endswith("(")
    is_name = (name != "") & (name.length() <= LONGEST) & ~name.contains(" ") & ~name.contains("\n")
    return rx.cond((parts.length() > 1) & starts & is_name, name, "")


def _is_own(key: rx.Var) -> rx.Var[bool]:
    names = [*PICKS, *MOVES, "Escape"]
    found = key == names[0]
    for name in names[1:]:
        found |= key == name
    return found
