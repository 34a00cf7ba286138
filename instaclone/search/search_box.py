"""The search box: what is typed stays in the browser, and suggestions come below it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.search import cards
from instaclone.search.addresses import ALL, LONGEST
from instaclone.search.builder import SHEET
from instaclone.search.builder_state import BuilderState
from instaclone.search.cards import Suggestion
from instaclone.search.state import BoxState, SearchState
from instaclone.ui.combobox import OPTION, KeyedInput, option, tied
from instaclone.ui.elements import GHOST, QUIET, avatar, icon
from instaclone.ui.sheets import opens

PAUSE = 60  # ms without a key before suggestions are asked for
FIELD, LIST = "search", "search-options"
SYMBOLS = {
    cards.OBJECT: "scan-search",
    cards.TAG: "hash",
    cards.PLACE: "map-pin",
    cards.OPERATOR: "sliders-horizontal",
    cards.RECENT: "history",
    cards.SAVED: "bookmark",
    cards.PHRASE: "sparkles",
}
SYMBOL = "inline-flex size-8 shrink-0 items-center justify-center text-text-quiet"


@rx.memo
def search_box() -> rx.Component:
    """The box "Search" with its suggestions; one on a page."""
    return _Box().draw()


class _Box:
    """The parts of the box and what they know of each other."""

    def __init__(self) -> None:
        self.text = rx._x.client_state(default="", global_ref=False)
        self.at = rx._x.client_state(default=-1, global_ref=False)  # the rev it was typed at
        self.active = rx._x.client_state(default=-1, global_ref=False)
        self.closed = rx._x.client_state(default=True, global_ref=False)
        self.words = rx.cond(
            self.at.value == SearchState.rev, self.text.value, SearchState.standing
        ).to(str)
        self.found = BoxState.found
        self.count = self.found.length()
        self.is_open = (
            ~self.closed.value.to(bool)
            & (self.words.strip() != "")
            & (BoxState.asked == self.words)
            & (self.count > 0)
        )

    def draw(self) -> rx.Component:
        """The field, the button that empties it, the list, and the way to the builder."""
        return rx.el.div(
            self.text,
            self.at,
            self.active,
            self.closed,
            rx.el.div(*self._parts(), class_name="relative min-w-0 flex-1"),
            rx.el.button(
                icon("sliders-horizontal", 18),
                rx.el.span("Build a search", class_name="sr-only md:not-sr-only"),
                type="button",
                custom_attrs=opens(SHEET),
                on_click=BuilderState.open(self.words),
                class_name=QUIET + " shrink-0",
            ),
            role="search",
            class_name="flex items-center gap-2",
        )

    def _parts(self) -> list[rx.Component]:
        return [
            icon(
                "search",
                20,
                class_name="pointer-events-none absolute left-3 top-3 text-text-quiet",
            ),
            self._field(),
            rx.cond(
                self.words != "",
                rx.el.button(
                    icon("x", 18),
                    type="button",
                    aria_label="Clear search",
                    on_click=[*self._put(""), rx.set_focus(FIELD)],
                    class_name=GHOST + " absolute right-0 top-0 text-text-quiet",
                ),
            ),
            rx.el.p(
                rx.cond(self.is_open, self.count.to(str) + " suggestions. Use the arrow keys.", ""),
                role="status",
                class_name="sr-only",
            ),
            rx.cond(self.is_open, self._options()),
        ]

    def _field(self) -> rx.Component:
        return KeyedInput.create(
            id=FIELD,
            name=FIELD,
            type="search",
            value=self.words,
            on_change=self._typed,
            on_key_down=self._pressed,
            on_blur=self.closed.set_value(True),
            auto_complete="off",
            max_length=LONGEST,
            placeholder="dog>=2 near:Lisbon",
            aria_label="Search",
            **tied(LIST, self.is_open, self.active.value),
            custom_attrs={
                "enterKeyHint": "search",
                "autoCapitalize": "none",
                "spellCheck": "false",
            },
            class_name="w-full h-11 pl-10 pr-11 rounded-control bg-background border "
            "border-line-strong text-base placeholder:text-text-faint "
            "[&::-webkit-search-cancel-button]:hidden",
        )

    def _options(self) -> rx.Component:
        return rx.el.ul(
            # A bound method has one argument too many for foreach.
            rx.foreach(
                self.found,
                lambda each, index: self._option(each, index),  # noqa: PLW0108
            ),
            id=LIST,
            role="listbox",
            aria_label="Suggestions",
            class_name="absolute left-0 top-full z-30 mt-2 max-h-[70dvh] w-[calc(100vw-2rem)] "
            "overflow-y-auto md:w-full "
            "rounded-sheet border border-line bg-raised p-1 shadow-float",
        )

    def _option(self, each: rx.Var[Suggestion], index: rx.Var[int]) -> rx.Component:
        return rx.el.li(
            rx.match(
                each.kind,
                (cards.PERSON, avatar(each.title, "size-8 text-sm", each.avatar)),
                *(
                    (kind, rx.el.span(icon(symbol, 20), class_name=SYMBOL))
                    for kind, symbol in SYMBOLS.items()
                ),
                rx.fragment(),
            ),
            rx.el.span(
                rx.el.span(each.title, class_name="line-clamp-2 break-words text-sm font-semibold"),
                rx.cond(
                    each.said != "",
                    rx.el.span(each.said, class_name="block truncate text-xs text-text-quiet"),
                ),
                class_name="min-w-0",
            ),
            **option(LIST, index, self.active.value),
            on_click=self._chosen(each, True),
            key=each.kind + each.text + each.href,
            class_name=OPTION + "px-3 py-1",
        )

    def _put(self, words: Any) -> list[Any]:
        return [
            self.text.set_value(words),
            self.at.set_value(SearchState.rev),
            self.active.set_value(-1),
        ]

    def _typed(self, words: rx.Var) -> list[Any]:
        return [
            *self._put(words),
            self.closed.set_value(False),
            BoxState.suggest(words).debounce(PAUSE),
        ]

    def _pressed(self, key: rx.Var, composes: rx.Var) -> list[Any]:
        """Move among the suggestions, take one, close them, or search for what stands there."""
        is_down, is_up, is_enter = key == "ArrowDown", key == "ArrowUp", key == "Enter"
        at = self.active.value.to(int)
        moved = rx.cond(
            is_down,
            rx.cond(at + 1 >= self.count, -1, at + 1),
            rx.cond(is_up, rx.cond(at < 0, self.count - 1, at - 1), at),
        )
        enters = is_enter & ~composes.to(bool)
        takes = enters & self.is_open & (at >= 0)
        escapes = self.is_open & (key == "Escape")
        stops = (self.is_open & (is_down | is_up)) | escapes | enters
        chosen = self.found[rx.cond(at < 0, 0, at)].to(Suggestion)
        return [
            rx.cond(stops, rx.prevent_default, rx.noop()),
            *self._chosen(chosen, takes),
            self.active.set_value(rx.cond(self.is_open & ~enters, moved, -1)),
            self.closed.set_value(
                rx.cond(
                    (enters & ~(takes & chosen.continues)) | escapes,
                    True,
                    rx.cond(is_down, False, self.closed.value),
                )
            ),
            rx.cond(enters & ~takes, BoxState.search(self.words, SearchState.tab), rx.noop()),
        ]

    def _chosen(self, each: Any, takes: Any) -> list[Any]:
        """A suggestion is taken, where `takes`: it leads somewhere, is searched, or goes on."""
        leads = each.href != ""
        is_text = takes & ~leads if isinstance(takes, rx.Var) else ~leads
        return [
            self.text.set_value(rx.cond(is_text, each.text, self.words)),
            self.at.set_value(SearchState.rev),
            self.closed.set_value(rx.cond(takes & ~each.continues, True, self.closed.value)),
            rx.cond(
                takes,
                rx.cond(
                    leads,
                    rx.redirect(each.href),
                    rx.cond(
                        each.continues, BoxState.suggest(each.text), BoxState.search(each.text, ALL)
                    ),
                ),
                rx.noop(),
            ),
        ]
