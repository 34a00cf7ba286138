"""The page of a place: where it lies, and the posts from there."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.places.map_view import place_map
from instaclone.places.state import PlaceState
from instaclone.posts.at_places import GONE
from instaclone.posts.components import tile
from instaclone.shell.frame import not_here, page
from instaclone.shell.routing import routed
from instaclone.ui.elements import QUIET, empty, icon
from instaclone.ui.more import back_to_newest, more

GRID = "grid grid-cols-3 gap-1"


@routed("/places/[place_number]", title=PlaceState.title, on_load=PlaceState.open)
def place() -> rx.Component:
    """One place."""
    return page(
        rx.cond(
            PlaceState.is_missing,
            not_here(GONE),
            rx.cond(PlaceState.head, _place(), _skeleton()),
        ),
        width="max-w-[935px]",
    )


def _place() -> rx.Component:
    head = PlaceState.head
    return rx.fragment(
        rx.el.header(
            rx.el.span(
                icon("map-pin", 32),
                class_name="inline-flex size-16 md:size-20 shrink-0 items-center justify-center "
                "rounded-full border border-line text-text-quiet",
            ),
            rx.el.div(
                rx.el.h1(head.name, class_name="text-xl md:text-2xl font-semibold break-words"),
                rx.cond(head.detail != "", rx.el.p(head.detail, class_name="text-sm")),
                rx.el.p(head.post_count, class_name="mt-0.5 text-sm text-text-quiet tabular-nums"),
                class_name="min-w-0 flex-1",
            ),
            class_name="flex items-center gap-4 md:gap-6 px-4 md:px-0 pt-6 pb-5",
        ),
        rx.cond(
            head.coordinates != "",
            place_map(head, PlaceState.map_tiles, PlaceState.map_attribution),
        ),
        rx.cond(
            (PlaceState.tiles.length() > 0) | PlaceState.has_more,
            _posts(),
            _nothing(),
        ),
    )


def _posts() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Recent", class_name="text-sm font-semibold"),
            rx.cond(PlaceState.has_news, _news()),
            role="status",
            class_name="flex min-h-11 items-center gap-4 px-4 md:px-0 pb-2",
        ),
        back_to_newest(PlaceState.is_cut, PlaceState.show_new),
        rx.el.ul(rx.foreach(PlaceState.tiles, tile), class_name=GRID),
        more(PlaceState.has_more, PlaceState.tiles.length(), PlaceState.more),
        aria_label="Recent",
    )


def _news() -> rx.Component:
    return rx.el.button(
        icon("arrow-up", 18),
        "Show new posts",
        type="button",
        on_click=PlaceState.show_new,
        class_name=QUIET,
    )


def _nothing() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.cond(PlaceState.has_news, _news()),
            role="status",
            class_name="flex justify-center",
        ),
        empty(
            "map-pin",
            "No posts yet",
            "Post a photo from here, and it stands on this page for those who may see it.",
        ),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(class_name="skeleton size-16 md:size-20 rounded-full"),
            rx.el.div(class_name="skeleton h-8 w-40 rounded-control"),
            class_name="flex items-center gap-4 md:gap-6 px-4 md:px-0 pt-6 pb-5",
        ),
        rx.el.div(class_name="skeleton h-44 md:h-56 mb-6 md:rounded-media"),
        rx.el.div(
            *(rx.el.div(class_name="skeleton aspect-square") for _ in range(9)),
            class_name=GRID,
        ),
        aria_busy="true",
    )
