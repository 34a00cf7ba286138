"""Maps of one place and of many: Leaflet, wrapped. Without tiles plain markers on blank paper."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex_base.components.component import NoSSRComponent

from instaclone.places.cards import PlaceHead, SpotCard
from instaclone.places.labelling import ABOVE, BELOW

ZOOM, FARTHEST, NEAREST = 9, 2, 13  # Leaflet's steps; nearer than a town there is nothing to see
# Names lie over all dots, whosever: so no place may be a layer of its own, as what is transformed
# is. Those without room are for who points at them.
NAME = (
    "pointer-events-none absolute left-1/2 z-10 w-max max-w-32 truncate rounded-media px-2 py-0.5 "
    "text-xs group-hover:z-20 group-hover:bg-raised group-hover:shadow-float "
)
ON_SMALL = {BELOW: "block top-[34px] ", ABOVE: "block bottom-[34px] "}
ON_SMALL_POINTED = "hidden top-[34px] group-hover:block "
ON_LARGE = {
    BELOW: "lg:block lg:top-[34px] lg:bottom-auto",
    ABOVE: "lg:block lg:top-auto lg:bottom-[34px]",
}
ON_LARGE_POINTED = "lg:hidden lg:top-[34px] lg:bottom-auto lg:group-hover:block"
AROUND = 32  # px between the outermost of many places and the edge
RADIUS, EDGE = 9, 3  # px, of the marker and of the line around it
MARKER = "fill-accent stroke-raised"
TILED = (
    "h-full !bg-sunken [&_.leaflet-control-zoom_a]:!size-11 "
    "[&_.leaflet-control-zoom_a]:!leading-[42px] [&_.leaflet-control-zoom_a]:!bg-raised "
    "[&_.leaflet-control-zoom_a]:!text-text [&_.leaflet-control-zoom_a]:!border-line"
)
# Lines as on paper that waits for a map: they say that this is one, and claim nothing.
PAPER = {
    "backgroundImage": "linear-gradient(var(--line) 1px, transparent 1px), "
    "linear-gradient(90deg, var(--line) 1px, transparent 1px)",
    "backgroundSize": "48px 48px",
    "backgroundPosition": "center",
}


class Leaflet(NoSSRComponent):
    """What all parts of a map share. It is loaded where one is shown, and in the browser alone.

    From version 3 on the licence of react-leaflet does not go with ours: 2.8.0 is MIT.
    """

    library = "react-leaflet@2.8.0"
    lib_dependencies: list[str] = ["leaflet@1.9.4"]


class LeafletMap(Leaflet):
    """The map, which its reader moves; another place is another key."""

    tag = "Map"
    alias = "LeafletMap"  # `Map` is a name of JavaScript's own

    center: rx.Var[list[float]]
    zoom: rx.Var[int]
    bounds: rx.Var[list[list[float]]]
    bounds_options: rx.Var[dict[str, Any]]
    min_zoom: rx.Var[int]
    max_zoom: rx.Var[int]
    attribution_control: rx.Var[bool]
    scroll_wheel_zoom: rx.Var[bool]

    def add_imports(self) -> dict[str, str]:
        """Leaflet's own style sheet, with the page that shows a map."""
        return {"": "leaflet/dist/leaflet.css"}


class TileLayer(Leaflet):
    """Pictures of the map, fetched from `url`."""

    tag = "TileLayer"

    url: rx.Var[str]


class CircleMarker(Leaflet):
    """A circle of `radius` px at a spot, with a line of `weight` px around it."""

    tag = "CircleMarker"

    center: rx.Var[list[float]]
    radius: rx.Var[int]
    weight: rx.Var[int]
    fill_opacity: rx.Var[int]
    interactive: rx.Var[bool]


class Tooltip(Leaflet):
    """Words beside a marker for who points at it."""

    tag = "Tooltip"


def place_map(head: rx.Var[PlaceHead], tiles: rx.Var[str], attribution: rx.Var[str]):
    """Where a place lies, and its coordinates in words; `tiles` is "" where there are none."""
    return rx.el.section(
        rx.el.div(
            rx.cond(tiles != "", _map(head, tiles), _blank()),
            # Leaflet's layers lie over each other by numbers that would lie over ours.
            class_name="isolate h-44 md:h-56 overflow-hidden md:rounded-media border-y "
            "md:border-x border-line",
        ),
        rx.el.p(
            rx.el.span(head.coordinates, class_name="tabular-nums"),
            rx.cond(
                (tiles != "") & (attribution != ""),
                rx.el.span(attribution, class_name="ml-auto text-right"),
            ),
            class_name="flex flex-wrap gap-x-4 px-4 md:px-0 pt-2 text-xs text-text-quiet",
        ),
        aria_label="Map of " + head.name,
        class_name="pb-6",
    )


def _blank() -> rx.Component:
    """Where there is nothing to see, there is nothing to move either, and Leaflet is not loaded."""
    middle = RADIUS + EDGE
    return rx.el.div(
        rx.el.svg(
            rx.el.svg.circle(cx=middle, cy=middle, r=RADIUS, stroke_width=EDGE),
            width=2 * middle,
            height=2 * middle,
            aria_hidden="true",
            class_name=MARKER,
        ),
        style=PAPER,
        class_name="grid place-items-center h-full bg-sunken",
    )


def _map(head: rx.Var[PlaceHead], tiles: rx.Var[str]) -> rx.Component:
    spot = rx.Var.create([head.latitude, head.longitude])
    return LeafletMap.create(
        TileLayer.create(url=tiles),
        CircleMarker.create(
            center=spot,
            radius=RADIUS,
            weight=EDGE,
            fill_opacity=1,
            interactive=False,
            class_name=MARKER,
        ),
        center=spot,
        zoom=ZOOM,
        min_zoom=FARTHEST,
        max_zoom=NEAREST,
        attribution_control=False,
        scroll_wheel_zoom=False,
        key=head.id.to(str),
        class_name=TILED,
    )


def spots_map(
    spots: rx.Var[list[SpotCard]],
    bounds: rx.Var[list[list[float]]],
    tiles: rx.Var[str],
    attribution: rx.Var[str],
    on_choose,
    height: str,
):
    """Many places at once, within `bounds`: two corners. A list of them must stand beside it, for
    keyboards and screen readers; `on_choose(place_id)` is for who presses a marker."""
    return rx.el.section(
        rx.el.div(
            rx.cond(tiles != "", _spots(spots, bounds, tiles, on_choose), _paper(spots)),
            class_name="isolate overflow-hidden md:rounded-media border-y md:border-x border-line "
            + height,
        ),
        rx.el.p(
            rx.cond(tiles != "", attribution, "A sketch of how the places lie to one another."),
            class_name="px-4 md:px-0 pt-2 text-right text-xs text-text-quiet",
        ),
        aria_label="Map of places",
    )


def _spots(spots, bounds, tiles, on_choose) -> rx.Component:
    return LeafletMap.create(
        TileLayer.create(url=tiles),
        rx.foreach(
            spots,
            lambda spot: CircleMarker.create(
                Tooltip.create(spot.name),
                center=rx.Var.create([spot.latitude, spot.longitude]),
                radius=RADIUS,
                weight=EDGE,
                fill_opacity=1,
                interactive=True,
                on_click=on_choose(spot.place_id),
                class_name=MARKER,
                key=spot.place_id.to(str),
            ),
        ),
        bounds=bounds,
        bounds_options={"padding": [AROUND, AROUND], "maxZoom": ZOOM},
        min_zoom=FARTHEST,
        max_zoom=NEAREST,
        attribution_control=False,
        scroll_wheel_zoom=False,
        class_name=TILED,
    )


def _paper(spots: rx.Var[list[SpotCard]]) -> rx.Component:
    """How the places lie to each other, and no more: nobody fetches anything."""
    return rx.el.div(
        rx.foreach(
            spots,
            lambda spot: rx.el.a(
                rx.el.span(
                    class_name="size-4 rounded-full border-2 border-raised bg-accent "
                    "group-hover:scale-125 transition-transform duration-150",
                ),
                rx.el.span(
                    spot.name,
                    # Beside its dot as the dot is on the paper: no edge cuts it off.
                    style={"transform": "translateX(-" + spot.left + ")"},
                    class_name=NAME
                    + rx.match(spot.on_small, *ON_SMALL.items(), ON_SMALL_POINTED).to(str)
                    + rx.match(spot.on_large, *ON_LARGE.items(), ON_LARGE_POINTED).to(str),
                ),
                href="/places/" + spot.place_id.to(str),
                tab_index=-1,
                key=spot.place_id.to(str),
                style={"left": spot.left, "top": spot.top},
                class_name="group absolute -ml-[22px] -mt-[22px] flex size-11 items-center "
                "justify-center",
            ),
        ),
        aria_hidden="true",
        style=PAPER,
        class_name="relative h-full bg-sunken",
    )
