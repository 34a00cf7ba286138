"""Finds towns by the beginning of their name, and by what they lie in."""

from typing import Any

from sqlalchemy import literal, true, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from instaclone.places.models import Place
from instaclone.places.naming import fold

WORDS, SPLITS = 8, 4  # of what is typed; places in it at which the name may end
LONGEST = 120  # characters of it that are looked at
# How well a town fits, the best first.
EXACT, ALMOST, SOMEHOW = 0, 1, 2
AFTER_ALL = "\U0010ffff"  # no name has a character behind this one
# Letters a name must begin with, and where words follow of what it lies in: nobody looks for one of
# all the towns that begin with an S.
SHORTEST, SHORTEST_BEFORE = 2, 4
CANDIDATES = 24  # of each way to read what is typed
SMALLEST = 1000  # people; the gazetteer does not know how many live in its smallest places


def search_towns(session: Session, words: str) -> list[tuple[Place, int]]:
    """The towns whose name begins like this, each with how well it fits, the best first, in one
    statement.

    Words behind the name, or behind a comma, are what it lies in: "springfield il", "paris, texas".
    Among towns that fit alike those come first where many people live and many posts are from.
    """
    ways = _ways(words)
    if not ways:
        return []
    found = union_all(*(way.subquery().select() for way in ways)).subquery("found")
    rows = session.execute(
        sa_select(Place, found.c.fit).join(found, found.c.id == col(Place.id))
    ).all()
    best: dict[int, tuple[Place, int]] = {}
    for place, fit in sorted(rows, key=lambda row: (row[1], -weight(row[0]), row[0].id)):
        best.setdefault(place.id, (place, fit))
    return list(best.values())


def weight(place: Place) -> int:
    """How likely it is that somebody means this place of many alike."""
    return (place.population + SMALLEST) * (1 + place.post_count)


def begins(name: str) -> Any:
    """The condition under which a place's name begins like this folded one."""
    # Not LIKE: SQLite uses no index for it.
    return col(Place.folded).between(name, name + AFTER_ALL)


def _ways(words: str) -> list[Any]:
    """The statements that find towns, one for each way to read what was typed."""
    ways = []
    for name, rest in _readings(words[:LONGEST]):
        fit = EXACT if not rest else ALMOST
        ways.append(_way(col(Place.folded) == name, rest, fit))
        if len(name) >= (SHORTEST_BEFORE if rest else SHORTEST):
            longer = (begins(name), col(Place.folded) != name)
            ways.append(_way(longer[0] & longer[1], rest, fit + 1))
    return ways


def _readings(words: str) -> list[tuple[str, list[str]]]:
    """Where the name may end, and the words behind it."""
    name, comma, rest = words.partition(",")
    if comma and fold(name):
        return [(fold(name), fold(rest).split()[:WORDS] if rest.strip() else [])]
    typed = fold(words).split()[:WORDS]
    ends = range(len(typed), 0, -1)
    return [(" ".join(typed[:end]), typed[end:]) for end in ends[:SPLITS]]


def _way(named: Any, rest: list[str], fit: int) -> Any:
    likely = (col(Place.population) + SMALLEST) * (1 + col(Place.post_count))
    # What is folded holds letters and digits alone, so nothing in it is a wildcard.
    within = [col(Place.within).contains(f" {word}") for word in rest]
    return (
        sa_select(col(Place.id), literal(fit).label("fit"))
        .where(col(Place.is_of_gazetteer) == true(), named, *within)
        .order_by(likely.desc())
        .limit(CANDIDATES)
    )
