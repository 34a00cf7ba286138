"""A frame over a picture, drawn, moved and resized by touch, mouse and keyboard."""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

from collections.abc import Mapping
from typing import Any

import reflex as rx

from instaclone.studio.turning import Box

SMALLEST = 24  # px of the frame on the screen: its handles must stay apart
SIDES = {
    "nw": "top left corner",
    "n": "top edge",
    "ne": "top right corner",
    "e": "right edge",
    "se": "bottom right corner",
    "s": "bottom edge",
    "sw": "bottom left corner",
    "w": "left edge",
}


def _area(_pixels: rx.Var, percents: rx.Var) -> tuple[rx.Var[dict]]:
    """The frame in shares of the picture's sides."""
    said = percents.to(dict)
    edges = {"left": "x", "top": "y", "width": "width", "height": "height"}
    return (rx.Var.create({name: said[key].to(float) / 100 for name, key in edges.items()}),)


class ReactCrop(rx.NoSSRComponent):
    """The frame of react-image-crop around whatever stands inside it."""

    library = "react-image-crop@11.1.2"
    tag = "ReactCrop"
    is_default = True
    crop: rx.Var[Mapping[str, Any]]
    aspect: rx.Var[float]
    min_width: rx.Var[int]
    min_height: rx.Var[int]
    keep_selection: rx.Var[bool]
    rule_of_thirds: rx.Var[bool]
    aria_labels: rx.Var[Mapping[str, str]]
    on_change: rx.EventHandler[_area]

    def add_imports(self) -> dict:
        """Its style sheet, imported for its effect and so without a name."""
        return {"": "react-image-crop/dist/ReactCrop.css"}


def cropper(*children, area: Box, what: str, on_change, ratio: Any = None, **props) -> rx.Component:
    """A frame `area` over its children; `on_change` takes the new one as a dictionary of shares.

    `what` names the frame for screen readers. `ratio` is width by height in px, None for any.
    """
    return ReactCrop.create(
        *children,
        crop={
            "unit": "%",
            "x": area.left * 100,
            "y": area.top * 100,
            "width": area.width * 100,
            "height": area.height * 100,
        },
        aspect=rx.Var("undefined") if ratio is None else ratio,
        min_width=SMALLEST,
        min_height=SMALLEST,
        keep_selection=True,
        rule_of_thirds=True,
        aria_labels={
            "cropArea": f"{what}: move it with the arrow keys",
            **{
                f"{side}DragHandle": f"{what}, {name}: move it with the arrow keys"
                for side, name in SIDES.items()
            },
        },
        on_change=on_change,
        **props,
    )
