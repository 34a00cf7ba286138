"""A comment as people see it: words, likes, answers, menu, and the box in which it is changed."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.comments.cards import CommentCard, ReplyCard
from instaclone.comments.comment_menu import comment_menu
from instaclone.comments.state import CommentState
from instaclone.ui.elements import PRIMARY, QUIET, TEXTAREA, avatar, icon, problem
from instaclone.ui.marked import marked

SMALL = (
    "inline-flex items-center min-h-11 md:min-h-8 text-xs font-semibold text-text-quiet "
    "hover:text-text rounded-control"
)

FILLS = "min-w-0 flex-1"


def comment_item(card: rx.Var[CommentCard]) -> rx.Component:
    """A comment under a post, with its thread."""
    return rx.el.li(
        _written(card, "size-8 text-sm", pinned=card.is_pinned, menu=comment_menu(card, card)),
        _thread(card),
        _aim(card),
        id="comment-" + card.id.to(str),
        key=card.id,
        class_name="scroll-mt-20 py-1.5",
    )


def _reply(card: rx.Var[ReplyCard]) -> rx.Component:
    return rx.el.li(
        _written(card, "size-6 text-xs", menu=comment_menu(card)),
        _aim(card),
        id="comment-" + card.id.to(str),
        key=card.id,
        class_name="scroll-mt-20 py-1",
    )


def _aim(card) -> rx.Component:
    """Brings the comment that the address names into view, once."""
    return rx.cond(
        CommentState.target == card.id,
        come_here(element="comment-" + card.id.to(str)),
    )


@rx.memo
def come_here(element: rx.Var[str]) -> rx.Component:
    """Brings the element with this id into view when it appears."""
    # In a memo: what happens on mounting is no part of the loop that draws the list.
    return rx.el.span(on_mount=rx.scroll_to(element))


def _thread(card: rx.Var[CommentCard]) -> rx.Component:
    hidden = card.more_replies
    return rx.cond(
        card.reply_count > 0,
        rx.el.div(
            rx.cond(
                card.replies.length() > 0,
                rx.el.ul(rx.foreach(card.replies, _reply), aria_label="Replies to " + card.author),
            ),
            rx.cond(
                hidden > 0,
                _line(
                    rx.cond(
                        card.replies.length() > 0,
                        "View " + hidden.to(str) + " more replies",
                        "View " + hidden.to(str) + rx.cond(hidden == 1, " reply", " replies"),
                    ),
                    CommentState.show_replies(card.id),
                ),
                _line("Hide replies", CommentState.hide_replies(card.id)),
            ),
            class_name="pl-11",
        ),
    )


def _line(label, on_click) -> rx.Component:
    return rx.el.button(
        rx.el.span(aria_hidden="true", class_name="mr-3 h-px w-6 bg-line-strong"),
        label,
        type="button",
        on_click=on_click,
        class_name=SMALL,
    )


def _written(card, size: str, *, menu: rx.Component, pinned=False) -> rx.Component:
    """Who wrote, what, and what can be done with it."""
    heart = like_comment(
        comment_id=card.id,
        author=card.author,
        is_liked=card.is_liked,
        answered=CommentState.liked,
    )
    return rx.el.div(
        rx.el.a(
            avatar(card.author, size, card.avatar),
            href="/" + card.author,
            aria_hidden="true",
            tab_index=-1,
            class_name="mt-0.5 shrink-0",
        ),
        rx.cond(
            CommentState.editing_id == card.id,
            _editor(card),
            rx.fragment(
                rx.el.div(_words(card, pinned), _line_below(card, menu), class_name=FILLS), heart
            ),
        ),
        class_name=rx.cond(
            CommentState.target == card.id,
            "flex items-start gap-3 rounded-control bg-sunken",
            "flex items-start gap-3",
        ),
    )


def _line_below(card, menu: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.time(
            card.when,
            date_time=card.moment,
            title=card.moment_in_full,
            class_name="text-xs text-text-quiet whitespace-nowrap",
        ),
        rx.cond(card.is_edited, rx.el.span("Edited", class_name="text-xs text-text-quiet")),
        _likes(card),
        _answer(card),
        menu,
        class_name="flex min-h-11 flex-wrap items-center gap-x-3 md:min-h-8",
    )


def _words(card, pinned) -> rx.Component:
    return rx.el.div(
        rx.cond(
            pinned,
            rx.el.p(
                icon("pin", 14),
                "Pinned",
                class_name="flex items-center gap-1 text-xs text-text-quiet",
            ),
        ),
        rx.el.p(
            rx.el.a(
                card.author, href="/" + card.author, class_name="mr-1.5 font-semibold break-all"
            ),
            rx.cond(card.is_filtered, _filtered(card), marked(card.pieces)),
            dir="auto",
            class_name="text-sm leading-6 whitespace-pre-line [overflow-wrap:anywhere]",
        ),
    )


def _filtered(card) -> rx.Component:
    return rx.fragment(
        rx.el.span("Hidden comment. ", class_name="text-text-quiet"),
        rx.el.button(
            "Show",
            type="button",
            aria_label="Show hidden comment by " + card.author,
            on_click=CommentState.reveal(card.id),
            class_name="min-h-8 font-semibold text-accent hover:underline",
        ),
    )


def _likes(card) -> rx.Component:
    return rx.cond(
        card.like_count > 0,
        rx.el.span(card.likes, class_name="text-xs font-semibold text-text-quiet tabular-nums"),
    )


def _answer(card) -> rx.Component:
    return rx.cond(
        CommentState.refusal == "",
        rx.el.button(
            "Reply",
            type="button",
            aria_label="Reply to " + card.author,
            on_click=CommentState.answer(card.id),
            class_name=SMALL,
        ),
    )


@rx.memo
def like_comment(
    comment_id: rx.Var[int],
    author: rx.Var[str],
    is_liked: rx.Var[bool],
    answered: rx.Var[int],
) -> rx.Component:
    """The heart of a comment; what was pressed is shown until the server has answered."""
    wanted = rx._x.client_state(default=False, global_ref=False)
    at = rx._x.client_state(default=-1, global_ref=False)
    shown = rx.cond(at.value == answered, wanted.value, is_liked)
    return rx.el.div(
        wanted,
        at,
        rx.el.button(
            rx.cond(
                shown,
                icon("heart", 16, class_name="fill-danger text-danger"),
                icon("heart", 16, class_name="text-text-quiet"),
            ),
            type="button",
            aria_label=rx.cond(shown, "Unlike comment by ", "Like comment by ") + author,
            on_click=[
                wanted.set_value(rx.cond(shown, False, True)),
                at.set_value(rx.cond(True, answered, 0)),
                CommentState.like(comment_id, rx.cond(shown, False, True)),
            ],
            class_name="inline-flex size-11 md:size-9 items-center justify-center rounded-control "
            "hover:bg-sunken",
        ),
        class_name="-mr-2 shrink-0",
    )


def _editor(card) -> rx.Component:
    wrong_id = "edit-wrong-" + card.id.to(str)
    return rx.el.form(
        rx.el.textarea(
            name="body",
            default_value=card.body,
            auto_focus=True,
            aria_label="Your comment",
            aria_invalid=rx.cond(CommentState.edit_problem != "", "true", "false"),
            aria_describedby=wrong_id,
            enter_key_submit=True,
            class_name=TEXTAREA + " field-sizing-content max-h-60 min-h-16!",
        ),
        rx.cond(CommentState.edit_problem != "", problem(CommentState.edit_problem, wrong_id)),
        rx.el.div(
            rx.el.button(
                "Cancel",
                type="button",
                on_click=CommentState.stop_editing,
                class_name=QUIET,
            ),
            rx.el.button("Save", type="submit", class_name=PRIMARY),
            class_name="mt-2 flex justify-end gap-2",
        ),
        on_submit=CommentState.edit,
        class_name="min-w-0 flex-1",
    )
