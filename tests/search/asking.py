"""Random searches for property tests: trees that the reader can make, and texts of all kinds."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from instaclone.search import terms
from instaclone.search.simplifying import simplified
from instaclone.search.terms import Objects, Term, Thing, Words

TODAY = date(2026, 11, 21)
LABELS = {
    "dog": "dog", "dogs": "dog", "hund": "dog", "犬": "dog", "cat": "cat", "cats": "cat",
    "person": "person", "people": "person", "car": "car", "cars": "car", "kite": "kite",
    "bicycle": "bicycle", "bicycles": "bicycle", "自転車": "bicycle", "teddy": "teddy bear",
    "teddy bear": "teddy bear", "bear": "bear", "traffic light": "traffic light",
    "traffic lights": "traffic light", "hot dog": "hot dog", "mouse": "mouse",
}  # fmt: skip
SAID = (
    "sunset", "light", "hot", "dog", "or", "not", "2024", "koln", "हिन्दी", "東京", "x", "me", "has",
    "traffic", "10",
)  # fmt: skip
PLACES = (("lisbon",), ("new", "york"), ("koln",), ("東京",))


def random_term(random: Random, depth: int = 3) -> Term:
    """A tree as `simplified` makes them."""
    return simplified(_tree(random, depth))


def _tree(random: Random, depth: int) -> Term:
    kind = random.random()
    if depth == 0 or kind < 0.3:
        return random_atom(random)
    if kind < 0.5:
        return terms.Not(_tree(random, depth - 1))
    parts = tuple(_tree(random, depth - 1) for _ in range(random.randint(2, 3)))
    return terms.All(parts) if kind < 0.75 else terms.Either(parts)


def random_atom(random: Random) -> Term:
    """One thing to ask for, each kind as likely."""
    makers = (
        _objects, _words, _words, _thing, _during,
        lambda random: terms.Tagged(random.choice(("dog", "goldenhour", "犬と猫", "2026a"))),
        lambda random: terms.By(random.choice(("me", "ana", "ben.b_2"))),
        lambda random: terms.At(random.choice(PLACES)),
        lambda random: terms.Near(random.choice(PLACES), random.choice((20, 0.5, 8.05, 300))),
        lambda random: terms.Has(random.choice(terms.FEATURES)),
        lambda random: terms.Is(random.choice(terms.STANDINGS)),
        lambda random: terms.Oriented(random.choice(terms.ORIENTATIONS)),
        lambda random: terms.Coloured(random.choice(terms.COLOURS)),
        lambda random: terms.Nothing(random.choice(("dgo>=2", "color:mauve", "on:2023-02-29"))),
    )  # fmt: skip
    return random.choice(makers)(random)


def _objects(random: Random) -> Term:
    label = random.choice(sorted(set(LABELS.values())))
    least = random.randint(0, 4)
    return Objects(label, least, random.choice((None, least, least + random.randint(0, 3))))


def _words(random: Random) -> Term:
    said = tuple(random.choice(SAID) for _ in range(random.choice((1, 1, 2, 3))))
    return Words(said, random.random() < 0.3)


def _thing(random: Random) -> Term:
    name = random.choice([name for name in LABELS if name.isascii()])
    return Thing(LABELS[name], Words(tuple(name.split()), random.random() < 0.2))


def _during(random: Random) -> Term:
    def edge(is_end: bool) -> date:
        year, month = random.randint(1900, 2200), random.randint(1, 12)
        size = random.randint(0, 2)
        if size == 0:
            return date(year, 12, 31) if is_end else date(year, 1, 1)
        if size == 1:
            return date(year, month, monthrange(year, month)[1] if is_end else 1)
        return date(year, month, 1) + timedelta(days=random.randint(0, 27))

    begin, end = edge(False), edge(True)
    if end < begin:
        begin, end = end, begin
    return random.choice(
        (terms.During(begin, None), terms.During(None, end), terms.During(begin, end))
    )


SCRAPS = (
    "dog", "dogs", "dgo", "traffic", "light", "sunset", "(", ")", "((", "-", "--", "NOT ", "OR",
    " or ", "AND", "|", "&&", '"', "“", "”", "*", "#", "@", "#tag", "@ana", ":", "..", "…", "...",
    ">=", "<", "=", "!=", "≥", "0", "2", "999999999999999999999", "٣", "²", "1..3", "2024",
    "2024-05", "2024-13", "2023-02-29", "2024..2025", "..2023", "0001", "9999..", "place:",
    "near:", "near:Lisbon..5mi", "..1e9km", "from:", "before:", "after:", "on:", "yesterday",
    "has:", "is:", "color:", "video", "saved", "portrait", "grye", "foo:", "plce:", "Köln", "犬",
    "東京都", "ไทย", "😀", "\u0301", "\u200d", "\x00", "\n", "\t", "ß", "İ", "ﷺ", "℡", "'", "\\",
    "%", "_", "km", "me", "\ud800", "k" * 60,
)  # fmt: skip


def random_text(random: Random) -> str:
    """A text of scraps of the language and of any signs at all."""
    made: list[str] = []
    for _ in range(random.choice((1, 3, 6, 12, 40, 150))):
        if random.random() < 0.15:
            made.append(chr(random.randrange(1, random.choice((0x80, 0x3000, 0x20000)))))
        else:
            made.append(random.choice(SCRAPS))
        made.append(random.choice(("", " ", " ", "  ")))
    return "".join(made)
