"""Names on a sheet of places: none over another, none over a dot, none beyond an edge."""

import random

from instaclone.places.labelling import (
    ABOVE,
    AWAY,
    BELOW,
    DOT,
    HIGH,
    Box,
    _length,
    sides_of_names,
)

PAPER = (320, 286)


def test_a_name_stands_below_its_dot():
    assert sides_of_names(["Bern", "Oslo"], [(14, 86), (86, 14)], PAPER) == [BELOW, BELOW]
    assert sides_of_names([], [], PAPER) == []


def test_where_a_neighbours_dot_is_in_the_way_it_stands_above():
    assert sides_of_names(["Bern", "Thun"], [(50, 50), (52, 57)], PAPER) == [ABOVE, BELOW]


def test_where_there_is_no_room_the_first_have_it():
    points = [(50, 50), (50, 50.5), (51, 50), (14, 86)]
    sides = sides_of_names(["Bern", "Thun", "Biel", "Oslo"], points, PAPER)
    assert sides == [ABOVE, BELOW, "", BELOW]


def test_no_name_lies_over_anything_however_many_there_are():
    chance = random.Random(7)
    letters = "abcdefg\u6771\u4eac"
    for many in (5, 20, 100):
        names = ["".join(chance.choices(letters, k=chance.randint(2, 30))) for _ in range(many)]
        points = [(chance.uniform(14, 86), chance.uniform(14, 86)) for _ in range(many)]
        sides = sides_of_names(names, points, PAPER)
        assert any(sides)
        # As they are drawn, on that paper and on a larger one.
        for width, height in (PAPER, (390, 286)):
            spots = [(left * width / 100, top * height / 100) for left, top in points]
            boxes = [
                _drawn(name, spot, side, width)
                for name, spot, side in zip(names, spots, sides, strict=True)
            ]
            _all_apart(boxes, spots, width)


def _drawn(name: str, spot: tuple[float, float], side: str, width: int) -> Box | None:
    if not side:
        return None
    (x, y), long = spot, _length(name)
    left, top = x - long * x / width, y + AWAY if side == BELOW else y - AWAY - HIGH
    return (left, top, left + long, top + HIGH)


def _all_apart(boxes: list[Box | None], spots: list[tuple[float, float]], width: int) -> None:
    for number, box in enumerate(boxes):
        if box is None:
            continue
        assert box[0] >= 0
        assert box[2] <= width
        for other, ((x, y), theirs) in enumerate(zip(spots, boxes, strict=True)):
            if other == number:
                continue
            dot = (x - DOT + 1, y - DOT + 1, x + DOT - 1, y + DOT - 1)
            for each in (dot, theirs):
                assert each is None or not _over(box, each)


def _over(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.01 and down > 0.01
