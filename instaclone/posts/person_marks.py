"""Marking people on a picture: by a tap where they are, or by keys."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars.function import FunctionStringVar, FunctionVar

from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO
from instaclone.posts.cards import MarkCard
from instaclone.posts.marking import SEARCH
from instaclone.profiles.cards import PersonCard
from instaclone.ui.elements import GHOST, INPUT, LABEL, avatar, icon
from instaclone.ui.picture import picture
from instaclone.ui.sheets import opens, work_sheet

DIALOG = "person-marks"
SIZE = "max-h-[92dvh] md:h-fit md:w-[34rem]"
KEYS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, -1), "ArrowDown": (0, 1)}


def _point(event: rx.Var) -> tuple[rx.Var[float], rx.Var[float]]:
    """Where in an element it was pressed, as shares of its sides."""
    pressed = event.to(dict)
    box = pressed["currentTarget"].to(dict)["getBoundingClientRect"].to(FunctionVar).call()
    sides = box.to(dict)
    x = (pressed["clientX"].to(float) - sides["left"].to(float)) / sides["width"].to(float)
    y = (pressed["clientY"].to(float) - sides["top"].to(float)) / sides["height"].to(float)
    return x.to(float), y.to(float)


class Pressed(rx.el.Div):
    """An element that tells where it was pressed."""

    on_click: rx.EventHandler[_point]


class Movable(rx.el.Button):
    """A button that tells which key was pressed on it."""

    on_key_down: rx.EventHandler[lambda event: [event.key]]


def marks_button(state, key, name) -> rx.Component:
    """Opens the dialog for the picture that the form calls `key`, and people `name`."""
    return rx.el.button(
        icon("user-round-plus", 20),
        type="button",
        aria_label="Tag people on " + name,
        title="Tag people",
        custom_attrs=opens(DIALOG),
        on_click=state.mark_on(key),
        class_name=GHOST,
    )


def marks_dialog(state) -> rx.Component:
    """One for the page: the picture, who is on it, and a search for people."""
    return work_sheet(
        DIALOG,
        "Tag people",
        rx.cond(
            state.marked,
            rx.fragment(
                _photo(state),
                rx.el.div(_search(state), _list(state), class_name="flex flex-col gap-4 p-4"),
            ),
            rx.el.div(class_name="skeleton m-4 h-64 rounded-media", aria_busy="true"),
        ),
        label=rx.cond(state.marked_name != "", "Tag people on " + state.marked_name, "Tag people"),
        size=SIZE,
    )


def _photo(state) -> rx.Component:
    shown = state.marked
    return rx.el.div(
        Pressed.create(
            picture(
                shown,
                alt=state.marked_name,
                sizes="(min-width: 768px) 544px, 100vw",
                is_first=True,
                class_name="block max-h-[45dvh] w-auto max-w-full select-none",
            ),
            rx.el.span(
                aria_hidden="true",
                style={"left": _css(state.point_x), "top": _css(state.point_y)},
                class_name="absolute size-5 -translate-x-1/2 -translate-y-1/2 rounded-full "
                "border-2 border-white bg-accent/60 shadow-float pointer-events-none",
            ),
            rx.foreach(
                state.marks,
                lambda mark: rx.cond(mark.picture == state.marked_key, _mark(state, mark)),
            ),
            on_click=state.point_at,
            class_name="relative w-fit cursor-crosshair overflow-hidden",
        ),
        class_name="flex justify-center bg-sunken",
    )


def _mark(state, mark: rx.Var[MarkCard]) -> rx.Component:
    """Somebody on the picture; the arrow keys move them."""
    place = _percent(mark.x) + " % from the left, " + _percent(mark.y) + " % from the top"

    def move(key: rx.Var) -> list[Any]:
        right = down = rx.Var.create(0)
        for name, (to_right, to_down) in KEYS.items():
            right = rx.cond(key == name, to_right, right)
            down = rx.cond(key == name, to_down, down)
        moves = (right.to(int) != 0) | (down.to(int) != 0)
        return [
            rx.cond(moves, rx.prevent_default, rx.noop()),
            rx.cond(moves, state.nudge(mark.username, right, down), rx.noop()),
        ]

    return Movable.create(
        rx.el.span(mark.username, class_name="truncate rounded-control bg-veil px-2 py-1"),
        type="button",
        aria_label=mark.username + ", " + place + ". Move with the arrow keys.",
        on_click=rx.stop_propagation,
        on_key_down=move,
        style={"left": _css(mark.x), "top": _css(mark.y)},
        class_name="absolute inline-flex min-h-11 max-w-40 -translate-x-1/2 -translate-y-1/2 "
        "items-center text-sm font-semibold text-white",
    )


def _search(state) -> rx.Component:
    return rx.el.div(
        rx.el.label("Who is there", html_for=SEARCH, class_name=LABEL),
        rx.debounce_input(
            rx.el.input(
                id=SEARCH,
                name=SEARCH,
                type="search",
                value=state.sought,
                on_change=state.seek,
                placeholder="Name or username",
                auto_complete="off",
                aria_describedby=SEARCH + "-rule",
                class_name=INPUT,
            ),
            debounce_timeout=200,
        ),
        rx.el.p(
            "Tap where somebody is, then find them. Who wants to be asked first is shown "
            "once they approve.",
            id=SEARCH + "-rule",
            class_name="mt-1.5 text-[13px] text-text-quiet",
        ),
        rx.el.div(rx.cond(state.sought != "", _results(state)), aria_live="polite"),
    )


def _results(state) -> rx.Component:
    return rx.cond(
        state.sought_people.length() > 0,
        rx.el.ul(
            rx.foreach(state.sought_people, lambda person: _found(state, person)),
            aria_label="People found",
            class_name="mt-2",
        ),
        rx.el.p(
            "Nobody here has a name that begins like this.",
            class_name="mt-2 text-sm text-text-quiet",
        ),
    )


def _found(state, person: rx.Var[PersonCard]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            avatar(person.username, "size-8 text-sm", person.avatar),
            rx.el.span(
                rx.el.span(person.username, class_name="block truncate text-sm font-semibold"),
                rx.el.span(
                    person.display_name, class_name="block truncate text-xs text-text-quiet"
                ),
                class_name="min-w-0 text-left",
            ),
            type="button",
            aria_label="Put " + person.username + " on the " + _what(state),
            on_click=state.put(person.username),
            class_name="flex min-h-12 w-full items-center gap-3 rounded-control px-2 "
            "hover:bg-sunken",
        ),
        key=person.id,
    )


def _list(state) -> rx.Component:
    """Everybody who is somewhere on the pictures, and the way off them."""
    return rx.cond(
        state.marks.length() > 0,
        rx.el.div(
            rx.el.h3("Who is where", class_name="text-sm font-semibold"),
            rx.el.ul(
                rx.foreach(
                    state.marks,
                    lambda mark: rx.el.li(
                        rx.el.span(mark.username, class_name="min-w-0 flex-1 truncate text-sm"),
                        rx.cond(
                            mark.picture != state.marked_key,
                            rx.el.span("on another", class_name="text-xs text-text-quiet"),
                        ),
                        rx.el.button(
                            icon("x", 18),
                            type="button",
                            aria_label="Remove " + mark.username + " from the " + _what(state),
                            on_click=state.unmark(mark.username),
                            class_name=GHOST,
                        ),
                        key=mark.username,
                        class_name="flex items-center gap-2 border-b border-line last:border-0",
                    ),
                ),
                aria_label="People and where they are",
            ),
        ),
    )


def _what(state) -> rx.Var[str]:
    return rx.cond(state.marked.to(PictureCard).kind == VIDEO, "video", "photo").to(str)


def _css(share) -> rx.Var[str]:
    return (share.to(float) * 100).to(str) + "%"


def _percent(share) -> rx.Var[str]:
    return FunctionStringVar.create("Math.round").call(share.to(float) * 100).to(str)
