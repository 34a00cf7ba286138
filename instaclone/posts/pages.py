"""The page of one post."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.comments.components import comment_list, comment_place
from instaclone.comments.state import CommentState
from instaclone.posts.action_bar import action_bar, key_listener
from instaclone.posts.components import framed, head
from instaclone.posts.details_panel import photo_details
from instaclone.posts.particulars import archived_notice, particulars, tag_question
from instaclone.posts.scanner_panel import scanner_panel
from instaclone.posts.state import PostState
from instaclone.posts.verdict_board import verdict_dialog
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.marked import marked

SIZES = "(min-width: 1100px) 640px, (min-width: 768px) 60vw, 100vw"


@routed("/p/[code]", title=PostState.title, on_load=[PostState.open, CommentState.open])
def post() -> rx.Component:
    """One post, media left and words right where there is room."""
    return page(
        rx.cond(
            PostState.is_missing,
            not_here("The post may have been deleted, or it is not for you."),
            rx.cond(PostState.card, _post(), _skeleton()),
        ),
        width="max-w-[1040px]",
    )


def _post() -> rx.Component:
    card = PostState.card
    is_shown = PostState.shown_code == card.code
    return rx.el.article(
        rx.el.h1("Post by " + card.author, class_name="sr-only"),
        key_listener(card.code),
        rx.el.div(
            framed(card, is_shown, PostState.scanners, is_first=True, is_page=True, sizes=SIZES),
            class_name="min-w-0 md:flex-[3]",
        ),
        rx.el.div(
            archived_notice(card),
            head(card, is_alone=True),
            rx.el.div(
                action_bar(card, is_shown, PostState.toggle_objects, is_page=True),
                class_name="px-4 md:px-1",
            ),
            rx.el.div(
                _caption(card),
                tag_question(card),
                scanner_panel(),
                photo_details(),
                comment_list(),
                tab_index=0,  # it may hold nothing else that takes the keyboard
                role="region",
                aria_label="About this post",
                class_name=SCROLLS,
            ),
            comment_place(card.code),
            rx.cond(card.is_own, verdict_dialog()),
            class_name="min-w-0 md:flex-[2] md:max-w-[360px] flex flex-col md:sticky md:top-8 "
            "md:h-[calc(100dvh-5rem)]",
        ),
        aria_label="Post by " + card.author,
        class_name="flex flex-col md:flex-row md:gap-8 md:px-6 md:pt-8",
    )


# Beside the picture the words scroll by themselves, so that the box below them stays in reach.
SCROLLS = "md:min-h-0 md:flex-1 md:overflow-y-auto md:overscroll-contain"


def _caption(card) -> rx.Component:
    return rx.el.div(
        rx.cond(
            card.caption != "",
            rx.el.p(
                marked(card.caption_pieces),
                class_name="text-[15px] leading-6 whitespace-pre-line break-words",
            ),
        ),
        particulars(card),
        rx.el.ul(rx.foreach(PostState.tags, _tag), class_name="mt-3 flex flex-wrap gap-2"),
        class_name="px-4 md:px-1",
    )


def _tag(tag: rx.Var[str]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span("#" + tag, class_name="truncate"),
            href="/tags/" + tag,
            class_name="inline-flex max-w-full min-h-11 md:min-h-9 items-center rounded-control "
            "bg-sunken px-3 text-sm text-text-quiet hover:text-text",
        ),
        class_name="max-w-full",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton aspect-square md:flex-[3]"),
        rx.el.div(
            rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
            rx.el.div(class_name="skeleton mt-4 h-4 w-full rounded-control"),
            rx.el.div(class_name="skeleton mt-2 h-4 w-2/3 rounded-control"),
            class_name="p-4 md:p-0 md:flex-[2]",
        ),
        aria_busy="true",
        class_name="flex flex-col md:flex-row md:gap-8 md:px-6 md:pt-8",
    )
