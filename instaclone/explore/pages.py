"""Explore: what one may like among the posts of everybody, and why."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.explore.components import explored, failed, first_post, why_sheet
from instaclone.explore.state import ExploreState, WaysState
from instaclone.posts.subjects import GRID
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.tags.components import CHIP, tag_chip
from instaclone.ui.elements import GHOST, QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more

CHOOSE_ANEW = "Choose anew"
ROW = "flex gap-2 overflow-x-auto px-4 md:px-0 pb-4 md:flex-wrap"


@routed("/explore", title="Explore · Instaclone", on_load=[ExploreState.open, WaysState.open])
def explore() -> rx.Component:
    """The grid, and the ways in above it."""
    return page(
        _head(),
        _ways_in(),
        rx.cond(
            ExploreState.is_open,
            rx.cond(ExploreState.is_failed, failed(ExploreState.choose_anew), _found()),
            _skeleton(),
        ),
        why_sheet(ExploreState),
        width="max-w-[935px]",
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.div(
            rx.el.h1("Explore", class_name="text-2xl font-semibold"),
            rx.el.p(
                rx.cond(
                    ExploreState.is_open & ~ExploreState.is_chronological,
                    "Chosen for you. Each post says why it is here.",
                    "The newest posts of everybody.",
                ),
                class_name="mt-1 text-sm text-text-quiet",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            ExploreState.tiles.length() > 0,
            rx.el.button(
                icon("refresh-cw", 20),
                type="button",
                aria_label=rx.cond(ExploreState.is_chronological, "Refresh", CHOOSE_ANEW),
                title=rx.cond(ExploreState.is_chronological, "Refresh", CHOOSE_ANEW),
                on_click=ExploreState.choose_anew,
                class_name=GHOST,
            ),
        ),
        class_name="flex items-center gap-3 px-4 md:px-0 pt-6 pb-4",
    )


def _ways_in() -> rx.Component:
    return rx.el.ul(
        _way("play", "Videos", "/explore/videos"),
        _way("map", "Map", "/explore/map"),
        _way("scan-search", "Objects", "/objects"),
        rx.foreach(WaysState.tags, tag_chip),
        rx.foreach(WaysState.places, _place),
        aria_label="Ways in",
        class_name=ROW,
    )


def _way(symbol: str, label: str, href: str) -> rx.Component:
    return rx.el.li(
        rx.el.a(icon(symbol, 18), label, href=href, class_name=CHIP + " gap-2"),
        class_name="shrink-0",
    )


def _place(place: rx.Var[tuple[int, str]]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            icon("map-pin", 18, class_name="shrink-0"),
            rx.el.span(place[1], class_name="truncate"),
            href="/places/" + place[0].to(str),
            class_name=CHIP + " gap-2",
        ),
        key="place-" + place[0].to(str),
        class_name="max-w-[min(20rem,100%)] shrink-0",
    )


def _found() -> rx.Component:
    state = ExploreState
    return rx.cond(
        (state.tiles.length() > 0) | state.has_more | state.is_caught_up,
        rx.el.section(
            back_to_newest(
                state.is_cut,
                [rx.scroll_to("main"), state.choose_anew],
                rx.cond(state.is_chronological, "Back to the newest", CHOOSE_ANEW),
            ),
            rx.el.ul(rx.foreach(state.tiles, explored), class_name=GRID),
            more(state.has_more, state.screens, state.more, "More"),
            rx.cond(state.is_caught_up & ~state.has_more, _caught_up()),
            aria_label="Explore",
        ),
        empty(
            "compass",
            "Nothing to explore yet",
            "The public posts of others stand here. Until there are some, share one of your own.",
            first_post(),
        ),
    )


def _caught_up() -> rx.Component:
    return empty(
        "circle-check",
        "You have seen all there is",
        "What you were shown within the week does not come again by itself.",
        rx.el.button(
            "Show it again",
            type="button",
            on_click=[rx.scroll_to("main"), ExploreState.again],
            class_name=QUIET,
        ),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name="skeleton aspect-square") for _ in range(12)),
        aria_busy="true",
        class_name=GRID,
    )
