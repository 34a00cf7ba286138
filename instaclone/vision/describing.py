"""Drafts of alt text from what was found in a picture: counts, places and nothing beyond them.

A draft says only what boxes show that are counted (see `vision.thresholds`): how many of what, in
which third of the picture, what is above what, and whether something fills it. It never says what
people do, feel or are. Its author accepts it or does not.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlmodel import Session

from instaclone.media.models import VIDEO, Media
from instaclone.text import listed
from instaclone.vision import words
from instaclone.vision.boxes import likeness
from instaclone.vision.seeing import Seen, sights

LEFT, RIGHT = (
    0.38,
    0.62,
)  # where the thirds of a picture end; a centre between them is in the middle
FILLS = 0.5  # of the picture, by one box
CLEARLY_ABOVE = 0.12  # of the picture's height, between two boxes
MANY = 6  # from here on nobody wants to hear where each one is
SAME = 0.7  # of the likeness of two boxes round one thing
SIDES = ("on the left", "in the middle", "on the right")
NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def draft(seen: Sequence[Seen]) -> str:
    """A sentence or two about these objects, "" when none is sure enough.

    "Two people and a dog on the left, a car on the right."
    """
    sure = distinct([each for each in seen if each.is_sure])
    if not sure:
        return ""
    if len(sure) == 1 and _size(sure[0]) >= FILLS:
        return _sentence(f"{spelled(sure[0].label, 1)}, filling most of the picture")
    if above := _above(sure):
        return _sentence(above)
    if len(sure) > MANY or any(count > MANY // 2 for count in _counts(sure).values()):
        return _sentence(_listed(_counts(sure)))
    return _sentence(_by_sides(sure))


def distinct(seen: Sequence[Seen]) -> list[Seen]:
    """The objects in their order, without those that lie in the box of a surer one of another
    label: the scanner then holds one thing, such as a van, for two."""
    return [
        each
        for each in seen
        if not any(
            other.label != each.label
            and (other.confidence, other.label) > (each.confidence, each.label)
            and likeness(each.area, other.area) > SAME
            for other in seen
        )
    ]


def drafts_of(session: Session, pictures: Collection[tuple[Media, str]]) -> dict[int, str]:
    """The drafts for pictures under their recipes, by the pictures' ids, in a constant number of
    statements; who may see them is asked before."""
    seen = sights(session, pictures)
    return {
        media.id: film_draft(seen[media.id].most())
        if media.kind == VIDEO
        else draft(seen[media.id].seen)
        for media, _ in pictures
        if media.id
    }


def film_draft(most: dict[str, int]) -> str:
    """A sentence about a film, of which `most` says how many of a label one frame holds at most."""
    return _sentence(f"a film that shows {_listed(Counter(most))}") if most else ""


def spelled(label: str, count: int) -> str:
    """A number and the label as prose: "a dog", "two people", "14 people"."""
    if count == 1:
        return words.one(label)
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {words.plural(label)}"


def _by_sides(sure: list[Seen]) -> str:
    sides = [[each for each in sure if _side(each) == side] for side in range(3)]
    told = [f"{_listed(_counts(there))} {SIDES[side]}" for side, there in enumerate(sides) if there]
    return ", ".join(told)


def _above(sure: list[Seen]) -> str:
    """ "a kite above two people", where all of one label is above all of one other; else ""."""
    labels = list(_counts(sure))
    if len(labels) != 2:
        return ""
    for upper, lower in (labels, labels[::-1]):
        ends = max(each.area.top + each.area.height for each in sure if each.label == upper)
        begins = min(each.area.top for each in sure if each.label == lower)
        if begins - ends >= CLEARLY_ABOVE:
            counts = _counts(sure)
            return f"{spelled(upper, counts[upper])} above {spelled(lower, counts[lower])}"
    return ""


def _counts(seen: Sequence[Seen]) -> Counter[str]:
    return Counter(each.label for each in seen)


def _listed(counts: Counter[str]) -> str:
    """People first, then what there is most of: "two people, a dog and a car"."""
    ranked = sorted(counts.items(), key=lambda item: (item[0] != "person", -item[1], item[0]))
    return listed([spelled(label, count) for label, count in ranked])


def _side(each: Seen) -> int:
    centre = each.area.left + each.area.width / 2
    return 0 if centre < LEFT else 2 if centre > RIGHT else 1


def _size(each: Seen) -> float:
    return each.area.width * each.area.height


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
