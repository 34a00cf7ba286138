"""What the tabs Crop, Adjust and Filters of the editor offer."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.retouching.looks import LOOKS
from instaclone.retouching.recipes import ADJUSTMENTS, STEEPEST, Recipe
from instaclone.studio.controls import chip, choice, choices, panel, slider
from instaclone.studio.preview import coloured
from instaclone.studio.turning import RATIOS, fitting, flipped, turned_left
from instaclone.studio.workbench import Workbench, least, most, shares
from instaclone.ui.elements import QUIET, icon

GROUPS = {
    "Light": ("brightness", "contrast", "highlights", "shadows"),
    "Colour": ("saturation", "warmth", "fade"),
    "Finish": ("vignette", "sharpen"),
}
HEADING = "text-[13px] font-semibold text-text-quiet"


def crop_panel(bench: Workbench) -> rx.Component:
    """The ratio of the crop, turning and straightening."""
    return panel(
        bench.tab,
        "crop",
        choices(
            "Aspect ratio",
            *(_ratio(bench, name) for name in ("Original", "Free", *RATIOS)),
            class_name="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 md:mx-0 md:flex-wrap md:px-0",
        ),
        rx.el.div(
            _button("rotate-ccw", "Rotate left", _rotate_left(bench)),
            _button("flip-horizontal-2", "Flip", _flip(bench)),
            class_name="grid grid-cols-2 gap-2",
        ),
        slider(
            "Straighten",
            bench.edit.straighten,
            lambda value: bench.change(straighten=value),
            lowest=-STEEPEST,
            highest=STEEPEST,
            step=0.5,
            unit="°",
        ),
    )


def adjust_panel(bench: Workbench) -> rx.Component:
    """A slider for each adjustment."""
    return panel(
        bench.tab,
        "adjust",
        *(
            rx.el.section(
                rx.el.h3(heading, class_name=HEADING),
                *(_adjustment(bench, name) for name in names),
                class_name="flex flex-col gap-1",
            )
            for heading, names in GROUPS.items()
        ),
    )


def filter_panel(bench: Workbench) -> rx.Component:
    """The looks, each on a small picture, and how strong the chosen one is."""
    return panel(
        bench.tab,
        "filters",
        slider(
            "Strength",
            bench.edit.strength,
            lambda value: bench.change(strength=value),
            lowest=0,
            highest=100,
            rest=100,
            unit=" %",
            is_off=bench.edit.look == "",
        ),
        choices(
            "Filter",
            _look(bench, "", "None"),
            *(_look(bench, key, look.name) for key, look in LOOKS.items()),
            class_name="-mx-4 flex gap-3 overflow-x-auto px-4 py-1 md:mx-0 md:grid "
            "md:grid-cols-3 md:px-0",
        ),
    )


def _ratio(bench: Workbench, name: str) -> rx.Component:
    """A ratio; choosing it fits the crop to it, or leaves it alone where it is free."""
    fit: list[Any] = []
    if name != "Free":
        wanted = bench.frame if name == "Original" else RATIOS[name]
        fit = bench.change(crop=shares(fitting(wanted, bench.frame, bench.crop, least, most)))
    return chip("ratio", name, bench.ratio.value == name, [*fit, bench.ratio.set_value(name)])


def _rotate_left(bench: Workbench) -> list[Any]:
    turns, crop = turned_left(bench.edit.turns, _mirror(bench), bench.crop)
    lies = (bench.ratio.value == "1:1") | (bench.ratio.value == "Original")
    return [
        *bench.change(turns=turns, crop=shares(crop)),
        # Other ratios lie on their side now.
        bench.ratio.set_value(rx.cond(lies, bench.ratio.value, "Free")),
    ]


def _flip(bench: Workbench) -> list[Any]:
    straighten, crop = flipped(bench.edit.straighten, bench.crop)
    return bench.change(is_flipped=~bench.edit.is_flipped, straighten=straighten, crop=shares(crop))


def _mirror(bench: Workbench) -> Any:
    return rx.cond(bench.edit.is_flipped, 1, 0).to(int)


def _button(symbol: str, name: str, on_click: list[Any]) -> rx.Component:
    return rx.el.button(icon(symbol, 18), name, type="button", on_click=on_click, class_name=QUIET)


def _adjustment(bench: Workbench, name: str) -> rx.Component:
    lowest, highest = ADJUSTMENTS[name]
    value = getattr(bench.edit, name)
    return slider(
        name.capitalize(),
        value,
        lambda number: bench.change(**{name: number}),
        lowest=lowest,
        highest=highest,
    )


def _look(bench: Workbench, key: str, name: str) -> rx.Component:
    small = rx.el.img(
        src=bench.picture.src,
        alt="",
        draggable=False,
        class_name="absolute inset-0 size-full object-cover",
    )
    return choice(
        "look",
        name,
        bench.edit.look == key,
        bench.change(look=key),
        coloured(
            small,
            Recipe(look=key),
            name=f"look-{key or 'none'}",
            class_name="aspect-square w-full rounded-media",
        ),
        rx.el.span(name, class_name="mt-1 block truncate text-center text-[13px]"),
        class_name="w-20 shrink-0 rounded-control p-1 text-text-quiet md:w-auto "
        "has-[:checked]:bg-accent-quiet has-[:checked]:font-semibold has-[:checked]:text-text",
    )
