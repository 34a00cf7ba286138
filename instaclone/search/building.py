"""A search as rows to click together: all groups must be met, each by one of its conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from instaclone.folding import tokens
from instaclone.places import naming
from instaclone.search import terms
from instaclone.search.meaning import MOST, of_person, of_tag, words_of
from instaclone.search.simplifying import all_of, negated, one_of, simplified
from instaclone.search.terms import All, Either, Not, Objects, Term, Thing, Words
from instaclone.search.writing import joined, write

OBJECT, THING, WORDS, TAG, PERSON, PLACE, NEAR, DATES, HAS, IS, ORIENTATION, COLOUR = KINDS = (
    "object", "thing", "words", "tag", "person", "place", "near", "dates", "has", "is",
    "orientation", "colour",
)  # fmt: skip
KEPT = "kept"  # what the rows cannot show, as its text
AT_LEAST, EXACTLY, AT_MOST, BETWEEN = COMPARISONS = ("at least", "exactly", "at most", "between")


@dataclass(frozen=True, slots=True)
class Condition:
    """One row. `text`: the words, tag, username, place or value; what a THING was called.

    An OBJECT is counted by the scanner, a THING is seen by it or said by somebody. `number` goes
    with `comparison`, and `until` is the larger one of BETWEEN. `is_open`: the last word only
    begins so. `begin` and `end` are days, both included. `term` is what a KEPT row asks for.
    """

    kind: str
    is_not: bool = False
    text: str = ""
    label: str = ""
    comparison: str = AT_LEAST
    number: int = 1
    until: int = 1
    is_open: bool = False
    km: float = terms.NEAR_KM
    begin: date | None = None
    end: date | None = None
    term: Term | None = None


Group = tuple[Condition, ...]


def conditions(term: Term | None) -> list[Group] | None:
    """The rows of a question; None where it is more than the builder can show: then its text alone
    says it."""
    if term is None:
        return []
    plain = simplified(_spread(simplified(term), False))
    groups = plain.parts if isinstance(plain, All) else (plain,)
    made: list[Group] = []
    for group in groups:
        rows = [_row(part) for part in (group.parts if isinstance(group, Either) else (group,))]
        kept = tuple(row for row in rows if row is not None)
        if len(kept) < len(rows):
            return None
        made.append(kept)
    return made


def all_rows(term: Term | None, labels: Mapping[str, str]) -> list[Group]:
    """The rows of any question: a part that is more than the builder can show is KEPT as its text,
    in a row of its own."""
    if term is None:
        return []
    plain = simplified(term)
    made: list[Group] = []
    for part in plain.parts if isinstance(plain, All) else (plain,):
        shown = conditions(part)
        kept = (Condition(KEPT, text=write(part, labels), term=part),)
        made += [kept] if shown is None else shown
    return made


def term_of(groups: Sequence[Sequence[Condition]]) -> Term | None:
    """What the rows ask for; rows that are not filled in ask for nothing."""
    asked = (one_of(found for row in group if (found := _asked(row))) for group in groups)
    return all_of(part for part in asked if part is not None)


def _spread(term: Term, is_not: bool) -> Term:
    """The same with every "not" directly at what it denies (De Morgan)."""
    if isinstance(term, Not):
        return _spread(term.part, not is_not)
    if isinstance(term, All | Either):
        kind = type(term) if not is_not else Either if isinstance(term, All) else All
        return kind(tuple(_spread(part, is_not) for part in term.parts))
    return Not(term) if is_not else term


def _row(term: Term) -> Condition | None:
    is_not = isinstance(term, Not)
    match term.part if isinstance(term, Not) else term:
        case Objects(label, least, most):
            return _counted(label, least, most, is_not)
        case Thing(label, words):
            text = joined(words.tokens)
            row = Condition(THING, is_not, text, label, is_open=words.is_open)
        case Words(found, is_open):
            row = Condition(WORDS, is_not, joined(found), is_open=is_open)
        case terms.Near(found, km):
            row = Condition(NEAR, is_not, " ".join(found), km=km)
        case terms.During(begin, end):
            row = Condition(DATES, is_not, begin=begin, end=end)
        case atom:
            row = _named(atom, is_not)
    return row


def _named(term: Term, is_not: bool) -> Condition | None:
    match term:
        case terms.Tagged(text):
            kind = TAG
        case terms.By(text):
            kind = PERSON
        case terms.At(found):
            kind, text = PLACE, joined(found)
        case terms.Has(text):
            kind = HAS
        case terms.Is(text):
            kind = IS
        case terms.Oriented(text):
            kind = ORIENTATION
        case terms.Coloured(text):
            kind = COLOUR
        case _:
            return None
    return Condition(kind, is_not, text)


def _counted(label: str, least: int, most: int | None, is_not: bool) -> Condition:
    if most is None:
        comparison, number = AT_LEAST, least
    elif least == most:
        comparison, number = EXACTLY, least
    elif least == 0:
        comparison, number = AT_MOST, most
    else:
        return Condition(OBJECT, is_not, label=label, comparison=BETWEEN, number=least, until=most)
    return Condition(OBJECT, is_not, label=label, comparison=comparison, number=number)


def _asked(row: Condition) -> Term | None:
    if row.kind == KEPT:
        return row.term
    found = _object(row) if row.kind in (OBJECT, THING) else _atom(row)
    return negated(found) if found is not None and row.is_not else found


def _object(row: Condition) -> Term | None:
    if not row.label:
        return None
    if row.kind == THING:
        words = words_of(row.text or row.label, row.is_open)
        return Thing(row.label, words) if words else None
    number, until = (min(max(0, each), MOST) for each in (row.number, row.until))
    least, most = {
        AT_LEAST: (number, None),
        EXACTLY: (number, number),
        AT_MOST: (0, number),
        BETWEEN: (min(number, until), max(number, until)),
    }.get(row.comparison, (1, None))
    return Objects(row.label, least, most)


def _atom(row: Condition) -> Term | None:
    if row.kind == DATES:
        begin, end = row.begin, row.end
        if begin and end and end < begin:
            begin, end = end, begin
        return terms.During(begin, end) if begin or end else None
    if not row.text.strip():
        return None
    if row.kind == WORDS:
        return words_of(row.text, row.is_open)
    if row.kind == TAG:
        return of_tag(f"#{row.text.strip().lstrip('#')}").term
    if row.kind == PERSON:
        return of_person(row.text, row.text).term
    return _placed(row) if row.kind in (PLACE, NEAR) else _valued(row)


def _placed(row: Condition) -> Term | None:
    if not tokens(row.text):
        return None
    if row.kind == PLACE:
        return terms.At(tuple(tokens(row.text)))
    km = round(min(max(row.km, 0.1), terms.FARTHEST_KM), 2)
    return terms.Near(tuple(naming.fold(row.text).split()), km)


def _valued(row: Condition) -> Term | None:
    values, make = {
        HAS: (terms.FEATURES, terms.Has),
        IS: (terms.STANDINGS, terms.Is),
        ORIENTATION: (terms.ORIENTATIONS, terms.Oriented),
        COLOUR: (terms.COLOURS, terms.Coloured),
    }.get(row.kind, ((), terms.Has))
    return make(row.text) if row.text in values else None
