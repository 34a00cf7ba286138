"""The page of what posts have in common, a place, a tag or an object: its head and its grid."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.posts.components import tile
from instaclone.ui.elements import QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more

GRID = "grid grid-cols-3 gap-1"
HEAD = "flex items-center gap-4 md:gap-6 px-4 md:px-0 pt-6 pb-5"


def subject_head(symbol: str, name, post_count, *actions, detail="") -> rx.Component:
    """What the page is about, in large, and how many posts there are."""
    return rx.el.header(
        rx.el.span(
            icon(symbol, 32),
            class_name="inline-flex size-16 md:size-20 shrink-0 items-center justify-center "
            "rounded-full border border-line text-text-quiet",
        ),
        rx.el.div(
            rx.el.h1(name, class_name="text-xl md:text-2xl font-semibold break-words"),
            rx.cond(detail != "", rx.el.p(detail, class_name="text-sm")),
            rx.el.p(post_count, class_name="mt-0.5 text-sm text-text-quiet tabular-nums"),
            class_name="min-w-0 flex-1",
        ),
        *actions,
        class_name=HEAD,
    )


def recent_posts(state, symbol: str, nothing_yet: str) -> rx.Component:
    """The newest posts, what has come meanwhile, or that there are none. `state` is built on
    `SubjectMixin`."""
    return rx.cond(
        (state.tiles.length() > 0) | state.has_more,
        rx.el.section(
            rx.el.div(
                rx.el.h2("Recent", class_name="text-sm font-semibold"),
                rx.cond(state.has_news, _news(state)),
                role="status",
                class_name="flex min-h-11 items-center gap-4 px-4 md:px-0 pb-2",
            ),
            back_to_newest(state.is_cut, state.show_new),
            rx.el.ul(rx.foreach(state.tiles, tile), class_name=GRID),
            more(state.has_more, state.tiles.length(), state.more),
            aria_label="Recent",
        ),
        rx.fragment(
            rx.el.div(
                rx.cond(state.has_news, _news(state)),
                role="status",
                class_name="flex justify-center",
            ),
            empty(symbol, "No posts yet", nothing_yet),
        ),
    )


def _news(state) -> rx.Component:
    return rx.el.button(
        icon("arrow-up", 18),
        "Show new posts",
        type="button",
        on_click=state.show_new,
        class_name=QUIET,
    )


def subject_skeleton(*between: rx.Component) -> rx.Component:
    """The shape of such a page until it is read; `between` stands under its head."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(class_name="skeleton size-16 md:size-20 rounded-full"),
            rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
            class_name=HEAD,
        ),
        *between,
        rx.el.div(
            *(rx.el.div(class_name="skeleton aspect-square") for _ in range(9)),
            class_name=GRID,
        ),
        aria_busy="true",
    )
