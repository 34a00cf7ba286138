"""The boxes of what the scanner saw, over a picture."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.cards import ScannerCard
from instaclone.vision.cards import BoxCard

# Above its box or inside it, so that it never leaves the picture.
CHIP = (
    "absolute whitespace-nowrap rounded-[4px] bg-accent px-1 text-[11px] leading-4 font-semibold "
    "text-accent-ink "
)


def overlay(scanner: rx.Var[ScannerCard]) -> rx.Component:
    """The boxes over the picture; the list beside it says the same to screen readers."""
    return rx.el.div(
        rx.foreach(scanner.boxes, _box),
        aria_hidden="true",
        class_name="absolute inset-0 pointer-events-none",
    )


def _box(box: rx.Var[BoxCard]) -> rx.Component:
    return rx.cond(
        box.is_rejected | (box.moment != ""),  # in a film they belong to one moment
        rx.fragment(),
        rx.el.div(
            rx.el.span(
                box.number.to(str) + " " + box.label,
                class_name=rx.cond(
                    box.has_room_above,
                    rx.cond(
                        box.is_at_right,
                        CHIP + "bottom-full -right-0.5",
                        CHIP + "bottom-full -left-0.5",
                    ),
                    rx.cond(box.is_at_right, CHIP + "top-0 right-0", CHIP + "top-0 left-0"),
                ),
            ),
            style={
                "left": box.left,
                "top": box.top,
                "width": box.width,
                "height": box.height,
            },
            class_name="absolute rounded-[4px] border-2 border-accent "
            "shadow-[0_0_0_1px_rgb(0_0_0/0.35)]",
        ),
    )
