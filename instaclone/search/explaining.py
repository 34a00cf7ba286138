"""Says in plain English what a term finds."""

from datetime import date

from instaclone import text
from instaclone.search import spans, terms
from instaclone.search.terms import ME, All, Either, Not, Objects, Term, Thing, Words
from instaclone.search.writing import joined
from instaclone.vision.words import ONE, article, plural

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
FEATURES = {terms.VIDEO: "video", terms.ALT: "alt text", terms.PLACE: "place"}
STANDINGS = {terms.SAVED: "saved", terms.LIKED: "liked", terms.MINE: "posted"}
WITH = "with"


def explain(term: Term) -> str:
    """What is found, such as "Posts with two or more dogs and no car, near Lisbon (20 km)"."""
    return f"Posts {_said(term)}"


def _said(term: Term) -> str:
    """A simplified term as it stands behind "Posts"; groups in groups stand in parentheses."""
    if isinstance(term, All):
        together: dict[str, list[str]] = {}
        for part in term.parts:
            lead, rest = _clause(part)
            together.setdefault(lead, []).append(rest)
        # What no word leads is not told from what stands before it by an "and".
        return ", ".join(
            _led(lead, text.listed(rests)) if lead else ", ".join(rests)
            for lead, rests in together.items()
        )
    if isinstance(term, Either):
        clauses = [_clause(part) for part in term.parts]
        if len({lead for lead, _ in clauses}) == 1 and clauses[0][0]:
            return f"{clauses[0][0]} {' or '.join(rest for _, rest in clauses)}"
        return " or ".join(_led(*clause) for clause in clauses)
    return _led(*_clause(term))


def _led(lead: str, rest: str) -> str:
    return f"{lead} {rest}".strip()


def _clause(term: Term) -> tuple[str, str]:
    """The words that can be said once for several such terms, and the rest."""
    if isinstance(term, Not):
        return _negated(term.part)
    if isinstance(term, Either):
        clauses = [_clause(part) for part in term.parts]
        leads = {lead for lead, _ in clauses}
        if leads == {WITH}:
            return WITH, f"({' or '.join(rest for _, rest in clauses)})"
        return "", f"({_said(term)})"
    if isinstance(term, All):
        return "", f"({_said(term)})"
    return _of_atom(term)


def _negated(term: Term) -> tuple[str, str]:
    if isinstance(term, All | Either):
        return "not", f"({_said(term)})"
    if isinstance(term, Thing) and not term.words.is_open:
        return WITH, f"no {_one(term.label)}"
    if isinstance(term, Objects) and (term.least, term.most) == (1, None):
        return WITH, f"no {_one(term.label)}"
    if isinstance(term, terms.Has):
        return WITH, f"no {FEATURES[term.feature]}"
    lead, rest = _of_atom(term)
    return f"not {lead}".strip(), rest


def _of_atom(term: Term) -> tuple[str, str]:
    match term:
        case Objects(label, least, most):
            said = WITH, _counted(label, least, most)
        case Thing(label, words):
            one = f"{article(_one(label))} {_one(label)}"
            said = WITH, f"{one} or {_quoted(words)}" if words.is_open else one
        case Words():
            said = "saying", _quoted(term)
        case terms.During(begin, end):
            said = "", _when(begin, end)
        case terms.Near(tokens, km):
            said = "near", f"{_name(tokens)} ({km:g} km)"
        case terms.At(tokens):
            said = "in", _name(tokens)
        case terms.Tagged(tag):
            said = "tagged", f"#{tag}"
        case terms.By(username):
            said = "by", "you" if username == ME else f"@{username}"
        case _:
            said = _of_value(term)
    return said


def _of_value(term: Term) -> tuple[str, str]:
    match term:
        case terms.Has(feature):
            feature = FEATURES[feature]
            return WITH, feature if feature == FEATURES[terms.ALT] else f"a {feature}"
        case terms.Is(standing):
            return "", f"{STANDINGS[standing]} by you"
        case terms.Oriented(orientation):
            return "in", f"{orientation} format"
        case terms.Coloured(colour):
            return WITH, f"much {colour}"
        case terms.Nothing(words):
            return "", f"that cannot be found (“{words}”)"
    raise TypeError(term)


def _one(label: str) -> str:
    return ONE.get(label, label)


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def _counted(label: str, least: int, most: int | None) -> str:
    if most is None:
        if least < 2:
            one = _one(label)
            return f"any number of {plural(label)}" if least == 0 else f"{article(one)} {one}"
        return f"{_number(least)} or more {plural(label)}"
    noun = _one(label) if most <= 1 else plural(label)
    if most == 0:
        return f"no {noun}"
    if least == most:
        return f"exactly {_number(most)} {noun}"
    if least == 0:
        return f"at most {_number(most)} {noun}"
    return f"{_number(least)} to {_number(most)} {noun}"


def _quoted(words: Words) -> str:
    said = joined(words.tokens)
    if words.is_open and len(words.tokens) > 1:
        return f"“{said}…”"
    return f"a word that begins with “{said}”" if words.is_open else f"“{said}”"


def _name(tokens: tuple[str, ...]) -> str:
    return joined(tokens).title()


def _when(begin: date | None, end: date | None) -> str:
    if begin is None or end is None:
        if begin is None and end is None:
            return "of any day"
        return f"since {_edge(begin, True)}" if begin else f"until {_edge(end, False)}"
    if begin == end:
        return f"on {_day(begin)}"
    first, last = _edge(begin, True), _edge(end, False)
    if first == last:
        return f"in {first}"
    if len(first) == len(last) == 4 and end.year == begin.year + 1:
        return f"in {first} or {last}"
    if first.count(" ") != last.count(" "):
        first, last = _day(begin), _day(end)
    return f"from {first} to {last}"


def _edge(day: date | None, is_begin: bool) -> str:
    """A day by the year or the month that begins or ends with it, where one does."""
    assert day
    if (day.month, day.day) == ((1, 1) if is_begin else (12, 31)):
        return f"{day.year}"
    if day == (day.replace(day=1) if is_begin else spans.last_of_month(day)):
        return f"{day:%B} {day.year}"
    return _day(day)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
