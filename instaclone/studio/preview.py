"""A picture as it was uploaded, shown as the server will make it; it follows sliders at once.

Three ways to use it; `name` is an id that no other preview of the page has:

- `previewed(card, edit, name=...)`: `edit` is a Var of a Recipe (`state.value.to(Recipe)`) or
  anything with its fields, Vars or values. Every change of a Var shows without the server.
- `prepared(card, style, name=...)`: for cards; `style` is `css.preview_style(recipe, width,
  height)` made on the server, or a Var of it.
- `coloured(content, edit, name=...)`: any element with the edit's colours alone in a box of the
  size its `class_name` gives it, such as `coloured(img, Recipe(look="linen"), name="look-linen",
  class_name="size-20")` to choose a look from.

A preview takes the width it is given and the ratio of the crop; `fits` is the most it may be tall,
as a CSS length. For a cropping tool give an edit whose `crop` is WHOLE. `class_name` replaces
"w-full"; other props go to the outer box. With `fills` a card's preview fills the square it lies
in and stands over it, which the square should hide.
"""

# pyright: reportAttributeAccessIssue=false, reportOptionalMemberAccess=false, reportIndexIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false
# On a page the vars of a State are not values but what will stand there: the checker cannot know.

import reflex as rx

from instaclone.retouching import css, looks
from instaclone.retouching.looks import LOOKS
from instaclone.retouching.recipes import BLUR, COVER, Recipe


class Filter(rx.el.Svg):
    """An SVG filter."""

    tag = "filter"


class ConvolveMatrix(rx.el.Svg):
    """Makes a pixel of itself and its neighbours."""

    tag = "feConvolveMatrix"


class ComponentTransfer(rx.el.Svg):
    """Gives each channel a curve."""

    tag = "feComponentTransfer"


class ColorMatrix(rx.el.Svg):
    """Multiplies colours with a matrix."""

    tag = "feColorMatrix"


class RedCurve(rx.el.Svg):
    """The curve of red."""

    tag = "feFuncR"


class GreenCurve(rx.el.Svg):
    """The curve of green."""

    tag = "feFuncG"


class BlueCurve(rx.el.Svg):
    """The curve of blue."""

    tag = "feFuncB"


# To its very border: otherwise the browser takes transparent pixels round it into the sharpening.
# And in sRGB as it is stored: the default is linear light.
REGION = {
    "x": "0",
    "y": "0",
    "width": "100%",
    "height": "100%",
    "colorInterpolationFilters": "sRGB",
}
PIXELS = (
    "repeating-conic-gradient(rgba(128, 128, 128, .35) 0 25%, rgba(96, 96, 96, .15) 0 50%) "
    "0 0 / 12px 12px"
)


def previewed(card, edit, *, name, alt="", fits="", sizes="100vw", **props) -> rx.Component:
    """A PictureCard of the uploaded picture under an edit; see above."""
    return prepared(
        card,
        _style(edit, card.width, card.height),
        name=name,
        alt=alt,
        fits=fits,
        sizes=sizes,
        **props,
    )


def prepared(
    card, style, *, name, alt="", fits="", fills=False, sizes="100vw", **props
) -> rx.Component:
    """A PictureCard of the uploaded picture in a `css.PreviewStyle`; see above."""
    picture = rx.el.div(
        rx.el.img(
            src=card.src,
            src_set=card.srcset,
            sizes=sizes,
            alt=alt,
            draggable=False,
            class_name="absolute inset-0 size-full max-w-none select-none",
        ),
        rx.foreach(style.covers, _cover),
        class_name="absolute",
        style={
            each: getattr(style, each) for each in ("left", "top", "width", "height", "transform")
        },
    )
    shape = {"aspect_ratio": style.ratio}
    if fits:
        shape["width"] = f"min(100%, {fits} * {style.ratio})"
    if fills:
        shape["width"] = f"max(100%, 100% * ({style.ratio}))"
    return rx.el.div(*_under_filters(picture, style, name), **_framed(props, shape))


def coloured(content: rx.Component, edit, *, name, **props) -> rx.Component:
    """An element with the colours of an edit, whatever its geometry; see above."""
    style = _style(edit, 1, 1)
    return rx.el.div(*_under_filters(content, style, name), **_framed(props, {}))


def _framed(props: dict, shape: dict) -> dict:
    chosen = props.get("class_name", "w-full")
    return {**props, "class_name": f"relative isolate overflow-hidden {chosen}", "style": shape}


def _under_filters(content: rx.Component, style, name) -> list[rx.Component]:
    """The element under the filters, and the vignette, for a box of its size."""
    tone, wash = f"{name}-tone", f"{name}-wash"
    before = _where(style.kernel != "", f"url(#{tone}) ", "")
    after = _where(style.red != "", f" url(#{wash})", "")
    chain = f"{before}{style.functions}{after}"
    return [
        rx.el.svg(
            _where(style.kernel != "", _tone(style, tone), rx.fragment()),
            _where(style.red != "", _wash(style, wash), rx.fragment()),
            aria_hidden="true",
            class_name="absolute size-0",
        ),
        rx.el.div(
            content,
            class_name="absolute inset-0 overflow-hidden",
            style={"filter": chain or "none"},
        ),
        rx.el.div(
            aria_hidden="true",
            class_name="pointer-events-none absolute inset-0",
            style={"background": css.VIGNETTE_BACKGROUND, "opacity": style.vignette},
        ),
    ]


def _where(condition, yes, no):
    """Chosen now where that is known, on the page where it depends on a Var."""
    return (
        rx.cond(condition, yes, no) if isinstance(condition, rx.Var) else (yes if condition else no)
    )


def _tone(style, name: str) -> rx.Component:
    return Filter.create(
        ConvolveMatrix.create(
            custom_attrs={
                "order": "3",
                "kernelMatrix": style.kernel,
                "divisor": "1",
                "edgeMode": "duplicate",
                "preserveAlpha": "true",
            }
        ),
        _curves(style.tone, style.tone, style.tone),
        ColorMatrix.create(custom_attrs={"values": style.warmth}),
        custom_attrs={**REGION, "id": name},
    )


def _wash(style, name: str) -> rx.Component:
    return Filter.create(
        _curves(style.red, style.green, style.blue), custom_attrs={**REGION, "id": name}
    )


def _curves(red, green, blue) -> rx.Component:
    return ComponentTransfer.create(
        *(
            curve.create(custom_attrs={"type": "table", "tableValues": values})
            for curve, values in ((RedCurve, red), (GreenCurve, green), (BlueCurve, blue))
        )
    )


def _cover(cover) -> rx.Component:
    """Roughly what a covered area will look like."""
    area = cover.area
    return rx.el.div(
        class_name="absolute",
        style={
            "left": f"{area.left * 100}%",
            "top": f"{area.top * 100}%",
            "width": f"{area.width * 100}%",
            "height": f"{area.height * 100}%",
            "background": rx.match(
                cover.way, (COVER, "#000"), (BLUR, "rgba(128, 128, 128, .2)"), PIXELS
            ),
            "backdrop_filter": "blur(20px)",
        },
    )


def _style(edit, width, height) -> css.PreviewStyle:
    if isinstance(edit, Recipe):
        return css.preview_style(edit, width, height)
    functions = _of_look(edit.look, {key: css.look_functions(key, edit.strength) for key in LOOKS})
    wash = [
        _of_look(
            edit.look,
            {
                key: css.wash_table(looks.shifts(look.wash)[channel], edit.strength)
                for key, look in LOOKS.items()
                if look.wash
            },
            css.PLAIN_CURVE,
        )
        for channel in range(3)
    ]
    return css.styled(edit, width, height, f"{functions}", wash)


def _of_look(look, texts: dict[str, str], otherwise: str = ""):
    """The text of the chosen look; the texts hold Vars."""
    return rx.match(look, *((key, rx.Var.create(text)) for key, text in texts.items()), otherwise)
