"""The boxes of what the scanner saw, over a picture."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.cards import ScannerCard
from instaclone.posts.state import PostState
from instaclone.posts.verdict_state import VerdictState
from instaclone.ui.sheets import opens
from instaclone.vision.cards import BoxCard

# Above its box or inside it, so that it never leaves the picture.
CHIP = (
    "absolute whitespace-nowrap rounded-[4px] bg-accent px-1 text-[11px] leading-4 font-semibold "
    "text-accent-ink "
)
LINE = "absolute rounded-[4px] border-2 border-accent shadow-[0_0_0_1px_rgb(0_0_0/0.35)]"


VERDICTS = "verdicts"  # the id of the dialog in which an author corrects the boxes


def overlay(scanner: rx.Var[ScannerCard]) -> rx.Component:
    """The boxes over the picture; the list beside it says the same to screen readers."""
    return rx.el.div(
        rx.foreach(scanner.boxes, _box),
        aria_hidden="true",
        class_name="absolute inset-0 pointer-events-none",
    )


def own_overlay(scanner: rx.Var[ScannerCard], number: rx.Var[int]) -> rx.Component:
    """The same for the author of picture `number`: each box opens the dialog that corrects it."""
    return rx.el.div(
        rx.foreach(scanner.boxes, lambda box: _own_box(box, number)),
        class_name="absolute inset-0 isolate",
    )


def _box(box: rx.Var[BoxCard]) -> rx.Component:
    return rx.cond(
        box.moment != "",  # in a film they belong to one moment
        rx.fragment(),
        rx.el.div(
            chip(box.number.to(str) + " " + box.label, box),
            style=_place(box),
            class_name=LINE,
        ),
    )


def _own_box(box: rx.Var[BoxCard], number: rx.Var[int]) -> rx.Component:
    return rx.cond(
        box.is_rejected | (box.moment != ""),
        rx.fragment(),
        rx.el.button(
            chip(
                box.number.to(str) + " " + box.label + rx.cond(box.is_maybe, "?", "").to(str), box
            ),
            type="button",
            aria_label="Correct " + box.number.to(str) + " " + box.label,
            custom_attrs=opens(VERDICTS),
            on_click=[PostState.look_at(number), VerdictState.open(box.key)],
            on_double_click=rx.stop_propagation,
            style=_place(box) | {"z_index": box.layer},
            class_name=rx.cond(
                box.is_maybe,
                LINE + " border-dashed hover:bg-accent/15",
                LINE + " hover:bg-accent/15",
            ),
        ),
    )


def chip(words, box: rx.Var[BoxCard]) -> rx.Component:
    """Words at a box, above it or inside it."""
    return rx.el.span(
        words,
        class_name=rx.cond(
            box.has_room_above,
            rx.cond(
                box.is_at_right,
                CHIP + "bottom-full -right-0.5",
                CHIP + "bottom-full -left-0.5",
            ),
            rx.cond(box.is_at_right, CHIP + "top-0 right-0", CHIP + "top-0 left-0"),
        ),
    )


def _place(box: rx.Var[BoxCard]) -> dict:
    return {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
