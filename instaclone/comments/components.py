"""The comments of a post, and the box in which they are written."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.accounts.state import SessionState
from instaclone.comments.cards import BoxCard
from instaclone.comments.state import CommentState
from instaclone.comments.thread import comment_item
from instaclone.comments.writing_box import writing_box
from instaclone.posts.action_bar import marks_of
from instaclone.posts.cards import PostCard
from instaclone.ui.elements import GHOST, icon, link
from instaclone.ui.more import back_to_newest, more


def comment_box(code: rx.Var[str] | str, place: str = "card") -> rx.Component:
    """Where a comment is written: Enter posts, Shift and Enter begin a line."""
    box = CommentState.boxes.get(code, BoxCard()).to(BoxCard)
    is_page = place == "page"
    return writing_box(
        code=code,
        box_id="comment-" + place + "-" + code,
        answers=box.answers,
        posted=box.posted,
        wrong=box.problem,
        parent=CommentState.answering_id if is_page else 0,
        focus=CommentState.focus if is_page else 0,
    )


def comments_below(card: rx.Var[PostCard]) -> rx.Component:
    """Under a post in a list: the way to its comments, and the box for one more."""
    mark = marks_of(card.code)
    return rx.el.div(
        rx.cond(
            mark.comment_count > 0,
            rx.el.a(
                rx.cond(
                    mark.comment_count == 1,
                    "View 1 comment",
                    "View all " + mark.comments_text,
                ),
                href="/p/" + card.code,
                class_name="inline-flex min-h-11 items-center text-sm text-text-quiet "
                "hover:text-text",
            ),
        ),
        rx.cond(mark.may_comment, comment_box(card.code)),
    )


def comment_list() -> rx.Component:
    """The comments of the post of this page."""
    state = CommentState
    return rx.el.section(
        rx.el.h2("Comments", class_name="sr-only"),
        rx.cond(
            state.cards.length() > 0,
            rx.fragment(
                back_to_newest(state.is_cut, state.open),
                rx.el.ul(rx.foreach(state.cards, comment_item), aria_label="Comments"),
                more(state.has_more, state.cards.length(), state.more, "Show older comments"),
            ),
            rx.cond(state.is_open, _nothing_yet(), _skeleton()),
        ),
        class_name="mx-4 mt-4 border-t border-line pt-2 md:mx-1",
    )


def comment_place(code: rx.Var[str]) -> rx.Component:
    """Where the viewer of a post's page writes, or why they cannot."""
    state = CommentState
    return rx.el.div(
        rx.cond(
            state.is_open,
            rx.cond(
                state.refusal == "",
                rx.fragment(_answering(), comment_box(code, "page")),
                _refused(code),
            ),
        ),
        class_name="sticky bottom-12 z-10 border-t border-line bg-background px-4 py-1.5 md:static "
        "md:px-1",
    )


def _answering() -> rx.Component:
    return rx.cond(
        CommentState.answering_id > 0,
        rx.el.p(
            "Replying to " + CommentState.answering,
            rx.el.button(
                icon("x", 16),
                type="button",
                aria_label="Do not reply",
                on_click=CommentState.stop_answering,
                class_name=GHOST,
            ),
            role="status",
            class_name="flex items-center justify-between text-sm text-text-quiet",
        ),
    )


def _refused(code: rx.Var[str]) -> rx.Component:
    return rx.el.p(
        rx.cond(
            SessionState.username == "",
            rx.fragment(
                link("Log in", href="/login?next=/p/" + code, reload_document=True),
                " to like or comment.",
            ),
            CommentState.refusal,
        ),
        class_name="flex min-h-11 items-center gap-1 text-sm text-text-quiet",
    )


def _nothing_yet() -> rx.Component:
    return rx.el.p(
        rx.cond(
            CommentState.refusal == "",
            "No comments yet. Say something kind.",
            "No comments yet.",
        ),
        class_name="py-6 text-sm text-text-quiet",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(
            rx.el.div(
                rx.el.div(class_name="skeleton size-8 shrink-0 rounded-full"),
                rx.el.div(class_name="skeleton h-8 w-full rounded-control"),
                class_name="flex gap-3 py-3",
            )
            for _ in range(3)
        ),
        aria_busy="true",
    )
