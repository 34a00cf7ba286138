"""What may be done with a comment, and the one question before it is deleted."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.comments.cards import CommentCard
from instaclone.comments.state import CommentState
from instaclone.ui.elements import GHOST, icon
from instaclone.ui.sheets import DIALOG, MENU_ITEM, closes, opens, question


def comment_menu(card, top: rx.Var[CommentCard] | None = None) -> rx.Component:
    """The menu of a comment or reply; nothing where the viewer may do nothing.

    `top` is the card again where it stands directly under the post.
    """
    number = card.id.to(str)
    menu_id, question_id = "comment-menu-" + number, "comment-delete-" + number
    return rx.cond(
        card.may_edit | card.may_delete,
        rx.el.div(
            rx.el.button(
                icon("ellipsis", 16),
                type="button",
                aria_label="Options for comment by " + card.author,
                custom_attrs=opens(menu_id),
                class_name=GHOST + " md:min-h-8 md:min-w-8 text-text-quiet",
            ),
            _choices(card, top, menu_id, question_id),
            _question(card, question_id),
        ),
    )


def _choices(card, top: rx.Var[CommentCard] | None, menu_id, question_id) -> rx.Component:
    close = closes(menu_id)
    edit = rx.el.button(
        "Edit",
        type="button",
        on_click=CommentState.start_editing(card.id),
        custom_attrs=close,
        class_name=MENU_ITEM,
    )
    delete = rx.el.button(
        "Delete",
        type="button",
        custom_attrs=opens(question_id),
        class_name=MENU_ITEM + " font-semibold text-danger",
    )
    return rx.el.div(
        rx.cond(card.may_edit, edit),
        _pin(top, close) if top is not None else rx.fragment(),
        delete,
        rx.el.button(
            "Close", type="button", auto_focus=True, custom_attrs=close, class_name=MENU_ITEM
        ),
        id=menu_id,
        role="dialog",
        aria_label="Options for comment by " + card.author,
        custom_attrs={"popover": "auto"},
        class_name=DIALOG,
    )


def _pin(card: rx.Var[CommentCard], close: dict) -> rx.Component:
    return rx.cond(
        card.may_pin,
        rx.el.button(
            rx.cond(card.is_pinned, "Unpin", "Pin to the top"),
            type="button",
            on_click=CommentState.pin(card.id, ~card.is_pinned),
            custom_attrs=close,
            class_name=MENU_ITEM,
        ),
    )


def _question(card, question_id) -> rx.Component:
    return question(
        question_id,
        "Delete this comment?",
        "It goes away for everyone, and so do the replies to it.",
        "Delete comment",
        CommentState.delete(card.id),
        stay="Keep it",
    )
