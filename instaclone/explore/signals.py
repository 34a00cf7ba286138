"""The named signals that explore chooses by: what each is called, and what it weighs.

A post's score is the sum of what its signals give it, in thousandths. The same numbers are kept
with what was shown and told to who asks why: what is said is what chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FRIENDS, KINDRED, AUTHORS, TAGS, OBJECTS = "friends", "kindred", "authors", "tags", "objects"
PLACES, FRESH, POPULAR, NEWCOMERS = "places", "fresh", "popular", "newcomers"
WISHES, TURNS = "wishes", "turns"


@dataclass(frozen=True, slots=True)
class Signal:
    """`title` names it in settings and among reasons, `about` says what it does; `weight` is
    what it gives at most, in thousandths."""

    name: str
    title: str
    about: str
    weight: int


# What is new has had no time to be liked: without some weight of its own it would stand behind the
# old, which those one follows, and who is of one taste, have long found.
SIGNALS = (
    Signal(
        WISHES,
        "You asked for it",
        "Brings what you asked for more of, and keeps away what you asked for less of.",
        1000,
    ),
    Signal(
        FRIENDS, "People you follow like it", "Brings what people you follow liked lately.", 500
    ),
    Signal(
        KINDRED,
        "People with your taste like it",
        "Brings what is liked by people who like what you like.",
        500,
    ),
    Signal(
        AUTHORS,
        "You like what they post",
        "Brings posts of people whose posts you like and save.",
        300,
    ),
    Signal(
        TAGS,
        "Tags you like",
        "Brings posts with the tags of what you like and save, and with those you follow.",
        600,
    ),
    Signal(
        OBJECTS,
        "Objects you like",
        "Brings pictures of what the scanner found in those you like and save.",
        400,
    ),
    Signal(
        PLACES,
        "Near your places",
        "Brings posts from around where you post, and where what you like is from.",
        200,
    ),
    Signal(FRESH, "Posted lately", "Puts newer posts before older ones.", 400),
    Signal(NEWCOMERS, "New here", "Brings posts of people who joined in the last two weeks.", 150),
    Signal(POPULAR, "Many people like it", "Brings what many people like.", 100),
    Signal(
        TURNS,
        "Everybody gets a turn",
        "Brings somebody who waited longest to be shown, so that everybody who posts is.",
        0,
    ),
)
BY_NAME = {each.name: each for each in SIGNALS}

Score = Mapping[str, int]  # what each signal gives a post, in thousandths


def total(score: Score) -> int:
    """By how much a post stands before others."""
    return sum(score.values())


def strongest(score: Score) -> list[tuple[str, int]]:
    """The signals that say something, the strongest first; of equals, as they are listed."""
    order = {name: number for number, name in enumerate(BY_NAME)}
    told = [(name, given) for name, given in score.items() if given and name in BY_NAME]
    return sorted(told, key=lambda each: (-abs(each[1]), order[each[0]]))


def line_of(score: Score) -> str:
    """A score as a line, such as "friends=500 fresh=120"."""
    return " ".join(f"{name}={given}" for name, given in strongest(score))


def score_of(line: str) -> dict[str, int]:
    """The score that `line_of` wrote; of anything else, nothing."""
    found: dict[str, int] = {}
    for part in line.split():
        name, _, given = part.partition("=")
        if name in BY_NAME and given.removeprefix("-").isdecimal() and len(given) < 6:
            found[name] = int(given)
    return found
