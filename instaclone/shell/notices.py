"""What just happened, in sentences over the page."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.notifications.state import BadgeState, Toast
from instaclone.shell.state import Notice, NoticeState
from instaclone.ui.elements import icon


def notices() -> rx.Component:
    """Sentences from the server and what just happened, read out politely."""
    return rx.el.div(
        rx.foreach(BadgeState.toasts, _toast),
        rx.foreach(NoticeState.notices, _notice),
        role="status",
        aria_live="polite",
        aria_label="Notices",
        # On a phone below the top bar: at the bottom one writes.
        class_name="fixed inset-x-4 top-14 md:top-auto md:bottom-6 z-50 mx-auto flex max-w-md "
        "flex-col gap-2 pointer-events-none",
    )


def _toast(toast: rx.Var[Toast]) -> rx.Component:
    return rx.el.div(
        rx.el.a(
            icon("heart", 18, class_name="shrink-0 text-accent"),
            rx.el.span(toast.sentence, class_name="min-w-0 break-words"),
            href=toast.href,
            on_click=BadgeState.dismiss(toast.id),
            class_name="flex min-h-11 min-w-0 flex-1 items-center gap-3 text-sm font-semibold",
        ),
        rx.el.button(
            icon("x", 18),
            type="button",
            aria_label="Dismiss",
            on_click=BadgeState.dismiss(toast.id),
            class_name="inline-flex size-11 shrink-0 items-center justify-center rounded-control",
        ),
        key="toast" + toast.id.to(str),
        class_name="pointer-events-auto flex items-center gap-2 rounded-sheet bg-raised py-1 pl-4 "
        "pr-1 shadow-float border border-line",
    )


def _notice(notice: rx.Var[Notice]) -> rx.Component:
    return rx.el.div(
        rx.el.p(notice.sentence, class_name="min-w-0 flex-1 break-words py-2 text-sm"),
        rx.el.button(
            icon("x", 18),
            type="button",
            aria_label="Dismiss",
            on_click=NoticeState.dismiss(notice.id),
            class_name="inline-flex size-11 shrink-0 items-center justify-center rounded-control",
        ),
        key=notice.id,
        class_name=rx.cond(
            notice.kind == "problem",
            "pointer-events-auto flex items-center gap-2 rounded-sheet bg-raised py-1 pl-4 pr-1 "
            "shadow-float border border-danger",
            "pointer-events-auto flex items-center gap-2 rounded-sheet bg-raised py-1 pl-4 pr-1 "
            "shadow-float border border-line",
        ),
    )
