"""The picture in the editor: under the crop's frame, or as it will be."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from dataclasses import asdict
from typing import Any

import reflex as rx

from instaclone.retouching.recipes import ADJUSTMENTS, WHOLE, Recipe
from instaclone.studio.cropper import cropper
from instaclone.studio.preview import previewed
from instaclone.studio.turning import RATIOS
from instaclone.studio.workbench import Workbench, untouched

TALLEST = "var(--stage)"  # the editor sets it: as tall as there is room for
SIZES = "(min-width: 768px) 50rem, 100vw"


def crop_stage(bench: Workbench) -> rx.Component:
    """The turned and straightened picture under the frame of the crop."""
    whole = bench.with_(crop=asdict(WHOLE))
    return rx.cond(
        bench.is_comparing.value,
        _original(bench),
        fitted(
            bench.frame,
            cropper(
                previewed(bench.picture, whole, name="edit-crop", alt=bench.card.name, sizes=SIZES),
                area=bench.crop,
                what="Crop",
                ratio=_ratio(bench),
                on_change=lambda area: bench.change(crop=area),
                class_name="!block w-full",
            ),
        ),
    )


def finished_stage(bench: Workbench) -> rx.Component:
    """The picture as it will be; compared, in the same frame without adjustments and look."""
    plain = bench.with_(**dict.fromkeys(ADJUSTMENTS, 0), look="")
    return previewed(
        bench.picture,
        rx.cond(bench.is_comparing.value, plain, bench.edit).to(Recipe),
        name="edit-finished",
        alt=bench.card.name,
        fits=TALLEST,
        sizes=SIZES,
    )


def fitted(ratio: Any, *children) -> rx.Component:
    """A box of a ratio of width by height, as large as there is room for."""
    return rx.el.div(
        *children,
        class_name="relative",
        style={"aspect_ratio": ratio, "width": f"min(100%, {TALLEST} * {ratio})"},
    )


def _original(bench: Workbench) -> rx.Component:
    return previewed(
        bench.picture,
        untouched(covers=bench.fixed),
        name="edit-original",
        alt=bench.card.name,
        fits=TALLEST,
        sizes=SIZES,
    )


def _ratio(bench: Workbench) -> Any:
    """What the frame is held to: a number, or undefined."""
    return rx.match(
        bench.ratio.value,
        *((name, rx.Var.create(ratio)) for name, ratio in RATIOS.items()),
        ("Original", bench.frame),
        rx.Var("undefined"),
    )
