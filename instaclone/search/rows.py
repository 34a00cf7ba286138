"""The rows of the builder as a screen holds them, and what becomes of one that is filled in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from instaclone.search import terms
from instaclone.search.building import (
    AT_LEAST,
    BETWEEN,
    COLOUR,
    COMPARISONS,
    HAS,
    IS,
    KEPT,
    KINDS,
    NEAR,
    OBJECT,
    ORIENTATION,
    PERSON,
    PLACE,
    TAG,
    THING,
    WORDS,
    Condition,
)
from instaclone.search.cards import GroupCard, RowCard
from instaclone.search.meaning import MOST, of_person, of_tag
from instaclone.search.spans import FIRST_YEAR, LAST_YEAR

NOT = "-"  # before a kind that rules out
LONGEST = 100  # signs in a field
TYPED = (WORDS, TAG, PERSON, PLACE, NEAR)  # kinds whose text is typed
VALUES = {
    HAS: terms.FEATURES,
    IS: terms.STANDINGS,
    ORIENTATION: terms.ORIENTATIONS,
    COLOUR: terms.COLOURS,
}
Row = tuple[int, Condition]  # with the number that tells it apart on the screen


def new_row() -> Condition:
    """What a row asks for before it is filled in."""
    return Condition(OBJECT)


def cards(groups: Sequence[Sequence[Row]], new: int = 0) -> list[GroupCard]:
    """The groups as they are shown; `new` is the number of the row that was just added."""
    return [GroupCard([_card(number, row, new) for number, row in group]) for group in groups]


def changed(row: Condition, field: str, value: str) -> Condition:
    """The row with a field filled in; as it is if there is no such field, or no such value."""
    value = value.strip()[:LONGEST]
    if row.kind == KEPT:
        return row
    if field == "kind":
        return _of_kind(row, value)
    if field == "label":
        return replace(row, label=value, text=value if row.kind == THING else "", is_open=False)
    if field == "text":
        is_open = row.kind == WORDS and value.endswith("*")
        return replace(row, text=value.rstrip("*") if is_open else value, is_open=is_open)
    if field == "comparison" and value in COMPARISONS:
        is_between = value == BETWEEN and row.until <= row.number
        return replace(row, comparison=value, until=row.number + 1 if is_between else row.until)
    return _numbered(row, field, value)


def complaint(row: Condition) -> str:
    """Why a row that is filled in finds nothing; "" where nothing is amiss."""
    if row.kind == TAG and row.text:
        return of_tag(f"#{row.text.lstrip('#')}").sentence
    return of_person(row.text, row.text).sentence if row.kind == PERSON and row.text else ""


def _card(number: int, row: Condition, new: int) -> RowCard:
    return RowCard(
        id=number,
        kind=f"{NOT}{row.kind}" if row.is_not else row.kind,
        text=f"{row.text}*" if row.is_open and row.kind == WORDS else row.text,
        label=row.label,
        comparison=row.comparison,
        number=str(row.number),
        until=str(row.until),
        km=f"{row.km:g}",
        begin=row.begin.isoformat() if row.begin else "",
        end=row.end.isoformat() if row.end else "",
        is_counted=not row.is_not or (row.comparison, row.number) != (AT_LEAST, 1),
        wrong=complaint(row),
        is_new=number == new,
    )


def _of_kind(row: Condition, wanted: str) -> Condition:
    """A row of another kind, which keeps what it can of what was filled in."""
    is_not, kind = wanted.startswith(NOT), wanted.removeprefix(NOT)
    if kind not in KINDS:
        return row
    if kind == row.kind:
        return replace(row, is_not=is_not)
    text = row.text if kind in TYPED and row.kind in TYPED else ""
    is_object = kind in (OBJECT, THING)
    label = row.label if is_object else ""
    return Condition(kind, is_not, label if kind == THING else text, label)


def _numbered(row: Condition, field: str, value: str) -> Condition:
    if field in ("number", "until") and value.isdecimal() and len(value) < LONGEST:
        number = min(int(value), MOST)
        return replace(row, number=number) if field == "number" else replace(row, until=number)
    if field == "km" and (km := _km(value)) is not None:
        return replace(row, km=km)
    if field in ("begin", "end"):
        day = _day(value)
        return replace(row, begin=day) if field == "begin" else replace(row, end=day)
    return row


def _km(value: str) -> float | None:
    """A distance as it is typed, with a point or a comma; None for what is none."""
    whole, _, part = value.replace(",", ".").partition(".")
    if not whole.isdecimal() or len(whole) > 4 or not (part == "" or part.isdecimal()):
        return None
    return min(max(float(f"{whole}.{part or 0}"), 0.1), terms.FARTHEST_KM)


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None  # not filled in, or not to its end
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
