"""The pictures of a post in their frame: swiped, stepped through by buttons and keys."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars.function import ArgsFunctionOperation, FunctionStringVar, FunctionVar

from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO
from instaclone.posts.cards import PostCard, ScannerCard
from instaclone.posts.film import film
from instaclone.posts.overlay import overlay, own_overlay
from instaclone.posts.spots import people_button, spots_on
from instaclone.posts.state import PostState
from instaclone.ui.elements import icon
from instaclone.ui.more import Sentinel
from instaclone.ui.picture import picture as still

SETTLED = 150  # ms after which a picture that was swiped to is looked at
STEPS = {"ArrowRight": 1, "ArrowLeft": -1}


def _place(event: rx.Var) -> tuple[rx.Var[int]]:
    """The number of the picture that a strip shows, from 1; to the left of 0 in some scripts."""
    strip = event.to(dict)["currentTarget"].to(dict)
    gone = FunctionStringVar.create("Math.abs").call(strip["scrollLeft"]).to(float)
    share = gone / strip["clientWidth"].to(float)
    return ((FunctionStringVar.create("Math.round").call(share).to(int) + 1).to(int),)


def _pressed(event: rx.Var) -> tuple[rx.Var[str]]:
    """The key, "" where it belongs to a film's own controls."""
    target = event.to(dict)["target"].to(dict)
    return (rx.cond(target["tagName"].to(str) == "VIDEO", "", event.to(dict)["key"].to(str)),)


class Strip(rx.el.Div):
    """Pictures side by side, of which one is seen; tells which it is, and who moves it by hand."""

    on_scroll: rx.EventHandler[_place]
    on_touch_start: rx.EventHandler[rx.event.no_args_event_spec]
    on_wheel: rx.EventHandler[rx.event.no_args_event_spec]


class Keyed(rx.el.Div):
    """An element that tells which key is pressed in it."""

    on_key_down: rx.EventHandler[_pressed]


@rx.memo
def carousel(
    card: rx.Var[PostCard],
    scanners: rx.Var[list[ScannerCard]],
    sizes: rx.Var[str],
    is_shown: rx.Var[bool],
    is_first: rx.Var[bool],
    is_page: rx.Var[bool],
) -> rx.Component:
    """The pictures, and which of them one looks at: this stays as it is when they are read anew.

    `is_shown`: with the boxes of the scanner. `is_first` on its page: loaded at once.
    """
    seen = rx._x.client_state(default=0, global_ref=False)
    named = rx._x.client_state(default=0, global_ref=False)
    move = _Move("photos-" + card.code, card.pictures.length())

    def slide(picture: rx.Var[PictureCard], at: rx.Var[int]) -> rx.Component:
        nears = (seen.value > 0) & (at <= move.number.value)  # the next one, too
        return rx.el.div(
            _shown(card, picture, sizes, (is_first & (at == 0)) | nears),
            rx.cond(is_shown, _boxes(scanners[at], at, is_page & card.is_own)),
            rx.cond(named.value > 0, spots_on(picture, card.spots)),
            class_name="absolute inset-0 m-auto overflow-hidden",
            style={"width": card.lies[at].width, "height": card.lies[at].height},
        )

    return Keyed.create(
        move.number,
        move.aim,
        named,
        _looked_at(seen),
        rx.cond(
            card.pictures.length() > 1,
            _strip(card.pictures, slide, move, is_page),
            slide(card.pictures[0], rx.Var.create(0)),
        ),
        rx.cond(card.spots.length() > 0, people_button(named)),
        on_key_down=move.pressed,
        class_name="absolute inset-0",
    )


def _boxes(scanner: rx.Var[ScannerCard], at: rx.Var[int], may_correct: rx.Var[bool]):
    return rx.cond(may_correct, own_overlay(scanner, at + 1), overlay(scanner))


def _looked_at(seen: Any) -> rx.Component:
    """Notes, in a state of the browser, that the frame has come into view."""
    return rx.fragment(
        seen,
        Sentinel.create(
            rx.el.span(),
            root_margin="0px",
            on_change=lambda in_view: seen.set_value(rx.cond(in_view | (seen.value > 0), 1, 0)),
        ),
    )


class _Move:
    """How one gets from picture to picture: `number` is the one that is seen, `aim` where the last
    press leads, 0 after a swipe. Who presses twice in a row goes two further."""

    def __init__(self, id: rx.Var[str], count: rx.Var[int]):
        self.id, self.count = id, count
        self.number = rx._x.client_state(default=1, global_ref=False)
        self.aim = rx._x.client_state(default=0, global_ref=False)
        self.base = rx.cond(self.aim.value > 0, self.aim.value, self.number.value).to(int)

    def by(self, step: rx.Var[int] | int) -> list[Any]:
        """Go so many pictures further; `step` may be negative or 0."""
        there = self.base + step
        there = rx.cond(there < 1, 1, rx.cond(there > self.count, self.count, there)).to(int)
        return [self.aim.set_value(there), _scroll(self.id, there)]

    def pressed(self, key: rx.Var) -> list[Any]:
        """What a key does."""
        step = rx.cond(key == "ArrowRight", 1, rx.cond(key == "ArrowLeft", -1, 0)).to(int)
        moves = step != 0
        return [rx.cond(moves, rx.prevent_default, rx.noop()), *self.by(step)]

    def scrolled(self, number: rx.Var[int], is_page: rx.Var[bool]) -> list[Any]:
        """Another picture is seen."""
        return [
            self.number.set_value(rx.cond(True, number, number)),
            rx.cond(is_page, PostState.look_at(number).debounce(SETTLED), rx.noop()),
        ]


def _scroll(id: rx.Var[str], number: rx.Var[int]) -> Any:
    """Bring picture `number` of this strip into its frame."""
    strip = FunctionStringVar.create("document.getElementById").call(id).to(dict)
    left = (number - 1) * strip["clientWidth"].to(int)
    scroll = strip["scrollTo"].to(FunctionVar).call({"left": left})
    return rx.call_function(ArgsFunctionOperation.create(args_names=(), return_expr=scroll))


def _strip(pictures: rx.Var, slide: Any, move: _Move, is_page: rx.Var[bool]) -> rx.Component:
    strip = Strip.create(
        rx.foreach(
            pictures,
            lambda picture, at: rx.el.div(
                slide(picture, at),
                role="group",
                aria_roledescription="slide",
                aria_label="Photo " + (at + 1).to(str) + " of " + move.count.to(str),
                key=picture.id,
                class_name="relative size-full shrink-0 snap-center snap-always",
            ),
        ),
        id=move.id,
        role="group",
        aria_roledescription="carousel",
        aria_label="Photos",
        tab_index=0,
        on_scroll=lambda number: move.scrolled(number, is_page),
        on_touch_start=move.aim.set_value(0),
        on_wheel=move.aim.set_value(0),
        class_name="flex size-full snap-x snap-mandatory overflow-x-auto overflow-y-hidden "
        "overscroll-x-contain scroll-smooth motion-reduce:scroll-auto [scrollbar-width:none] "
        "-outline-offset-2",
    )
    return rx.fragment(strip, _buttons(move), _signs(pictures, move))


# At the sides for a mouse. A finger begins its swipe there: for it they stand in a corner.
PREVIOUS = (
    "top-1/2 -translate-y-1/2 left-1 pointer-coarse:top-auto pointer-coarse:bottom-1 "
    "pointer-coarse:translate-y-0 pointer-coarse:left-auto pointer-coarse:right-12"
)
NEXT = (
    "top-1/2 -translate-y-1/2 right-1 pointer-coarse:top-auto pointer-coarse:bottom-1 "
    "pointer-coarse:translate-y-0"
)


def _buttons(move: _Move) -> rx.Component:
    return rx.fragment(
        _button("chevron-left", "Previous photo", PREVIOUS, move.base <= 1, move.by(-1)),
        _button("chevron-right", "Next photo", NEXT, move.base >= move.count, move.by(1)),
    )


def _button(symbol: str, label: str, side: str, is_end: rx.Var[bool], events: list) -> Any:
    look = "absolute inline-flex size-11 items-center justify-center " + side
    return rx.el.button(
        rx.el.span(
            icon(symbol, 20),
            class_name="inline-flex size-8 items-center justify-center rounded-full bg-veil "
            "text-white",
        ),
        type="button",
        aria_label=label,
        # Not disabled: it would drop the focus of who has stepped to the end.
        aria_disabled=rx.cond(is_end, "true", "false"),
        on_click=events,
        on_double_click=rx.stop_propagation,
        class_name=rx.cond(is_end, look + " opacity-0 pointer-events-none", look),
    )


def _signs(pictures: rx.Var, move: _Move) -> rx.Component:
    """Which of how many it is: to read, as dots, and said aloud when it changes."""
    where = move.number.value.to(str)
    return rx.fragment(
        rx.el.span(
            where + "/" + move.count.to(str),
            aria_hidden="true",
            class_name="absolute right-3 top-3 rounded-full bg-veil px-2.5 py-1 text-xs "
            "font-semibold tabular-nums text-white pointer-events-none",
        ),
        rx.el.span(
            rx.foreach(
                pictures,
                lambda picture, at: rx.el.span(
                    key=picture.id,
                    class_name=rx.cond(
                        at + 1 == move.number.value,
                        "size-1.5 rounded-full bg-white",
                        "size-1.5 rounded-full bg-white/50",
                    ),
                ),
            ),
            aria_hidden="true",
            class_name="absolute bottom-3 left-1/2 flex -translate-x-1/2 gap-1 rounded-full "
            "bg-veil px-2 py-1.5 pointer-events-none",
        ),
        rx.el.span(
            "Photo " + where + " of " + move.count.to(str),
            aria_live="polite",
            class_name="sr-only",
        ),
    )


def _shown(card: rx.Var[PostCard], picture: rx.Var[PictureCard], sizes, eager) -> rx.Component:
    """A photo, a film, or a word on where it is."""
    return rx.cond(
        picture.src != "",
        rx.cond(
            picture.kind == VIDEO,
            film(
                picture,
                alt=picture.alt,
                label="Video by " + card.author,
                sizes=sizes,
                is_first=eager,
                class_name="size-full object-cover",
            ),
            still(
                picture,
                alt=picture.alt,
                sizes=sizes,
                is_first=eager,
                class_name="size-full object-cover",
            ),
        ),
        rx.el.div(
            rx.el.span(card.status, class_name="px-6 text-center text-text-quiet"),
            class_name="flex size-full items-center justify-center",
        ),
    )
