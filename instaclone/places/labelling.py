"""Which names of many places fit on a sheet of paper, so that none lies over another or a dot."""

from collections.abc import Sequence
from unicodedata import east_asian_width

BELOW, ABOVE = "below", "above"
# px: half of a dot with some air, from its middle to the name, how high a name is, the air at both
# of its ends, how long it may be, and a letter of 12 px as it is at most on the average.
DOT, AWAY, HIGH, AIR, LONGEST, LETTER = 11, 12, 20, 8, 128, 6.5
WIDE = "WF"  # letters that are as wide as they are high
WIDE_LETTER = 12

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def sides_of_names(
    names: Sequence[str], points: Sequence[Point], paper: tuple[int, int]
) -> list[str]:
    """For each name BELOW or ABOVE its dot, or "" where there is no room; the first come first.

    `points` are in per cent of the paper, `paper` is its width and height in px. As far as a dot is
    from the left of the paper, so far is it from the left of its name: thus none goes beyond an
    edge. On wider paper the same names have room.
    """
    width, height = paper
    spots = [(left * width / 100, top * height / 100) for left, top in points]
    dots = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in spots]
    taken: list[Box] = []
    sides = []
    for number, (name, (x, y)) in enumerate(zip(names, spots, strict=True)):
        others = [*taken, *dots[:number], *dots[number + 1 :]]
        long = _length(name)
        left = x - long * x / width
        boxes = {
            BELOW: (left, y + AWAY, left + long, y + AWAY + HIGH),
            ABOVE: (left, y - AWAY - HIGH, left + long, y - AWAY),
        }
        free = [side for side, box in boxes.items() if not any(_meet(box, o) for o in others)]
        sides.append(free[0] if free else "")
        taken += [boxes[side] for side in free[:1]]
    return sides


def _length(name: str) -> float:
    letters = sum(WIDE_LETTER if east_asian_width(each) in WIDE else LETTER for each in name)
    return min(LONGEST, letters + 2 * AIR)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
