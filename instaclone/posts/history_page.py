"""The page that says what an author changed in a post, and when."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.cards import ChangeCard, RevisionCard
from instaclone.posts.edit_state import HistoryState
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import QUIET, empty

GONE = "The post may have been deleted, or it is not yours."


@routed("/p/[code]/history", title="Edit history · Instaclone", on_load=HistoryState.open)
def history() -> rx.Component:
    """What changed in a post, for its author."""
    return page(
        rx.cond(
            HistoryState.is_missing,
            not_here(GONE),
            rx.cond(HistoryState.is_open, _history(), _skeleton()),
        ),
    )


def _history() -> rx.Component:
    back = rx.el.a("Back to the post", href="/p/" + HistoryState.code, class_name=QUIET)
    return rx.el.div(
        rx.el.h1("Edit history", class_name="text-2xl font-semibold"),
        rx.el.p("Only you see this.", class_name="mt-1 text-sm text-text-quiet"),
        rx.cond(
            HistoryState.revisions.length() > 0,
            rx.fragment(
                rx.el.ol(
                    rx.foreach(HistoryState.revisions, _revision),
                    aria_label="Changes",
                    class_name="mt-6 flex flex-col gap-6",
                ),
                rx.el.div(back, class_name="mt-8"),
            ),
            empty("history", "Nothing was changed yet", "The post stands as you made it.", back),
        ),
        class_name="px-4 py-6",
    )


def _revision(revision: rx.Var[RevisionCard]) -> rx.Component:
    return rx.el.li(
        rx.el.time(
            revision.when,
            date_time=revision.moment,
            class_name="text-sm font-semibold tabular-nums",
        ),
        rx.el.dl(
            rx.foreach(revision.changes, _change),
            class_name="mt-2 flex flex-col gap-3 rounded-sheet border border-line p-4",
        ),
        key=revision.id,
    )


def _change(change: rx.Var[ChangeCard]) -> rx.Component:
    line = "text-sm whitespace-pre-line break-words "
    return rx.el.div(
        rx.el.dt(change.what, class_name="text-[13px] font-semibold text-text-quiet"),
        rx.cond(
            (change.before != "") | (change.after != ""),
            rx.fragment(
                rx.el.dd(
                    rx.el.span("Before: ", class_name="sr-only"),
                    rx.cond(
                        change.before != "",
                        rx.el.span(change.before, class_name="line-through"),
                        "nothing",
                    ),
                    class_name=line + "mt-1 text-text-quiet",
                ),
                rx.el.dd(
                    rx.el.span("After: ", class_name="sr-only"),
                    rx.cond(change.after != "", change.after, "nothing"),
                    class_name=line + "mt-0.5",
                ),
            ),
        ),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
        rx.el.div(class_name="skeleton h-28 w-full rounded-control"),
        aria_busy="true",
        class_name="flex flex-col gap-5 px-4 py-6",
    )
