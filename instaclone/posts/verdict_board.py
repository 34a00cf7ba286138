"""The dialog in which an author corrects the scanner: its boxes on the picture and in a list."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.posts.overlay import VERDICTS as DIALOG
from instaclone.posts.state import PostState
from instaclone.posts.verdict_bench import ADD, DRAWING, MIDDLE, NAMING, VerdictBench
from instaclone.posts.verdict_stage import verdict_stage
from instaclone.posts.verdict_state import VerdictState
from instaclone.studio.controls import slider
from instaclone.ui.elements import PRIMARY, QUIET, icon
from instaclone.ui.sheets import work_sheet
from instaclone.vision.cards import BoxCard

STEP = 100  # ms from one moment of a film to the next
# Of one height whatever is in it: nothing moves under a pointer when a list opens or closes.
SIZE = "h-[94dvh] md:h-[min(92dvh,46rem)] md:w-[min(60rem,calc(100vw-5rem))]"
HOW = (
    "Move and size the frame round the whole thing, with the pointer or the arrow keys, and say "
    "what it is."
)
OF_A_FILM = (
    "Of a video each thing is listed once. What you say of it counts for all of the video; a box "
    "you add counts at its moment."
)


def verdict_dialog() -> rx.Component:
    """One for the page of an own post; buttons with `opens(VERDICTS)` open it."""
    return work_sheet(
        DIALOG,
        "What the scanner saw",
        verdict_board(key=PostState.card.code + "-" + PostState.number.to(str)),
        label="Correct what the scanner saw",
        size=SIZE,
    )


@rx.memo
def verdict_board(rest: rx.RestProp) -> rx.Component:
    """Picture left and words right where there is room; anew for each picture."""
    bench = VerdictBench()
    return rx.el.div(
        *bench.states,
        verdict_stage(bench),
        _side(bench),
        rest,
        class_name="flex flex-col md:min-h-[calc(100%-53px)] md:flex-row",
    )


def _side(bench: VerdictBench) -> rx.Component:
    return rx.el.div(
        rx.el.p(PostState.scanner.summary, role="status", class_name="text-[15px] font-semibold"),
        rx.cond(
            (VerdictState.problem != "") & (bench.mode == ""),
            rx.el.p(VerdictState.problem, role="alert", class_name="text-sm text-danger"),
        ),
        _add_button(bench),
        rx.cond(bench.mode == DRAWING, _adding(bench)),
        rx.cond(
            bench.boxes.length() > 0,
            rx.el.ul(
                rx.foreach(bench.boxes, lambda box: _row(bench, box)),
                aria_label="Boxes",
                class_name="divide-y divide-line rounded-control border border-line",
            ),
        ),
        rx.cond(bench.is_film, rx.el.p(OF_A_FILM, class_name="text-[13px] text-text-quiet")),
        class_name="flex min-w-0 flex-col gap-4 p-4 md:flex-[2]",
    )


def _add_button(bench: VerdictBench) -> rx.Component:
    return rx.el.button(
        icon("square-dashed", 18),
        "Add what it missed",
        type="button",
        id=ADD,
        aria_expanded=rx.cond(bench.mode == DRAWING, "true", "false"),
        on_click=[
            *bench.begin("", rx.cond(bench.mode == DRAWING, "", DRAWING)),
            bench.drawn.set_value(MIDDLE),
        ],
        class_name=QUIET + " self-start",
    )


def _adding(bench: VerdictBench) -> rx.Component:
    at_ms = rx.cond(bench.is_film, bench.moment.value, None)
    area = bench.drawn.value.to(dict).merge({"at_ms": at_ms})
    add = VerdictState.add(bench.picture.id, bench.label.words, area)
    return rx.el.div(
        rx.el.p(HOW, class_name="text-sm"),
        rx.cond(bench.is_film, _moment(bench)),
        _naming(bench, "Add", add),
        role="group",
        aria_label="Add what it missed",
        class_name="flex flex-col gap-4 rounded-control border border-line p-3",
    )


def _moment(bench: VerdictBench) -> rx.Component:
    seconds = bench.moment.value.to(float) / 1000
    return slider(
        "Moment",
        bench.moment.value,
        bench.stand_at,
        lowest=0,
        highest=bench.picture.duration_ms,
        step=STEP,
        shown=seconds.to_string() + " s",
    )


def _naming(bench: VerdictBench, verb: str, act: Any) -> rx.Component:
    done = [act, bench.back_to()]
    cancel = [*bench.begin(bench.chosen, ""), bench.back_to()]
    return rx.fragment(
        bench.label.draw("What it is", done),
        rx.el.div(
            rx.el.button(verb, type="button", on_click=done, class_name=PRIMARY),
            rx.el.button("Cancel", type="button", on_click=cancel, class_name=QUIET),
            class_name="flex flex-wrap gap-2",
        ),
    )


def _row(bench: VerdictBench, box: rx.Var[BoxCard]) -> rx.Component:
    is_chosen = box.key == bench.chosen
    sure = rx.cond(box.percent > 0, ", " + box.percent.to(str) + " %", "")
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                box.number,
                class_name="w-6 shrink-0 text-right text-sm tabular-nums text-text-quiet",
            ),
            rx.el.span(
                rx.el.span(
                    bench.name(box) + sure,
                    class_name=rx.cond(
                        box.is_rejected, "block text-sm line-through", "block text-sm"
                    ),
                ),
                _aside(box),
                class_name="min-w-0 text-left",
            ),
            icon(
                "chevron-down",
                18,
                class_name="ml-auto shrink-0 text-text-quiet transition-transform duration-150 "
                "group-aria-expanded:rotate-180",
            ),
            type="button",
            aria_expanded=rx.cond(is_chosen, "true", "false"),
            on_click=bench.choose(box, rx.cond(is_chosen, "", box.key)),
            class_name="group flex min-h-12 w-full items-center gap-3 px-3 py-2 hover:bg-sunken "
            "aria-expanded:font-semibold",
        ),
        rx.cond(is_chosen, _verdicts(bench, box)),
        key=box.key,
    )


def _verdicts(bench: VerdictBench, box: rx.Var[BoxCard]) -> rx.Component:
    """What its author may say of the chosen box."""
    id, key = bench.picture.id, box.key
    return rx.el.div(
        rx.cond(
            bench.mode == NAMING,
            _naming(bench, "Save", VerdictState.relabel(id, key, bench.label.words)),
            rx.el.div(
                rx.cond(
                    box.may_confirm,
                    _say("check", "Confirm", [VerdictState.confirm(id, key), bench.back_to()]),
                ),
                rx.cond(
                    box.may_reject,
                    _say("x", "Wrong", [VerdictState.reject(id, key), bench.back_to()]),
                ),
                _say("pencil", "It is a…", bench.begin(key, NAMING)),
                rx.cond(
                    box.may_undo,
                    _say("undo-2", "Undo", [VerdictState.undo(id, key), bench.back_to(key)]),
                ),
                class_name="flex flex-wrap gap-2",
            ),
        ),
        role="group",
        aria_label=bench.name(box),
        # Who chose it on the picture finds it in the list.
        on_mount=bench.scroll_to_chosen(),
        class_name="flex scroll-mb-4 flex-col gap-3 px-3 pb-3",
    )


def _say(symbol: str, verb: str, act: Any) -> rx.Component:
    return rx.el.button(icon(symbol, 18), verb, type="button", on_click=act, class_name=QUIET)


def _aside(box: rx.Var[BoxCard]) -> rx.Component:
    """What is to be said beside a box's name."""
    look = "block text-[13px] font-normal text-text-quiet"
    perhaps = "Perhaps. Shown to you alone."
    return rx.fragment(
        rx.cond(box.note != "", rx.el.span(box.note, class_name=look)),
        rx.cond(box.is_maybe, rx.el.span(perhaps, class_name=look)),
        rx.cond(box.is_rejected, rx.el.span("Rejected by you.", class_name=look)),
    )
