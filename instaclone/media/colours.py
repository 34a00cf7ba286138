"""Which colours cover much of a picture, told from its blurhash: no picture is decoded for that."""

import colorsys
import math
from collections import Counter

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
GRID = 8  # points looked at, of each side
MUCH = 0.2  # of the picture
DARK, PALE, BRIGHT = 0.18, 0.16, 0.85  # of value and saturation
# Where on the colour wheel, in degrees, each colour ends.
HUES = (
    (15, "red"), (42, "orange"), (68, "yellow"), (165, "green"), (255, "blue"), (290, "purple"),
    (335, "pink"), (360, "red"),
)  # fmt: skip


def colours_of(blurhash: str) -> list[str]:
    """The names of the colours that cover a fifth of the picture or more, most first; none for what
    is no blurhash."""
    found = Counter(_name(*point) for point in _points(blurhash))
    return [name for name, count in found.most_common() if count >= MUCH * GRID * GRID]


def _points(blurhash: str) -> list[tuple[float, float, float]]:
    """The sRGB values, 0 to 1, at the points of a grid, as the format's description says
    (github.com/woltapp/blurhash, Algorithm.md)."""
    if len(blurhash) < 6 or any(sign not in DIGITS for sign in blurhash):
        return []
    across, down = _number(blurhash[0]) % 9 + 1, _number(blurhash[0]) // 9 + 1
    if len(blurhash) != 4 + 2 * across * down:
        return []
    most = (_number(blurhash[1]) + 1) / 166
    mean = _number(blurhash[2:6])
    waves = [[_linear(mean >> shift & 255) for shift in (16, 8, 0)]]
    for at in range(6, len(blurhash), 2):
        value = _number(blurhash[at : at + 2])
        parts = (value // 361, value // 19 % 19, value % 19)
        waves.append([math.copysign(((part - 9) / 9) ** 2, part - 9) * most for part in parts])
    points = []
    for y in range(GRID):
        for x in range(GRID):
            basis = [
                math.cos(math.pi * (x + 0.5) / GRID * i) * math.cos(math.pi * (y + 0.5) / GRID * j)
                for j in range(down)
                for i in range(across)
            ]
            sums = (
                sum(wave[channel] * share for wave, share in zip(waves, basis, strict=True))
                for channel in range(3)
            )
            red, green, blue = map(_srgb, sums)
            points.append((red, green, blue))
    return points


def _name(red: float, green: float, blue: float) -> str:
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if value < DARK:
        return "black"
    if saturation < PALE:
        return "white" if value > BRIGHT else "grey"
    name = next(name for end, name in HUES if hue * 360 <= end)
    if name in ("red", "orange", "yellow") and value < 0.6:
        return "brown" if name != "red" or saturation < 0.6 else "red"
    return name


def _number(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value * 83 + DIGITS.index(sign)
    return value


def _linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _srgb(value: float) -> float:
    share = min(1.0, max(0.0, value))
    return share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055
