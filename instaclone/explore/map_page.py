"""The map of recent places: each on the map, and in a list beside it for every kind of reader."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.explore.cards import PinCard
from instaclone.explore.components import failed
from instaclone.explore.map_state import MapState
from instaclone.places.map_view import spots_map
from instaclone.shell.frame import page
from instaclone.shell.routing import routed
from instaclone.ui.elements import GHOST, PRIMARY, empty, icon
from instaclone.ui.picture import picture

HEIGHT = "h-72 md:h-[32rem]"


@routed("/explore/map", title="Map · Instaclone", on_load=MapState.open)
def places() -> rx.Component:
    """The map and the list."""
    return page(
        rx.el.header(
            rx.el.a(
                icon("arrow-left"),
                href="/explore",
                aria_label="Back to explore",
                class_name=GHOST + " -ml-2.5",
            ),
            rx.el.div(
                rx.el.h1("Map", class_name="text-2xl font-semibold"),
                rx.el.p(
                    "Where the latest public posts are from.",
                    class_name="mt-1 text-sm text-text-quiet",
                ),
                class_name="min-w-0",
            ),
            class_name="flex items-start gap-2 px-4 md:px-6 pt-6 pb-4",
        ),
        rx.cond(
            MapState.is_open,
            rx.cond(
                MapState.is_failed,
                failed(MapState.open),
                rx.cond(MapState.pins.length() > 0, _found(), _nothing()),
            ),
            _skeleton(),
        ),
        width="max-w-[1040px]",
    )


COLUMNS = "flex flex-col gap-6 md:flex-row md:items-start md:px-6"


def _found() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            spots_map(
                MapState.pins,
                MapState.bounds,
                MapState.tiles,
                MapState.attribution,
                MapState.visit,
                HEIGHT,
            ),
            class_name="min-w-0 md:sticky md:top-6 md:flex-[2]",
        ),
        rx.el.section(
            rx.el.h2("Places", class_name="px-4 pb-2 text-sm font-semibold md:px-2"),
            rx.el.ul(rx.foreach(MapState.pins, _place)),
            aria_label="Places",
            class_name="min-w-0 md:flex-1",
        ),
        class_name=COLUMNS,
    )


def _place(pin: rx.Var[PinCard]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.cond(
                    pin.tile.picture.src != "",
                    picture(
                        pin.tile.picture,
                        alt="",
                        sizes="56px",
                        class_name="size-full object-cover",
                        position=pin.tile.position,
                    ),
                ),
                class_name="block size-14 shrink-0 overflow-hidden rounded-media bg-sunken",
            ),
            rx.el.span(
                rx.el.span(pin.name, class_name="block truncate text-sm font-semibold"),
                rx.el.span(pin.posts, class_name="block text-[13px] text-text-quiet tabular-nums"),
                class_name="min-w-0",
            ),
            href="/places/" + pin.place_id.to(str),
            class_name="flex min-h-11 items-center gap-3 px-4 py-2 md:rounded-control md:px-2 "
            "hover:bg-sunken transition-colors duration-150",
        ),
        key=pin.place_id.to(str),
    )


def _nothing() -> rx.Component:
    return empty(
        "map-pin",
        "No places yet",
        "Towns that people post from stand here. Choose a place when you share a photo, and it "
        "has its pin.",
        rx.el.a("Back to explore", href="/explore", class_name=PRIMARY),
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="skeleton md:flex-[2] md:rounded-media " + HEIGHT),
        rx.el.div(
            *(rx.el.div(class_name="skeleton h-14 rounded-control") for _ in range(5)),
            class_name="flex flex-col gap-4 px-4 md:flex-1 md:px-2",
        ),
        aria_busy="true",
        class_name=COLUMNS,
    )
