"""Who is where on a picture, shown to those who ask for it."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO
from instaclone.posts.cards import SpotCard
from instaclone.ui.elements import icon

# The chip hangs below its point, or stands above it; it never leaves the picture.
CHIP = (
    "absolute inline-flex min-h-11 w-max max-w-36 items-center text-sm font-semibold text-white "
    "pointer-events-auto "
)
NAME = "truncate rounded-control bg-veil px-2.5 py-1.5"


def people_button(named: Any) -> rx.Component:
    """Shows the names on the picture, or hides them; `named` is a state of the browser."""
    is_on = named.value > 0
    return rx.el.button(
        rx.el.span(
            icon("user-round", 18),
            class_name="inline-flex size-8 items-center justify-center rounded-full bg-veil "
            "text-white",
        ),
        type="button",
        aria_label=rx.cond(is_on, "Hide people", "Show people"),
        aria_pressed=rx.cond(is_on, "true", "false"),
        on_click=named.set_value(rx.cond(is_on, 0, 1)),
        on_double_click=rx.stop_propagation,
        class_name="absolute bottom-1 left-1 inline-flex size-11 items-center justify-center",
    )


def spots_on(picture: rx.Var[PictureCard], spots: rx.Var[list[SpotCard]]) -> rx.Component:
    """The names of those who are on this picture, each where it is, as links to their pages."""
    return rx.el.ul(
        rx.foreach(spots, lambda spot: rx.cond(spot.media_id == picture.id, _spot(spot))),
        aria_label=rx.cond(picture.kind == VIDEO, "People on the video", "People on the photo"),
        class_name="absolute inset-0 pointer-events-none",
    )


def _spot(spot: rx.Var[SpotCard]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            aria_hidden="true",
            class_name="absolute -left-1.5 -top-1.5 size-3 rounded-full border-2 border-white "
            "bg-accent shadow-float",
        ),
        rx.el.a(
            rx.el.span(spot.username, class_name=NAME),
            href="/" + spot.username,
            class_name=rx.cond(
                spot.is_low,
                rx.cond(spot.is_at_right, CHIP + "bottom-0 right-0", CHIP + "bottom-0 left-0"),
                rx.cond(spot.is_at_right, CHIP + "top-0 right-0", CHIP + "top-0 left-0"),
            ),
        ),
        key=spot.username,
        style={"left": spot.left, "top": spot.top},
        class_name="absolute",
    )
