"""The page of one post."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.comments.components import comment_list, comment_place
from instaclone.comments.state import CommentState
from instaclone.posts.action_bar import action_bar, key_listener
from instaclone.posts.components import framed, head, status_line
from instaclone.posts.details_panel import photo_details
from instaclone.posts.film import play_from
from instaclone.posts.particulars import archived_notice, particulars, tag_question
from instaclone.posts.state import PostState
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import PRIMARY, icon
from instaclone.ui.marked import marked
from instaclone.vision.cards import BoxCard, LabelCard

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
                _scanner(),
                photo_details(),
                comment_list(),
                tab_index=0,  # it may hold nothing else that takes the keyboard
                role="region",
                aria_label="About this post",
                class_name=SCROLLS,
            ),
            comment_place(card.code),
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


def _scanner() -> rx.Component:
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
                on_click=PostState.start_again,
                class_name=PRIMARY + " mt-4",
            ),
        ),
        rx.el.ol(
            rx.foreach(scanner.boxes, _seen),
            class_name="mt-3 list-decimal pl-6 marker:text-text-quiet",
        ),
        rx.cond(card.is_own, _corrections()),
        rx.cond(
            scanner.about != "",
            rx.el.p(scanner.about, class_name="mt-3 text-xs text-text-quiet"),
        ),
        aria_labelledby="scanner",
        class_name="mx-4 md:mx-1 mt-4 border-t border-line pt-4",
    )


def _seen(box: rx.Var[BoxCard]) -> rx.Component:
    return rx.el.li(
        box.label + ", " + box.percent.to(str) + " %",
        rx.cond(box.moment != "", rx.fragment(" ", _when(box))),
        rx.cond(box.is_rejected, rx.el.span(" (rejected)", class_name="sr-only")),
        class_name=rx.cond(
            box.is_rejected,
            "py-1 text-sm text-text-faint line-through tabular-nums",
            "py-1 text-sm tabular-nums",
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
    return rx.cond(
        PostState.scanner.labels.length() > 0,
        rx.el.div(
            rx.el.h3("Something wrong?", class_name="text-sm font-semibold"),
            rx.el.ul(
                rx.foreach(PostState.scanner.labels, _correction),
                class_name="mt-2 flex flex-wrap gap-2",
            ),
            class_name="mt-4",
        ),
    )


CHIP = "inline-flex items-center gap-1.5 min-h-11 md:min-h-9 px-3 rounded-control border text-sm "


def _correction(label: rx.Var[LabelCard]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            label.is_rejected,
            rx.el.button(
                icon("undo-2", 16),
                label.label,
                type="button",
                aria_label="Restore " + label.label,
                on_click=PostState.restore(label.label),
                class_name=CHIP + "border-dashed border-line-strong text-text-quiet",
            ),
            rx.el.button(
                icon("x", 16),
                label.label,
                type="button",
                aria_label="Reject " + label.label,
                on_click=PostState.reject(label.label),
                class_name=CHIP + "border-line hover:bg-sunken",
            ),
        ),
        key=label.label,
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
