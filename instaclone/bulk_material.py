"""What posts for benchmarks say and show: few things often and many seldom, as among people, and
alike in every run."""

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from typing import Generic, TypeVar

from instaclone.db.full_text import encoded
from instaclone.folding import fold, tokens
from instaclone.media.colours import DIGITS, colours_of
from instaclone.places.models import Place
from instaclone.posts.indexing import CELLS, cell_fact, colour_fact, place_fact
from instaclone.vision.labels import GROUPS

WORDS, TAGS, PLACES = 5000, 400, 1000
FIRST_PLACE = 900_000_000  # far from the numbers of the gazetteer
LABELS = tuple(label for group in GROUPS.values() for label in group)
# Near which every tenth place lies, in turn: name, country, degrees.
CITIES = (
    ("Lisbon", "Portugal", 38.72, -9.14),
    ("Paris", "France", 48.86, 2.35),
    ("Tokyo", "Japan", 35.69, 139.69),
    ("Nairobi", "Kenya", -1.29, 36.82),
    ("Toronto", "Canada", 43.71, -79.4),
)
EVERY, OUTSKIRTS = 10, 0.1  # of how many places; degrees
COUNTRIES = ("France", "Portugal", "Norway", "Japan", "Brazil", "Kenya", "Canada", "Chile")
T = TypeVar("T")
SIZES = ((1080, 810), (864, 1080), (1080, 1080))
PLAIN = (0xC02020, 0xE08020, 0xE0D030, 0x30A040, 0x3060C0, 0x7030A0, 0x101010, 0xF4F4F4, 0x808080)


@dataclass(frozen=True)
class Spot:
    """A place that posts are from, and the facts by which those are found."""

    place: Place
    said: str
    facts: tuple[str, ...]


class Skewed(Generic[T]):
    """Chooses among things of which number n comes 1 / n as often as the first."""

    def __init__(self, things: Sequence[T]):
        self.things = things
        self._weights = list(accumulate(1 / number for number in range(1, len(things) + 1)))

    def choose(self, rng: random.Random) -> T:
        """One of them."""
        return self.things[bisect(self._weights, rng.random() * self._weights[-1])]


@cache
def words() -> Skewed[tuple[str, str]]:
    """Words, each with how it is indexed; among them what the scanner's labels are called."""
    syllables = ("ka", "lo", "mi", "re", "su", "ta", "vo", "ne", "zi", "pa", "du", "fo", "ge")
    made = ["".join(parts) for parts in product(syllables, repeat=4)]
    random.Random(1).shuffle(made)  # noqa: S311 - alike in every run, on purpose
    for number, label in enumerate(LABELS):
        made[20 + 10 * number] = label.split()[0]
    return Skewed([(word, encoded([word])[:-1]) for word in dict.fromkeys(made[:WORDS])])


@cache
def names() -> tuple[list[str], list[str]]:
    """Given names and surnames."""
    syllables = ("ba", "di", "el", "fre", "gor", "hil", "jo", "kru", "lin", "mar", "nor", "wes")
    made = ["".join(parts).title() for parts in product(syllables, repeat=3)]
    random.Random(2).shuffle(made)  # noqa: S311 - alike in every run, on purpose
    return made[:200], made[200:]


@cache
def tags() -> Skewed[tuple[str, str]]:
    """Tags, each with how it is indexed."""
    names = [f"topic{number}" for number in range(TAGS)]
    return Skewed([(name, encoded([name])[:-1]) for name in names])


@cache
def labels() -> Skewed[str]:
    """What the scanner knows."""
    return Skewed(LABELS)


@cache
def spots() -> Skewed[Spot]:
    """Places all over the inhabited earth, some of them in the outskirts of cities."""
    return Skewed([_spot(number) for number in range(PLACES)])


@cache
def looks() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Blurhashes of one colour, each with the facts by which its posts are found."""
    made = (f"00{''.join(_digits(colour))}" for colour in PLAIN)
    return tuple((each, tuple(map(colour_fact, colours_of(each)))) for each in made)


def places() -> list[Place]:
    """The rows of the places."""
    return [_spot(number).place for number in range(PLACES)]


def _spot(number: int) -> Spot:
    rng = random.Random(number)  # noqa: S311 - alike in every run, on purpose
    country = COUNTRIES[number % len(COUNTRIES)]
    name = f"Town{number} Bay"
    latitude, longitude = rng.uniform(-55, 70), rng.uniform(-180, 179.9)
    if number % EVERY == EVERY - 1:
        city, country, north, east = CITIES[number // EVERY % len(CITIES)]
        name = f"{city} Quay{number}"
        latitude = north + rng.uniform(-OUTSKIRTS, OUTSKIRTS)
        longitude = east + rng.uniform(-OUTSKIRTS, OUTSKIRTS)
    place = Place(
        id=FIRST_PLACE + number,
        name=name,
        folded=fold(name),
        country_name=country,
        latitude=round(latitude, 4),
        longitude=round(longitude, 4),
    )
    assert place.latitude is not None
    assert place.longitude is not None
    facts = {place_fact(token) for token in tokens(f"{name} {country}")} | {"has:place"}
    facts |= {cell_fact(size, place.latitude, place.longitude) for size in CELLS}
    return Spot(place, encoded(tokens(name)), tuple(facts))


def _digits(number: int) -> list[str]:
    return [DIGITS[number // 83**place % 83] for place in (3, 2, 1, 0)]
