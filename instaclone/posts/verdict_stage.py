"""The picture of which an author corrects the boxes: those, and the one that is drawn."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from typing import Any

import reflex as rx

from instaclone.posts.overlay import chip
from instaclone.posts.verdict_bench import DRAWING, FILM, VerdictBench
from instaclone.retouching.recipes import Area
from instaclone.studio.cropper import cropper
from instaclone.studio.turning import Box
from instaclone.ui.picture import picture as still
from instaclone.vision.cards import BoxCard

LINE = "absolute cursor-pointer rounded-[4px] border-2 shadow-[0_0_0_1px_rgb(0_0_0/0.35)] "


def verdict_stage(bench: VerdictBench) -> rx.Component:
    """The photo, or the film at the moment of the chosen box, as large as there is room for."""
    ratio = bench.picture.width / bench.picture.height
    picture = rx.el.div(
        rx.cond(bench.is_film, _film(bench), _still(bench)),
        rx.foreach(bench.boxes, lambda box: _outline(bench, box)),
        rx.cond(bench.mode == DRAWING, _frame(bench, ratio)),
        class_name="relative isolate overflow-hidden",
        style={"aspect_ratio": ratio, "width": f"min(100%, var(--stage) * {ratio})"},
    )
    # It stays in sight while the list beside it, or below it on a phone, is scrolled.
    return rx.el.div(
        rx.el.div(
            picture,
            class_name="flex items-center justify-center md:sticky md:top-[53px] md:p-4",
        ),
        class_name="sticky top-[53px] z-10 bg-sunken [--stage:38dvh] md:static md:min-w-0 "
        "md:flex-[3] md:[--stage:min(70dvh,38rem)]",
    )


def _still(bench: VerdictBench) -> rx.Component:
    return still(
        bench.picture,
        alt=bench.picture.alt,
        sizes="(min-width: 768px) 36rem, 100vw",
        class_name="block size-full select-none",
    )


def _film(bench: VerdictBench) -> rx.Component:
    return rx.el.video(
        id=FILM,
        src=bench.picture.video,
        poster=bench.picture.src,
        muted=True,
        custom_attrs={
            "playsInline": True,
            "preload": "auto",
            "aria-label": "The video at the chosen moment",
        },
        class_name="block size-full",
    )


def _frame(bench: VerdictBench, ratio: Any) -> rx.Component:
    """The frame that is drawn, over whatever is shown."""
    area = bench.drawn.value.to(Area)
    return cropper(
        rx.el.div(style={"aspect_ratio": ratio}, class_name="w-full"),
        area=Box(area.left, area.top, area.width, area.height),
        what="Box round the thing",
        on_change=bench.drawn.set_value,
        class_name="!absolute inset-0 z-[200] !block w-full",
    )


def _outline(bench: VerdictBench, box: rx.Var[BoxCard]) -> rx.Component:
    """A box, for eyes and pointers; of a film the chosen one alone, in its moment."""
    is_chosen = box.key == bench.chosen
    is_shown = rx.cond(bench.is_film | box.is_rejected, is_chosen, True)
    return rx.cond(
        is_shown & (bench.mode != DRAWING),
        rx.el.div(
            chip(rx.cond(is_chosen, box.number.to(str) + " " + bench.name(box), box.number), box),
            aria_hidden="true",
            on_click=bench.choose(box, box.key),
            key=box.key,
            style={
                "left": box.left,
                "top": box.top,
                "width": box.width,
                "height": box.height,
                # Of two boxes in one place the chosen one lies above, with its name.
                "z_index": box.layer * 2 + rx.cond(is_chosen, 1, 0),
            },
            class_name=rx.cond(
                is_chosen,
                LINE + "border-accent bg-accent/25 ring-2 ring-white",
                rx.cond(
                    box.is_maybe,
                    LINE + "border-dashed border-accent hover:bg-accent/15",
                    LINE + "border-accent hover:bg-accent/15",
                ),
            ),
        ),
    )
