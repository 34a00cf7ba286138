"""A map with one place on it: Leaflet, wrapped. Without tiles a plain marker on a blank map."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex_base.components.component import NoSSRComponent

from instaclone.places.cards import PlaceHead

ZOOM, FARTHEST, NEAREST = 9, 2, 13  # Leaflet's steps; nearer than a town there is nothing to see
RADIUS = 9  # px, of the marker
MARKER = "fill-accent stroke-raised"
TILED = (
    "[&_.leaflet-control-zoom_a]:!size-11 [&_.leaflet-control-zoom_a]:!leading-[42px] "
    "[&_.leaflet-control-zoom_a]:!bg-raised [&_.leaflet-control-zoom_a]:!text-text "
    "[&_.leaflet-control-zoom_a]:!border-line"
)
# Lines as on paper that waits for a map: they say that this is one, and claim nothing.
BLANK = {
    "height": "100%",
    "backgroundColor": "var(--sunken)",
    "backgroundImage": "linear-gradient(var(--line) 1px, transparent 1px), "
    "linear-gradient(90deg, var(--line) 1px, transparent 1px)",
    "backgroundSize": "48px 48px",
    "backgroundPosition": "center",
}
PLAIN = {"height": "100%", "backgroundColor": "var(--sunken)"}


class Leaflet(NoSSRComponent):
    """What all parts of a map share. It is loaded where one is shown, and in the browser alone."""

    library = "react-leaflet@5.0.0"
    lib_dependencies: list[str] = ["leaflet@1.9.4"]


class MapContainer(Leaflet):
    """The map. What it is given when it is made it keeps: another place is another key."""

    tag = "MapContainer"

    center: rx.Var[list[float]]
    zoom: rx.Var[int]
    min_zoom: rx.Var[int]
    max_zoom: rx.Var[int]
    zoom_control: rx.Var[bool]
    attribution_control: rx.Var[bool]
    dragging: rx.Var[bool]
    keyboard: rx.Var[bool]
    scroll_wheel_zoom: rx.Var[bool]
    double_click_zoom: rx.Var[bool]
    touch_zoom: rx.Var[bool]
    box_zoom: rx.Var[bool]

    def add_imports(self) -> dict[str, str]:
        """Leaflet's own style sheet, with the page that shows a map."""
        return {"": "leaflet/dist/leaflet.css"}


class TileLayer(Leaflet):
    """Pictures of the map, fetched from `url`."""

    tag = "TileLayer"

    url: rx.Var[str]


class CircleMarker(Leaflet):
    """A circle of `radius` px at a spot."""

    tag = "CircleMarker"

    center: rx.Var[list[float]]
    radius: rx.Var[int]
    interactive: rx.Var[bool]
    path_options: rx.Var[dict[str, Any]]


def place_map(head: rx.Var[PlaceHead], tiles: rx.Var[str], attribution: rx.Var[str]):
    """Where a place lies, and its coordinates in words; `tiles` is "" where there are none."""
    return rx.el.section(
        rx.el.div(
            rx.cond(tiles != "", _map(head, tiles), _blank(head)),
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


def _blank(head: rx.Var[PlaceHead]) -> rx.Component:
    """Where there is nothing to see, there is nothing to move either."""
    return _container(head, False, BLANK, key="blank " + head.id.to(str))


def _map(head: rx.Var[PlaceHead], tiles: rx.Var[str]) -> rx.Component:
    layer = TileLayer.create(url=tiles)
    return _container(head, True, PLAIN, layer, key="tiles " + head.id.to(str), class_name=TILED)


def _container(head: rx.Var[PlaceHead], moves: bool, style: dict, *layers, **props) -> rx.Component:
    spot = rx.Var.create([head.latitude, head.longitude])
    return MapContainer.create(
        *layers,
        CircleMarker.create(
            center=spot,
            radius=RADIUS,
            interactive=False,
            path_options={"weight": 3, "fillOpacity": 1},
            class_name=MARKER,
        ),
        center=spot,
        zoom=ZOOM,
        min_zoom=FARTHEST,
        max_zoom=NEAREST,
        zoom_control=moves,
        attribution_control=False,
        dragging=moves,
        keyboard=moves,
        scroll_wheel_zoom=False,
        double_click_zoom=moves,
        touch_zoom=moves,
        box_zoom=moves,
        custom_attrs={"style": style},
        **props,
    )
