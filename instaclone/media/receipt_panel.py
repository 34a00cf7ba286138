"""What was done to one's photos, as a region of the studio and of one's own post's page."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.media.cards import ReceiptCard

NAME = "What was done to your photo"


def receipt_panel(receipts: rx.Var[list[ReceiptCard]], *, level: str = "h2") -> rx.Component:
    """A region with a receipt for each photo; nothing where there are none."""
    heading = {"h2": rx.el.h2, "h3": rx.el.h3}[level]
    return rx.fragment(
        rx.cond(
            receipts.length() > 0,
            rx.el.section(
                heading(NAME, class_name="text-sm font-semibold"),
                rx.foreach(receipts, lambda card: _receipt(card, receipts.length() > 1)),
                aria_label=NAME,
                class_name="flex flex-col gap-4",
            ),
        )
    )


def _receipt(card: rx.Var[ReceiptCard], has_others: rx.Var[bool]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            has_others,
            rx.el.p(card.file_name, class_name="truncate text-[13px] font-semibold"),
        ),
        rx.cond(card.summary != "", rx.el.p(card.summary, class_name="text-[13px]")),
        rx.cond(card.failure != "", rx.el.p(card.failure, class_name="text-[13px] text-danger")),
        line_by_line(card.lines),
        key=card.media_id,
        class_name="flex flex-col gap-1.5",
    )


def line_by_line(lines: rx.Var, class_name: str = "") -> rx.Component:
    """Lines with a `name` and a `text`, under each other."""
    return rx.el.dl(
        rx.foreach(lines, _line),
        class_name="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-[13px] " + class_name,
    )


def _line(line: rx.Var) -> rx.Component:
    return rx.fragment(
        rx.el.dt(line.name, class_name="text-text-quiet"),
        rx.el.dd(line.text, class_name="break-words tabular-nums"),
        key=line.name,
    )
