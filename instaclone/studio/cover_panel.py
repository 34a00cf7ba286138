"""Covering what nobody shall see: found by the scanner, or drawn by the author."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar

from instaclone.retouching.recipes import BLUR, COVER, COVERS, PIXELATE, Area, Cover
from instaclone.studio.controls import chip, choices, panel
from instaclone.studio.cropper import cropper
from instaclone.studio.editable import FoundBox
from instaclone.studio.preview import previewed
from instaclone.studio.stages import SIZES, fitted
from instaclone.studio.turning import Box
from instaclone.studio.workbench import Workbench, untouched
from instaclone.ui.elements import GHOST, PRIMARY, QUIET, icon

NAMES = {BLUR: "Blur", PIXELATE: "Pixels", COVER: "Colour"}
MIDDLE = {"left": 0.35, "top": 0.35, "width": 0.3, "height": 0.3}  # where drawing begins
REFUSED = "You asked the scanner to leave this alone. Draw what nobody shall see."
FOR_GOOD = (
    "Covering is burned into every copy of the photo, the original too. Once the post is shared it "
    "cannot be taken back."
)


def cover_stage(bench: Workbench) -> rx.Component:
    """The whole picture as it was uploaded, with what is covered and what the scanner found."""
    shown = previewed(
        bench.picture,
        untouched(covers=rx.cond(bench.is_comparing.value, bench.fixed, bench.covers)),
        name="edit-cover",
        alt=bench.card.name,
        sizes=SIZES,
    )
    area = bench.drawn.value.to(Area)
    return fitted(
        bench.picture.width / bench.picture.height,
        rx.cond(
            is_drawing(bench),
            cropper(
                shown,
                area=Box(area.left, area.top, area.width, area.height),
                what="Area to cover",
                on_change=bench.drawn.set_value,
                class_name="!block w-full",
            ),
            rx.fragment(
                shown,
                rx.cond(
                    ~bench.is_comparing.value,
                    rx.fragment(
                        rx.foreach(bench.card.boxes, lambda found: _outline(bench, found)),
                        rx.foreach(bench.covers, _number),
                    ),
                ),
            ),
        ),
    )


def cover_panel(bench: Workbench) -> rx.Component:
    """What can be covered, how, and what is."""
    return panel(
        bench.tab,
        "cover",
        rx.cond(is_drawing(bench), _drawing(bench), _choosing(bench)),
        _list(bench),
        rx.cond(
            bench.card.burned > 0,
            rx.el.p(
                bench.card.burned,
                rx.cond(bench.card.burned == 1, " area is", " areas are"),
                " covered for good.",
                class_name="text-sm",
            ),
        ),
        rx.el.p(
            icon("flame", 16, class_name="mt-0.5 shrink-0"),
            FOR_GOOD,
            class_name="flex gap-2 text-[13px] text-text-quiet",
        ),
    )


def is_drawing(bench: Workbench) -> Any:
    """Whether an area is being drawn."""
    return bench.drawn.value.is_not_none()


def _choosing(bench: Workbench) -> rx.Component:
    return rx.fragment(
        choices(
            "Cover with",
            *(
                chip("way", name, bench.way.value == way, _use(bench, way))
                for way, name in NAMES.items()
            ),
            class_name="grid grid-cols-3 gap-2",
        ),
        rx.el.div(
            rx.foreach(bench.card.boxes, lambda found: _cover_button(bench, found)),
            rx.el.button(
                icon("square-dashed", 18),
                "Draw an area",
                type="button",
                disabled=_is_full(bench),
                on_click=bench.drawn.set_value(MIDDLE),
                class_name=QUIET,
            ),
            class_name="flex flex-wrap gap-2",
        ),
        rx.cond(bench.card.is_refused, rx.el.p(REFUSED, class_name="text-[13px] text-text-quiet")),
    )


def _drawing(bench: Workbench) -> rx.Component:
    return rx.fragment(
        rx.el.p(
            "Move and size the frame over what nobody shall see, with the pointer or the arrow "
            "keys.",
            class_name="text-sm",
        ),
        rx.el.div(
            rx.el.button(
                "Cover this area",
                type="button",
                on_click=[
                    *bench.change(covers=_with(bench, bench.drawn.value)),
                    bench.drawn.set_value(None),
                ],
                class_name=PRIMARY,
            ),
            rx.el.button(
                "Cancel drawing",
                type="button",
                on_click=bench.drawn.set_value(None),
                class_name=QUIET,
            ),
            class_name="flex flex-wrap gap-2",
        ),
    )


def _cover_button(bench: Workbench, found: rx.Var[FoundBox]) -> rx.Component:
    return rx.el.button(
        "Cover " + found.name,
        type="button",
        disabled=_is_covered(bench, found) | _is_full(bench),
        on_click=bench.change(covers=_with(bench, found.area)),
        class_name=QUIET,
    )


def _list(bench: Workbench) -> rx.Component:
    return rx.cond(
        bench.covers.length() > 0,
        rx.el.ul(
            rx.foreach(bench.covers, lambda cover, place: _covered(bench, cover, place)),
            aria_label="Covered areas",
            class_name="divide-y divide-line rounded-control border border-line",
        ),
    )


def _covered(bench: Workbench, cover: rx.Var[Cover], place: rx.Var[int]) -> rx.Component:
    number = (place.to(int) + 1).to_string()
    way = rx.match(cover.way, *((each, name) for each, name in NAMES.items()), "")
    return rx.el.li(
        rx.el.span("Area ", number, ", ", way.to(str).lower(), class_name="flex-1 text-sm"),
        rx.cond(
            place < bench.card.covered,
            rx.el.span("for good", class_name="pr-3 text-[13px] text-text-quiet"),
            rx.el.button(
                icon("trash-2", 18),
                type="button",
                aria_label="Uncover area " + number,
                on_click=bench.change(
                    covers=bench.covers[: place.to(int)] + bench.covers[place.to(int) + 1 :]
                ),
                class_name=GHOST,
            ),
        ),
        class_name="flex min-h-11 items-center pl-3",
    )


def _use(bench: Workbench, way: str) -> list[Any]:
    """Cover with this from now on, and what is covered already but for good."""
    fixed, free = bench.fixed, bench.covers[bench.card.covered :]
    changed = free.to(list[dict]).map(lambda each: each.merge({"way": way}))
    return [
        *bench.change(covers=fixed.to(list[dict]) + changed.to(list[dict])),
        bench.way.set_value(way),
    ]


def _with(bench: Workbench, area: Any) -> Any:
    more = rx.Var.create([{"area": area, "way": bench.way.value}]).to(list[dict])
    return bench.covers.to(list[dict]) + more


def _is_covered(bench: Workbench, found: rx.Var[FoundBox]) -> Any:
    text = FunctionStringVar.create("JSON.stringify")
    return text.call(bench.covers).to(str).contains(text.call(found.area).to(str))


def _is_full(bench: Workbench) -> Any:
    return bench.covers.length() >= COVERS


def _place(area: Any) -> dict[str, Any]:
    return {
        "left": f"{area.left * 100}%",
        "top": f"{area.top * 100}%",
        "width": f"{area.width * 100}%",
        "height": f"{area.height * 100}%",
    }


def _outline(bench: Workbench, found: rx.Var[FoundBox]) -> rx.Component:
    """A found box on the picture, for eyes and pointers: its button stands beside the picture."""
    return rx.cond(
        ~_is_covered(bench, found),
        rx.el.div(
            rx.el.span(
                found.name,
                class_name="absolute left-0 top-0 max-w-full truncate rounded-br-media bg-accent "
                "px-1.5 py-0.5 text-xs font-semibold text-accent-ink",
            ),
            aria_hidden="true",
            on_click=bench.change(covers=_with(bench, found.area)),
            class_name="absolute cursor-pointer rounded-media border-2 border-accent "
            "hover:bg-accent-quiet/40",
            style=_place(found.box.to(Area)),
        ),
    )


def _number(cover: rx.Var[Cover], place: rx.Var[int]) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            place.to(int) + 1,
            class_name="absolute left-1 top-1 inline-flex size-6 items-center justify-center "
            "rounded-full bg-veil text-xs font-semibold text-white",
        ),
        aria_hidden="true",
        class_name="pointer-events-none absolute",
        style=_place(cover.area.to(Area)),
    )
