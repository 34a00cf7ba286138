"""A recipe as CSS: what a browser needs to show an uploaded picture as the server will make it.

`edit` is a Recipe, or anything with its fields whose values may be variables of the page: texts
are made by formatting alone. Sizes are in px of the picture as it was uploaded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from instaclone.retouching import adjusting, looks
from instaclone.retouching.adjusting import BIAS, VIGNETTE, Amount
from instaclone.retouching.looks import LOOKS
from instaclone.retouching.recipes import Cover, Recipe


def _function(name: str, amount: Amount) -> str:
    return f"{name}({amount}deg)" if name == "hue-rotate" else f"{name}({amount})"


PLAIN_CURVE = f"{BIAS} {1 + BIAS}"
PLAIN = (PLAIN_CURVE,) * 3
NOTHING = {_function(name, amount) for name, amount in looks.IDENTITIES.items()}
VIGNETTE_BACKGROUND = "radial-gradient(ellipse farthest-corner at 50% 50%, {})".format(
    ", ".join(f"rgba(0, 0, 0, {dark}) {round(100 * place)}%" for place, dark in VIGNETTE)
)


@dataclass(frozen=True)
class PreviewStyle:
    """All that `studio.preview` needs, as plain texts that fit into a card.

    `ratio` is the CSS aspect-ratio of the box; `left` to `transform` place the whole picture in
    it. `kernel`, `tone` and `warmth` are numbers of SVG filter primitives that come before the CSS
    filter `functions`, `red`, `green` and `blue` of those that come after them; empty where they
    would change nothing. `vignette` is an opacity.
    """

    ratio: str
    left: str
    top: str
    width: str
    height: str
    transform: str
    kernel: str
    tone: str
    warmth: str
    functions: str
    red: str
    green: str
    blue: str
    vignette: Amount
    covers: Sequence[Cover] = ()


def preview_style(recipe: Recipe, width: Amount, height: Amount) -> PreviewStyle:
    """How a picture that was uploaded with this size looks under a recipe."""
    wash = washes(recipe.look, recipe.strength) if recipe.strength else PLAIN
    style = styled(recipe, width, height, look_functions(recipe.look, recipe.strength), wash)
    functions = " ".join(each for each in style.functions.split() if each not in NOTHING)
    style = replace(style, functions=functions)
    if not (recipe.sharpen or recipe.highlights or recipe.shadows or recipe.warmth):
        style = replace(style, kernel="", tone="", warmth="")
    return replace(style, red="", green="", blue="") if wash == PLAIN else style


def styled(
    edit: Any, width: Amount, height: Amount, functions: str, wash: Sequence[str]
) -> PreviewStyle:
    """The same for an edit of variables, of which the look's texts are made elsewhere."""
    red, green, blue = wash
    return PreviewStyle(
        ratio=aspect_ratio(edit, width, height),
        **placing(edit, width, height),
        kernel=kernel_matrix(edit),
        tone=tone_table(edit),
        warmth=warmth_matrix(edit),
        functions=f"{adjustments(edit)} {functions}",
        red=red,
        green=green,
        blue=blue,
        vignette=edit.vignette / 100,
        covers=edit.covers,
    )


def kernel_matrix(edit: Any) -> str:
    """For feConvolveMatrix: the nine numbers of sharpening."""
    middle, side = adjusting.kernel(edit.sharpen)
    return f"0 {side} 0 {side} {middle} {side} 0 {side} 0"


def tone_table(edit: Any) -> str:
    """For feFuncR, G and B alike, type table: highlights and shadows."""
    return _table(adjusting.curve(edit.highlights, edit.shadows))


def warmth_matrix(edit: Any) -> str:
    """For feColorMatrix: its twenty numbers."""
    red, green, blue = adjusting.warmth(edit.warmth)
    return f"{red} 0 0 0 0 0 {green} 0 0 0 0 0 {blue} 0 0 0 0 0 1 0"


def adjustments(edit: Any) -> str:
    """The filter functions of brightness, contrast, saturation and fade."""
    flatter, brighter = adjusting.fade(edit.fade)
    functions = (
        ("brightness", adjusting.brightness(edit.brightness)),
        ("contrast", adjusting.contrast(edit.contrast)),
        ("saturate", adjusting.saturation(edit.saturation)),
        ("contrast", flatter),
        ("brightness", brighter),
    )
    return " ".join(_function(*each) for each in functions)


def look_functions(look: str, strength: Amount) -> str:
    """The filter functions of a look by its key, "" for none; `strength` in per cent."""
    if look not in LOOKS:
        return ""
    return " ".join(
        _function(step.function, looks.amount(step, strength)) for step in LOOKS[look].steps
    )


def washes(look: str, strength: Amount) -> tuple[str, ...]:
    """For feFuncR, G and B, type table: the wash of a look by its key; identities for none."""
    wash = LOOKS[look].wash if look in LOOKS else None
    if wash is None:
        return PLAIN
    return tuple(wash_table(each, strength) for each in looks.shifts(wash))


def wash_table(shifts: Sequence[Amount], strength: Amount) -> str:
    """For feFuncR, G or B, type table: a look's wash on one channel, from `looks.shifts`."""
    return _table(adjusting.washed(shifts, strength))


def aspect_ratio(edit: Any, width: Amount, height: Amount) -> str:
    """For the box that shows the crop, as CSS aspect-ratio."""
    across, down = _frame(edit, width, height)
    return f"{across * edit.crop.width} / {down * edit.crop.height}"


def placing(edit: Any, width: Amount, height: Amount) -> dict[str, str]:
    """CSS, by property, of the whole picture absolutely placed in that box: turned, mirrored and
    straightened about its centre, and enlarged until no corner is empty."""
    across, down = _frame(edit, width, height)
    left, top = (0.5 - edit.crop.left) / edit.crop.width, (0.5 - edit.crop.top) / edit.crop.height
    wider, taller = width / height, height / width
    angle = edit.straighten
    return {
        "left": f"{left * 100}%",
        "top": f"{top * 100}%",
        "width": f"{width / across / edit.crop.width * 100}%",
        "height": f"{height / down / edit.crop.height * 100}%",
        "transform": f"translate(-50%, -50%) rotate({angle}deg) "
        f"scale(calc(cos({angle}deg) + sin({abs(angle)}deg) * max({wider}, {taller}))) "
        f"scaleX({1 - edit.is_flipped * 2}) rotate({edit.turns * 90}deg)",
    }


def _frame(edit: Any, width: Amount, height: Amount) -> tuple[Amount, Amount]:
    """`recipes.frame_size` without a question, so that variables will do."""
    odd = edit.turns % 2
    return width + odd * (height - width), height + odd * (width - height)


def _table(values: Iterable[Amount]) -> str:
    return " ".join(f"{each}" for each in values)
