"""What is being typed at the end of a search, and what could stand there; no database is asked.

People, tags and places come from their rooms: `typed` says what to ask them for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instaclone.folding import fold
from instaclone.search import cards, terms
from instaclone.search.cards import Suggestion
from instaclone.search.likeness import names_of
from instaclone.search.meaning import VALUES, hyphened, quoted
from instaclone.search.scanning_words import Piece, is_last, pieces

OBJECT, TAG, PERSON, PLACE, VALUE, DAY = "object", "tag", "person", "place", "value", "day"
LONGEST = 500  # signs; what comes after is not searched
OPERATORS = {
    "from:": "Whose posts: a username, or me",
    "place:": "Where: a place, region or country",
    "near:": "Within 20 km of a town, or near:Lisbon..5km",
    "before:": "Before a day, a month or a year",
    "after:": "After a day, a month or a year",
    "on:": "On a day, in a month or a year",
    "has:": "With a video, alt text or a place",
    "is:": "Saved, liked or posted by you",
    "orientation:": "Portrait, landscape or square",
    "color:": "With much of a colour",
}
MEANINGS = {
    f"has:{terms.VIDEO}": "With a video",
    f"has:{terms.ALT}": "With alt text",
    f"has:{terms.PLACE}": "With a place",
    f"is:{terms.SAVED}": "Saved by you",
    f"is:{terms.LIKED}": "Liked by you",
    f"is:{terms.MINE}": "Posted by you",
}


@dataclass(frozen=True, slots=True)
class Typing:
    """What stands at the end of a text: of which kind it will be, how it begins, and where the
    piece starts that a choice takes the place of.

    `operator`: the one before it, "" for none. `starts`: where an object of several words may
    start instead, with all that was typed of it, the longest first.
    """

    kind: str
    prefix: str
    start: int
    operator: str = ""
    starts: tuple[tuple[int, str], ...] = ()


def typed(text: str) -> Typing | None:
    """What is being typed; None where the text is empty, too long, or ends with something whole.

    A bare word is of kind OBJECT, and may become an operator or anything else as well.
    """
    found = pieces(text) if len(text) <= LONGEST else []
    if not found or not is_last(text, found[-1]):
        return None
    last = found[-1]
    if last.kind == "operator":
        return _value(last)
    if last.kind in ("or", "and", "not") and last.name:
        return Typing(OBJECT, last.name, last.start)
    return _bare(text, found) if last.kind == "word" and not last.is_open else None


def completed(text: str, start: int, choice: str) -> str:
    """The text with a choice in place of what stands from `start` on, ready for the next word; an
    operator waits for its value."""
    return text[:start] + choice + ("" if choice.endswith(":") else " ")


def tag_choice(tag: str) -> str:
    """A tag as a choice."""
    return f"#{tag}"


def person_choice(username: str, typing: Typing) -> str:
    """A person as a choice: behind the operator that was typed, or with @."""
    return f"from:{username}" if typing.operator else f"@{username}"


def place_choice(name: str, typing: Typing) -> str:
    """A place as a choice: near it if near: was typed."""
    return f"{typing.operator or 'place'}:{quoted(name)}"


def objects_beginning(
    typing: Typing, labels: Mapping[str, str], shown: Mapping[str, str], limit: int
) -> list[tuple[str, int, str]]:
    """Up to `limit` labels one of whose names begins as typed, each with where it starts and what
    to choose; those that begin like the label itself first.

    `shown` is what a label is called in the reader's language; without it the label is chosen.
    """
    names = names_of(labels).labels
    found: dict[str, tuple[bool, int, str]] = {}
    for start, prefix in typing.starts or ((typing.start, typing.prefix),):
        folded = fold(prefix)
        for name, label in names.items() if folded else ():
            if name.startswith(folded):
                called = shown.get(label, label)
                known = fold(called) if names.get(fold(called)) == label else label
                is_own = fold(called).startswith(folded)
                rank = (not is_own, start, hyphened(known))
                found[label] = min(found.get(label, rank), rank)
    ranked = sorted(found.items(), key=lambda each: (each[1][0], each[1][1], each[0]))
    return [(label, start, choice) for label, (_, start, choice) in ranked[:limit]]


def suggestions(
    text: str, labels: Mapping[str, str], shown: Mapping[str, str] | None = None, limit: int = 8
) -> list[Suggestion]:
    """What the language itself suggests for the end of a text: objects, then operators; or the
    values of the operator that was typed. Nothing for tags, people, places and days."""
    typing = typed(text)
    if typing is None:
        return []
    if typing.kind == VALUE:
        return _values(text, typing)[:limit]
    if typing.kind != OBJECT:
        return []
    called = shown or {}
    objects = [
        Suggestion(cards.OBJECT, called.get(label, label), "Object", completed(text, start, choice))
        for label, start, choice in objects_beginning(typing, labels, called, limit)
    ]
    return (objects + _operators(text, typing))[:limit]


def _operators(text: str, typing: Typing) -> list[Suggestion]:
    return [
        Suggestion(
            cards.OPERATOR, operator, said, completed(text, typing.start, operator), continues=True
        )
        for operator, said in OPERATORS.items()
        if operator.startswith(typing.prefix.lower())
    ]


def _values(text: str, typing: Typing) -> list[Suggestion]:
    begin = fold(typing.prefix)
    made: list[Suggestion] = []
    for value in VALUES[typing.operator]:
        if value.startswith(begin):
            choice = f"{typing.operator}:{value}"
            said = MEANINGS.get(choice, OPERATORS[f"{typing.operator}:"])
            made.append(
                Suggestion(cards.OPERATOR, choice, said, completed(text, typing.start, choice))
            )
    return made


def _bare(text: str, found: Sequence[Piece]) -> Typing | None:
    last = found[-1]
    if last.name[0] in "#@":
        kind = TAG if last.name[0] == "#" else PERSON
        return Typing(kind, last.name[1:], last.start)
    if not fold(last.name):
        return None
    return Typing(OBJECT, last.name, last.start, "", _starts(text, found))


def _value(piece: Piece) -> Typing | None:
    if piece.is_quoted and (piece.is_whole or piece.rest):
        return None
    kinds = {"from": PERSON, "place": PLACE, "near": PLACE}
    kind = kinds.get(piece.name, VALUE if piece.name in VALUES else DAY)
    if piece.name == "near" and ".." in piece.value:
        return None
    return Typing(kind, piece.value.lstrip("@"), piece.start, piece.name)


def _starts(text: str, found: Sequence[Piece]) -> tuple[tuple[int, str], ...]:
    """The last word alone, and with one, two and three plain words before it."""
    starts: list[tuple[int, str]] = []
    for piece in reversed(found[-4:]):
        if piece.kind != "word" or piece.is_open or piece.name[0] in "#@":
            break
        starts.append((piece.start, text[piece.start :]))
    return tuple(reversed(starts))
