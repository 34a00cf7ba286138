"""How a picture lies in a frame: whole in a list, cut to a square round what matters in a grid."""

from dataclasses import dataclass

TALLEST, WIDEST = 3 / 4, 1.91  # the ratios Instagram shows whole


@dataclass(frozen=True, slots=True)
class Lies:
    """How a picture lies in a frame: its width and height in per cent of the frame's."""

    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: its aspect ratio in CSS and as a number."""

    css: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Focus:
    """What matters in a picture, as shares of its sides."""

    left: float
    top: float
    right: float
    bottom: float


def frame(width: int, height: int) -> Frame:
    """The frame for a picture of `width` by `height` px; beyond the limits it is letterboxed."""
    if not width or not height:
        return Frame("1 / 1", 1.0)
    ratio = min(max(width / height, TALLEST), WIDEST)
    if ratio == width / height:
        return Frame(f"{width} / {height}", ratio)
    return Frame(f"{ratio:.4f}", ratio)


def within(frame: Frame, width: int, height: int) -> Lies:
    """How a picture of `width` by `height` px lies in a frame: whole, in its middle."""
    if not width or not height:
        return Lies("100%", "100%")
    share = width / height / frame.ratio
    if share < 1:
        return Lies(f"{100 * share:.3f}%", "100%")
    return Lies("100%", f"{100 / share:.3f}%" if share > 1 else "100%")


def square_position(width: int, height: int, focus: Focus | None) -> str:
    """The CSS object-position of a square crop that keeps the focus, heads first.

    A crop of a landscape picture moves sideways, of a portrait up and down.
    """
    if focus is None or not width or not height or width == height:
        return "50% 50%"
    if width > height:
        share = _shift(height / width, (focus.left + focus.right) / 2)
        return f"{share:.1f}% 50%"
    visible = width / height
    # What is taller than the crop is shown from its top: better no feet than no head.
    middle = min((focus.top + focus.bottom) / 2, focus.top + visible / 2)
    return f"50% {_shift(visible, middle):.1f}%"


def in_square(width: int, height: int, position: str, part: Focus) -> Focus | None:
    """Where a part of a picture lies in its square crop at this CSS object-position, as shares of
    the square; None where nothing of it is to be seen."""
    if not width or not height:
        return None
    shown = min(width, height)
    across, down = (float(each.rstrip("%")) / 100 for each in position.split())
    left, top = across * (1 - shown / width), down * (1 - shown / height)
    cut = Focus(
        left=max((part.left - left) * width / shown, 0.0),
        top=max((part.top - top) * height / shown, 0.0),
        right=min((part.right - left) * width / shown, 1.0),
        bottom=min((part.bottom - top) * height / shown, 1.0),
    )
    return cut if cut.left < cut.right and cut.top < cut.bottom else None


def _shift(visible: float, middle: float) -> float:
    """Per cent to move a window of `visible` share so that `middle` lies at its centre."""
    return 100 * min(max((middle - visible / 2) / (1 - visible), 0.0), 1.0)
