"""What the scanner saw, beside the picture on a post's page; its author may say what is wrong."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import status_line
from instaclone.posts.film import play_from
from instaclone.posts.overlay import VERDICTS
from instaclone.posts.state import PostState
from instaclone.posts.verdict_state import VerdictState
from instaclone.ui.elements import PRIMARY, QUIET, icon
from instaclone.ui.sheets import opens
from instaclone.vision.cards import BoxCard, LabelCard


def scanner_panel() -> rx.Component:
    """Of the picture one looks at."""
    scanner, card = PostState.scanner, PostState.card
    return rx.el.section(
        rx.el.h2("What the scanner saw", id="scanner", class_name="text-sm font-semibold"),
        rx.cond(
            card.picture_count > 1,
            rx.el.p(
                "Photo " + scanner.number.to(str) + " of " + card.picture_count.to(str),
                class_name="mt-1 text-[13px] tabular-nums text-text-quiet",
            ),
        ),
        rx.el.div(status_line(scanner.status, scanner.is_working), class_name="mt-1"),
        rx.cond(
            scanner.status == "Ready",
            rx.el.p(scanner.summary, id="summary", class_name="mt-2 text-[15px] font-semibold"),
        ),
        rx.cond(
            card.is_own & card.is_lost,
            rx.el.button(
                "Choose another photo",
                type="button",
                on_click=PostState.start_again(card.code),
                class_name=PRIMARY + " mt-4",
            ),
        ),
        rx.el.ol(
            rx.foreach(
                scanner.boxes, lambda box: rx.cond(~box.is_maybe & ~box.is_rejected, _seen(box))
            ),
            class_name="mt-3 list-decimal pl-6 marker:text-text-quiet",
        ),
        rx.cond(card.is_own, rx.fragment(_others(), _corrections())),
        rx.cond(
            scanner.about != "",
            rx.el.p(scanner.about, class_name="mt-3 text-xs text-text-quiet"),
        ),
        aria_labelledby="scanner",
        class_name="mx-4 md:mx-1 mt-4 border-t border-line pt-4",
    )


def _seen(box: rx.Var[BoxCard]) -> rx.Component:
    return rx.el.li(
        box.label + rx.cond(box.percent > 0, ", " + box.percent.to(str) + " %", ""),
        rx.cond(box.moment != "", rx.fragment(" ", _when(box))),
        rx.cond(
            box.note != "",
            rx.el.span(
                rx.cond(box.percent > 0, " ", ", ") + box.note,
                class_name="text-[13px] text-text-quiet",
            ),
        ),
        rx.cond(box.is_rejected, rx.el.span(" (rejected)", class_name="sr-only")),
        custom_attrs={"value": box.number},
        class_name=rx.cond(
            box.is_rejected,
            "py-1 text-sm text-text-faint line-through tabular-nums",
            "py-1 text-sm tabular-nums",
        ),
    )


def _others() -> rx.Component:
    """What does not count, and nobody else is shown."""
    boxes = PostState.scanner.boxes
    return rx.cond(
        PostState.scanner.has_doubts,
        rx.fragment(
            rx.el.h3("Shown to you alone", class_name="mt-4 text-sm font-semibold"),
            rx.el.p(
                "What the scanner is not sure of, and what you said is wrong.",
                class_name="text-[13px] text-text-quiet",
            ),
            rx.el.ol(
                rx.foreach(boxes, lambda box: rx.cond(box.is_maybe | box.is_rejected, _seen(box))),
                class_name="mt-1 list-decimal pl-6 marker:text-text-quiet",
            ),
        ),
    )


def _when(box: rx.Var[BoxCard]) -> rx.Component:
    """When something is seen first in a film, as a button that plays it from there."""
    pictures, number = PostState.card.pictures, PostState.scanner.number
    return rx.el.button(
        "at " + box.moment,
        type="button",
        aria_label="Play " + box.label + " at " + box.moment,
        on_click=play_from(pictures[number - 1].code, box.second),
        class_name="ml-1 inline-flex min-h-11 items-center px-2 text-sm text-text-quiet underline "
        "md:min-h-8 hover:text-text",
    )


def _corrections() -> rx.Component:
    scanner, card = PostState.scanner, PostState.card
    return rx.cond(
        scanner.has_scan & (card.pictures[scanner.number - 1].src != ""),
        rx.el.div(
            rx.el.h3("Something wrong?", class_name="text-sm font-semibold"),
            rx.cond(
                scanner.labels.length() > 0,
                rx.el.ul(
                    rx.foreach(scanner.labels, _correction),
                    class_name="mt-2 flex flex-wrap gap-2",
                ),
            ),
            rx.el.button(
                icon("scan-search", 18),
                "Correct box by box",
                type="button",
                custom_attrs=opens(VERDICTS),
                on_click=VerdictState.open(""),
                class_name=QUIET + " mt-3",
            ),
            class_name="mt-4",
        ),
    )


CHIP = "inline-flex items-center gap-1.5 min-h-11 md:min-h-9 px-3 rounded-control border text-sm "


def _correction(label: rx.Var[LabelCard]) -> rx.Component:
    picture = PostState.card.pictures[PostState.scanner.number - 1]
    return rx.el.li(
        rx.cond(
            label.is_rejected,
            rx.el.button(
                icon("undo-2", 16),
                label.label,
                type="button",
                aria_label="Restore " + label.label,
                on_click=PostState.restore(picture.id, label.label),
                class_name=CHIP + "border-dashed border-line-strong text-text-quiet",
            ),
            rx.el.button(
                icon("x", 16),
                label.label,
                type="button",
                aria_label="Reject " + label.label,
                on_click=PostState.reject(picture.id, label.label),
                class_name=CHIP + "border-line hover:bg-sunken",
            ),
        ),
        key=label.label,
    )
