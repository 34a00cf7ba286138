"""The More menu of a post, the one question before it is deleted, and what stands in its place."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.cards import PostCard
from instaclone.posts.keeping import KeepingState
from instaclone.ui.elements import GHOST, PRIMARY, QUIET, icon

MENU_ITEM = (
    "flex w-full items-center justify-center min-h-12 px-4 text-sm border-b border-line "
    "last:border-0 hover:bg-sunken"
)
DIALOG = (
    "fixed inset-0 m-auto h-fit w-[min(22rem,calc(100vw-2rem))] rounded-sheet bg-raised "
    "shadow-float overflow-hidden"
)


def unless_put_away(card: rx.Var[PostCard], article: rx.Component) -> rx.Component:
    """The post in a list, or the word for what its reader has just done with it."""
    return rx.cond(
        KeepingState.put_away.contains(card.code),
        rx.el.p(
            KeepingState.put_away[card.code],
            role="status",
            class_name="mx-4 md:mx-1 mb-8 rounded-sheet border border-line px-4 py-3 text-sm",
        ),
        article,
    )


def menu(card: rx.Var[PostCard]) -> rx.Component:
    """The More menu of a post, and the one question before it is deleted."""
    menu_id, question_id = "post-menu-" + card.code, "post-delete-" + card.code
    delete = rx.el.button(
        "Delete",
        type="button",
        custom_attrs={"popoverTarget": question_id},
        class_name=MENU_ITEM + " font-semibold text-danger",
    )
    return rx.el.div(
        rx.el.button(
            icon("ellipsis"),
            type="button",
            aria_label="More",
            custom_attrs={"popoverTarget": menu_id},
            class_name=GHOST,
        ),
        rx.el.div(
            rx.cond(card.is_own, delete),
            rx.el.a("Go to post", href="/p/" + card.code, class_name=MENU_ITEM, auto_focus=True),
            rx.el.button(
                "Close",
                type="button",
                custom_attrs={"popoverTarget": menu_id, "popoverTargetAction": "hide"},
                class_name=MENU_ITEM,
            ),
            id=menu_id,
            role="dialog",
            aria_label="More about this post",
            custom_attrs={"popover": "auto"},
            class_name=DIALOG,
        ),
        rx.cond(card.is_own, _question(card, question_id)),
        class_name="ml-auto",
    )


def _question(card: rx.Var[PostCard], question_id) -> rx.Component:
    return rx.el.div(
        rx.el.h2("Delete this post?", class_name="text-lg font-semibold"),
        rx.el.p(
            "The photo, its words and what the scanner found go away for everyone.",
            class_name="mt-2 text-sm text-text-quiet",
        ),
        rx.el.div(
            rx.el.button(
                "Keep it",
                type="button",
                auto_focus=True,
                custom_attrs={"popoverTarget": question_id, "popoverTargetAction": "hide"},
                class_name=QUIET,
            ),
            rx.el.button(
                "Delete post",
                type="button",
                on_click=KeepingState.delete(card.code),
                custom_attrs={"popoverTarget": question_id, "popoverTargetAction": "hide"},
                class_name=PRIMARY,
            ),
            class_name="mt-5 flex justify-end gap-3",
        ),
        id=question_id,
        role="dialog",
        aria_label="Delete this post?",
        custom_attrs={"popover": "auto"},
        class_name=DIALOG + " p-5",
    )
