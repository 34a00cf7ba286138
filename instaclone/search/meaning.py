"""What one piece of a search means: an operator with its value, a count, a word, a phrase."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from instaclone.accounts.names import USERNAME
from instaclone.folding import UNSPACED, fold, tokens
from instaclone.places import naming
from instaclone.search import terms
from instaclone.search.likeness import nearest
from instaclone.search.scanning_words import KEYS, Piece
from instaclone.search.spans import FIRST_YEAR, LAST_YEAR, SINGLE, span, stretch
from instaclone.search.terms import During, Nothing, Term, Words
from instaclone.text import TAG_NAME, fold_tag, is_tag, listed

MOST = 9_999  # objects in one picture; SQL has a largest number
MILE = 1.609344
LEAST_KM = 0.1
DISTANCE = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*(km|mi|miles?)?", re.IGNORECASE)
BARE = re.compile(r"\w[\w-]*")
FAR = re.compile(r"\.{2,3}|…")
VALUES = {
    "has": terms.FEATURES,
    "is": (*terms.STANDINGS, *terms.ORIENTATIONS),
    "orientation": terms.ORIENTATIONS,
    "color": terms.COLOURS,
}
SYNONYMS = {"gray": "grey", "location": terms.PLACE, "film": terms.VIDEO, "save": terms.SAVED}
EXAMPLES = {
    "from": "a username or me, such as from:me",
    "place": "the name of a place, such as place:Lisbon",
    "near": "the name of a town, such as near:Lisbon..20km",
    "before": "a day, a month or a year, such as before:2024-05",
    "after": "a day, a month or a year, such as after:2024",
    "on": "a day, a month or a year, such as on:2024-05-17",
    "has": f"{listed(terms.FEATURES)}: one of them",
    "is": "saved, liked or mine, or an orientation",
    "orientation": "portrait, landscape or square",
    "color": "a colour, such as color:blue",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term, or None for what means nothing; a sentence if something is amiss, and what to write
    in place of the piece."""

    term: Term | None
    sentence: str = ""
    replacement: str | None = None
    if_unfound: bool = False


def words_of(text: str, is_open: bool) -> Words | None:
    """Words side by side; None where there is no letter or digit.

    A lone sign of a script without blanks is always open: words are found by pairs of its signs.
    """
    found = tuple(tokens(text))
    if not found:
        return None
    is_lone = len(found[-1]) == 1 and UNSPACED.fullmatch(found[-1]) is not None
    return Words(found, is_open or is_lone)


def quoted(text: str) -> str:
    """A value as it is written behind an operator: in quotation marks if it needs them."""
    plain = text.replace('"', " ").strip()
    return plain if BARE.fullmatch(plain) else f'"{plain}"'


def of_operator(piece: Piece, today: date) -> Meaning:
    """What an operator asks for with its value."""
    if not piece.value.strip():
        return _incomplete(piece)
    if piece.name == "from":
        return of_person(piece.value, f"from:{piece.value}")
    if piece.name == "place":
        found = tuple(tokens(piece.value))
        return Meaning(terms.At(found)) if found else _incomplete(piece)
    if piece.name == "near":
        return _near(piece)
    if piece.name in VALUES:
        return _listed_value(piece)
    return _dated(piece, today)


def of_range(text: str, today: date) -> Meaning:
    """What two days with .. between them ask for."""
    found = stretch(text, today)
    if found is None:
        return Meaning(Nothing(text), f"“{text}” {NO_DAY}")
    plain = text.replace("…", "..").split("..")
    if plain[0] and plain[-1] and (first := span(plain[0], today)) and found.begin != first[0]:
        turned = f"{plain[-1].strip('.')}..{plain[0]}"
        return Meaning(found, f"“{text}” ends before it begins; it is turned around.", turned)
    return Meaning(found)


def of_tag(text: str) -> Meaning:
    """What #tag asks for; the text begins with #."""
    tag = fold_tag(text)
    if not tag:
        return Meaning(None, "A tag follows directly after “#”, such as #sunset.")
    parts = TAG_NAME.findall(tag)
    if not parts:
        return Meaning(None, f"“{text}” has no letters or digits to search for.")
    if len(parts) == 1 and is_tag(parts[0]):
        return Meaning(terms.Tagged(parts[0]))
    sound = "".join(parts)
    offered = f"#{sound}" if is_tag(sound) else None
    sentence = f"“{text}” is no tag: a tag has letters, digits and underscores."
    return Meaning(Nothing(f"#{'-'.join(parts)}"), sentence, offered)


def of_person(name: str, text: str) -> Meaning:
    """What a username asks for, with or without its @; "me" is who asks."""
    folded = unicodedata.normalize("NFKC", name).strip().lstrip("@").rstrip(".,;:!?").lower()
    if not folded:
        return Meaning(None, "A username follows directly after “@”, such as @ana.")
    if USERNAME.fullmatch(folded):
        return Meaning(terms.By(folded))
    return Meaning(Nothing(f"from:{quoted(folded)}"), f"“{text}”: nobody can have this username.")


def of_count(piece: Piece, label: str) -> Meaning:
    """How many of a label are asked for."""
    if not piece.value:
        return Meaning(terms.Objects(label), f"A number follows after “{piece.sign}”.")
    numbers = [min(int(part), MOST) for part in piece.value.split("..") if part.isdecimal()]
    if len(numbers) != piece.value.count("..") + 1 or (
        len(numbers) == 2 and piece.sign not in ("=", "!=")
    ):
        sentence = f"“{piece.value}” is not a whole number, such as 2."
        offered = f"{hyphened(piece.name)}>=1"
        return Meaning(Nothing(f"{hyphened(piece.name)}{piece.sign}?"), sentence, offered)
    low, high = min(numbers), max(numbers)
    if piece.sign in ("=", "!="):
        one = terms.Objects(label, low, high)
        if numbers != [low, high] and len(numbers) == 2:
            said = f"“{piece.value}” ends before it begins; it is turned around."
            offered = f"{hyphened(piece.name)}{piece.sign}{low}..{high}"
            return Meaning(_unless(piece, one), said, offered)
        return Meaning(_unless(piece, one))
    if piece.sign == "<" and low == 0:
        sentence = "There are never fewer than none. Did you mean none at all?"
        return Meaning(Nothing(f"{hyphened(piece.name)}<0"), sentence, f"{hyphened(piece.name)}=0")
    least, most = {
        ">": (min(low + 1, MOST), None),
        ">=": (low, None),
        "<": (0, low - 1),
        "<=": (0, low),
    }[piece.sign]
    return Meaning(terms.Objects(label, least, most))


def of_unknown_count(piece: Piece, meant: str | None) -> Meaning:
    """A count of what the scanner does not know; `meant` is the name it perhaps does know."""
    name, words = piece.name, words_of(piece.name, False)
    number = piece.value if piece.value.replace("..", "").isdecimal() else ""
    if not number or words is None:
        return Meaning(words_of(f"{name} {piece.value}", False))
    if meant:
        text = f"{hyphened(name)}{piece.sign}{number}"
        offered = f"{hyphened(meant)}{piece.sign}{number}"
        return Meaning(Nothing(text), f"“{name}”: did you mean {meant}?", offered)
    is_none = (piece.sign, number) in (("=", "0"), ("<", "1"), ("<=", "0"))
    sentence = f"The scanner does not know “{name}”; it is searched in the words instead."
    return Meaning(terms.Not(words) if is_none else words, sentence)


def of_words(text: str, is_open: bool) -> Meaning:
    """Words said side by side."""
    found = words_of(text, is_open)
    if found is None:
        return Meaning(None, f"“{text}” has no letters or digits to search for.")
    if SINGLE.fullmatch(text) and span(text, date.max):
        kind = ("year", "month", "day")[len(re.findall("[-/]", text))]
        offered = f"{text}..{text}" if kind == "year" else f"on:{text}"
        sentence = f"“{text}” is searched as a word. Did you mean posts of this {kind}?"
        return Meaning(found, sentence, offered)
    return Meaning(found)


def nearest_key(name: str) -> str | None:
    """The operator that was perhaps meant by one that is none."""
    return nearest(name, KEYS)


def hyphened(name: str) -> str:
    """A label or a word as one piece of a search: traffic-light."""
    return "-".join(fold(name).split())


NO_DAY = (
    f"cannot be read as days. Write them as 2024, 2024-05 or 2024-05-17, from {FIRST_YEAR} to "
    f"{LAST_YEAR}."
)


def _unless(piece: Piece, one: terms.Objects) -> Term:
    if piece.sign == "=":
        return one
    return terms.Not(one) if one.most else terms.Objects(one.label)


def _incomplete(piece: Piece) -> Meaning:
    return Meaning(None, f"“{piece.name}:” is followed by {EXAMPLES[piece.name]}.")


def _nothing(piece: Piece, why: str) -> Meaning:
    return Meaning(Nothing(f"{piece.name}:{quoted(piece.value)}"), f"“{piece.value}” {why}")


def _near(piece: Piece) -> Meaning:
    parts = [piece.value, piece.rest] if piece.is_quoted else FAR.split(piece.value, maxsplit=1)
    name, far = parts[0], FAR.sub("", parts[1], count=1) if len(parts) > 1 else ""
    town = tuple(naming.fold(name).split()) if fold(name) else ()
    if not town:
        return _incomplete(piece)
    start = f"near:{quoted(name)}"
    if not far:
        return Meaning(terms.Near(town))
    found = DISTANCE.fullmatch(far.strip())
    if found is None:
        usual = f"{terms.NEAR_KM:g} km"
        sentence = f"“{far}” is no distance, such as 20km or 5mi. It is taken as {usual}."
        return Meaning(terms.Near(town), sentence, f"{start}..20km")
    unit = (found[2] or "km").lower()
    km = round(float(found[1].replace(",", ".")) * (1 if unit == "km" else MILE), 2)
    if km > terms.FARTHEST_KM:
        sentence = f"A search reaches {terms.FARTHEST_KM:g} km at most."
        offered = f"{start}..{terms.FARTHEST_KM:g}km"
        return Meaning(terms.Near(town, terms.FARTHEST_KM), sentence, offered)
    return Meaning(terms.Near(town, max(km, LEAST_KM)))


def _listed_value(piece: Piece) -> Meaning:
    values = VALUES[piece.name]
    value = fold(piece.value).replace(" ", "")
    value = SYNONYMS.get(value, value)
    if value not in values:
        begun = [each for each in values if value and each.startswith(value)]
        meant = begun[0] if begun else nearest(value, values) or value.removesuffix("s")
        if meant in values:
            said, offered = f"did you mean {meant}?", f"{piece.name}:{meant}"
        else:
            said, offered = f"known here: {listed(values)}.", None
        unknown = Nothing(f"{piece.name}:{quoted(piece.value)}")
        return Meaning(unknown, f"“{piece.name}:{piece.value}”: {said}", offered)
    if piece.name == "has":
        return Meaning(terms.Has(value))
    if piece.name == "color":
        return Meaning(terms.Coloured(value))
    return Meaning(terms.Is(value) if value in terms.STANDINGS else terms.Oriented(value))


def _dated(piece: Piece, today: date) -> Meaning:
    found = span(piece.value.strip(), today)
    if found is None:
        return _nothing(piece, NO_DAY)
    first, last = found
    if piece.name == "before":
        if first.year == FIRST_YEAR and first.day == first.month == 1:
            return _nothing(piece, "is before every post.")
        return Meaning(During(None, first - timedelta(days=1)))
    if piece.name == "after":
        if last == date(LAST_YEAR, 12, 31):
            return _nothing(piece, "is after every post.")
        return Meaning(During(last + timedelta(days=1), None))
    return Meaning(During(first, last))
