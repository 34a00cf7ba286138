"""The page of a tag: how many posts, what stands beside it, its top and its newest."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import tile
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.tags.components import tag_chip, tag_follow_button
from instaclone.tags.state import TagState
from instaclone.ui.elements import QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more

HEADING = "px-4 md:px-0 pb-3 text-sm font-semibold"
GRID = "grid grid-cols-3 gap-1"


@routed("/tags/[tag]", title=TagState.title, on_load=TagState.open)
def tag() -> rx.Component:
    """One tag."""
    return page(
        rx.cond(
            TagState.is_missing,
            not_here(
                "This is no tag: tags are letters, digits and underscores, one letter at least."
            ),
            rx.cond(TagState.card, _tag(), _skeleton()),
        ),
        width="max-w-[935px]",
    )


def _tag() -> rx.Component:
    card = TagState.card
    return rx.fragment(
        rx.el.header(
            rx.el.span(
                icon("hash", 32),
                class_name="inline-flex size-16 md:size-20 shrink-0 items-center justify-center "
                "rounded-full border border-line text-text-quiet",
            ),
            rx.el.div(
                rx.el.h1(
                    "#" + card.tag, class_name="text-xl md:text-2xl font-semibold break-words"
                ),
                rx.el.p(card.post_count, class_name="mt-0.5 text-sm text-text-quiet tabular-nums"),
                class_name="min-w-0 flex-1",
            ),
            tag_follow_button(card),
            class_name="flex items-center gap-4 md:gap-6 px-4 md:px-0 pt-6 pb-5",
        ),
        rx.cond(card.related.length() > 0, _related(card)),
        rx.cond(
            TagState.tiles.length() > 0,
            rx.fragment(rx.cond(TagState.has_top, _top()), _recent()),
            rx.cond(TagState.has_more, _recent(), _nothing()),
        ),
    )


def _related(card) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Related tags", class_name=HEADING),
        rx.el.ul(
            rx.foreach(card.related, tag_chip),
            class_name="flex gap-2 overflow-x-auto px-4 md:px-0 md:flex-wrap",
        ),
        aria_label="Related tags",
        class_name="pb-6",
    )


def _top() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Top", class_name=HEADING),
        rx.el.ul(rx.foreach(TagState.top, tile), class_name=GRID),
        aria_label="Top",
        class_name="pb-8",
    )


def _recent() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Recent", class_name="text-sm font-semibold"),
            rx.cond(TagState.has_news, _news()),
            role="status",
            class_name="flex min-h-11 items-center gap-4 px-4 md:px-0 pb-2",
        ),
        back_to_newest(TagState.is_cut, TagState.show_new),
        rx.el.ul(rx.foreach(TagState.tiles, tile), class_name=GRID),
        more(TagState.has_more, TagState.tiles.length(), TagState.more),
        aria_label="Recent",
    )


def _news() -> rx.Component:
    return rx.el.button(
        icon("arrow-up", 18),
        "Show new posts",
        type="button",
        on_click=TagState.show_new,
        class_name=QUIET,
    )


def _nothing() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.cond(TagState.has_news, _news()),
            role="status",
            class_name="flex justify-center",
        ),
        empty("hash", "No posts yet", "Follow it, and its posts stand in your feed."),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(class_name="skeleton size-16 md:size-20 rounded-full"),
            rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
            class_name="flex items-center gap-4 md:gap-6 px-4 md:px-0 pt-6 pb-5",
        ),
        rx.el.div(
            *(rx.el.div(class_name="skeleton aspect-square") for _ in range(9)),
            class_name=GRID,
        ),
        aria_busy="true",
    )
