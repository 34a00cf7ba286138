"""The searches that are measured, each with the statement that one would write by hand for it.

By hand: one statement for the newest page of posts, without the gate, for what is asked alone. The
posts of benchmarks are all public, so both find the same, but for what is found by comments under
one's own posts, which a statement by hand leaves out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from instaclone import clock
from instaclone.bulk_material import CITIES, words
from instaclone.ids import first_key
from instaclone.posts.indexing import HAS_VIDEO, colour_fact, orientation_fact

PAGE = 24
RARE_LABELS = ("toaster", "scissors", "microwave", "refrigerator", "toothbrush")
COMMON_LABELS = ("person", "bird", "cat", "dog", "horse")
SUMMER = (170, 80)  # days ago: its first and its last
FAR = 0.18, 0.26  # degrees of latitude and longitude that hold the outskirts of each city
Values = dict[str, Any]

# The parts of statements. `{said}` is what the database's own full text is asked.
SAID = {
    "SQLite": "SELECT rowid AS sort_key FROM ft_post_words WHERE ft_post_words MATCH :word"
    " ORDER BY rowid DESC LIMIT 24",
    "MariaDB": "SELECT sort_key FROM post_words WHERE MATCH(words) AGAINST(:word IN BOOLEAN MODE)"
    " ORDER BY sort_key DESC LIMIT 24",
}
BY_KEY = (
    "SELECT post.id FROM post JOIN ({}) AS found ON found.sort_key = post.sort_key"
    " ORDER BY post.sort_key DESC LIMIT 24"
)
LABEL = "SELECT sort_key FROM label_count WHERE label = :label ORDER BY sort_key DESC LIMIT 24"
COUNT = (
    "SELECT post.id FROM label_count AS c JOIN post ON post.sort_key = c.sort_key"
    " WHERE c.label = :label AND c.count >= :least ORDER BY c.sort_key DESC LIMIT 24"
)
THING = BY_KEY.format(
    f"SELECT sort_key FROM ({LABEL}) AS seen UNION SELECT sort_key FROM ({{said}}) AS heard"
)
POSTS = "SELECT p.id FROM post AS p JOIN post_words AS w ON w.sort_key = p.sort_key WHERE "
NEWEST = " ORDER BY p.sort_key DESC LIMIT 24"
HOLDS = "EXISTS (SELECT 1 FROM label_count AS c WHERE c.label = :{0} AND c.sort_key = p.sort_key)"
IS = f"({HOLDS} OR instr(w.words, :{{0}}_word) > 0)"
AROUND = (
    "SELECT p.id FROM post AS p JOIN place ON place.id = p.place_id"
    " WHERE place.latitude BETWEEN :south AND :north AND place.longitude BETWEEN :west AND :east"
)
MANY = (
    " AND p.sort_key >= :begin AND p.sort_key < :end AND EXISTS (SELECT 1 FROM label_count AS c"
    " WHERE c.label = :label AND c.sort_key = p.sort_key AND c.count >= 2)"
    " AND NOT EXISTS (SELECT 1 FROM label_count AS c WHERE c.label = 'person'"
    " AND c.sort_key = p.sort_key)"
)
TAG = "SELECT post_id FROM post_tag WHERE tag = :tag ORDER BY sort_key DESC LIMIT 24"
TAGGED = " AND EXISTS (SELECT 1 FROM post_tag AS t WHERE t.post_id = p.id AND t.tag IN (:tag, :or))"
OF_PERSON = "p.author_id = (SELECT id FROM user WHERE username = :person)"
FACTS = (
    "SELECT f.post_id FROM post_fact AS f WHERE f.fact = :feature"
    " AND EXISTS (SELECT 1 FROM post_fact AS o WHERE o.post_id = f.post_id AND o.fact = :shape)"
    " AND EXISTS (SELECT 1 FROM post_fact AS o WHERE o.post_id = f.post_id AND o.fact = :colour)"
    " ORDER BY f.sort_key DESC LIMIT 24"
)
LIKED = " AND EXISTS (SELECT 1 FROM post_like AS l WHERE l.post_id = p.id AND l.user_id = :me)"


@dataclass(frozen=True)
class Query:
    """One kind of search: as it is typed, with names in braces, by hand, and the values of both.

    `is_selective`: what it asks for is in few posts, so that it has to be led there by an index.
    """

    name: str
    text: str
    by_hand: str
    variants: tuple[Values, ...] = field(repr=False)
    is_selective: bool = False

    def texts(self) -> list[str]:
        """What people type."""
        return [self.text.format(**values) for values in self.variants]

    def statement(self, kind: str, values: Values, viewer_id: int) -> tuple[str, Any]:
        """What the driver of this database is handed, by hand."""
        said = self.by_hand.replace("{said}", SAID[kind])
        known: Values = values | {"me": viewer_id}
        if kind == "SQLite":
            return said, known
        if "word" in known:
            known["word"] = "+" + known["word"]
        return re.sub(r":(\w+)", r"%(\1)s", said), known


def queries() -> list[Query]:
    """All of them: what people ask a photo community, from the plainest to the longest."""
    pairs = [_thing("label", each) | _thing("other", "person") for each in ("cat", "dog", "bird")]
    return [
        Query("rare label", "{label}", THING, _labels(RARE_LABELS), True),
        Query("common label", "{label}", THING, _labels(COMMON_LABELS)),
        Query("label at least so often", "{label}>={least}", COUNT, tuple(_counts()), True),
        Query(
            "label and not another",
            "{label} -{other}",
            f"{POSTS}{IS.format('label')} AND NOT {IS.format('other')}{NEWEST}",
            tuple(pairs),
        ),
        Query(
            "two dogs and no person near Lisbon last summer",
            "{label}>=2 person=0 near:{city} after:{first} before:{last}",
            AROUND + MANY + NEWEST,
            tuple(_summers()),
            True,
        ),
        Query("near a town", "near:{city}..20km", AROUND + NEWEST, tuple(map(_city, CITIES)), True),
        Query(
            "rare word", '"{said}"', BY_KEY.format("{said}"), _words(3000, 3500, 4000, 4900), True
        ),
        Query("common word", '"{said}"', BY_KEY.format("{said}"), _words(0, 1, 3, 10)),
        Query(
            "beginning of a word",
            "{said}",
            BY_KEY.format("{said}"),
            _begun("zin", "kalo", "ta", "t"),
        ),
        Query("tag", "#{tag}", TAG, tuple({"tag": f"topic{n}"} for n in (0, 9, 99, 399)), True),
        Query(
            "word by somebody",
            '@{person} "{said}"',
            f"{POSTS}{OF_PERSON} AND instr(w.words, :said_word) > 0{NEWEST}",
            tuple(_people()),
            True,
        ),
        Query(
            "either label and either tag",
            "({label} OR {other}) (#{tag} OR #{or})",
            f"{POSTS}({IS.format('label')} OR {IS.format('other')}){TAGGED}{NEWEST}",
            tuple(each | {"tag": "topic40", "or": "topic300"} for each in pairs),
            True,
        ),
        Query(
            "video, orientation and colour",
            "has:video orientation:{shape_name} color:{colour_name}",
            FACTS,
            tuple(_looks()),
        ),
        Query(
            "label among those one likes",
            "is:liked {label}",
            f"{POSTS}{IS.format('label')}{LIKED}{NEWEST}",
            _labels(COMMON_LABELS),
            True,
        ),
    ]


def _thing(name: str, label: str) -> Values:
    return {name: label, f"{name}_word": f" xx{label} "}


def _labels(names: tuple[str, ...]) -> tuple[Values, ...]:
    return tuple(_thing("label", each) | {"word": f"xx{each}"} for each in names)


def _counts() -> Iterator[Values]:
    for label, least in (("dog", 6), ("cat", 5), ("bus", 4), ("boat", 3), ("laptop", 2)):
        yield {"label": label, "least": least}


def _city(city: tuple[str, str, float, float]) -> Values:
    name, _, latitude, longitude = city
    high, wide = FAR
    sides = {"south": latitude - high, "north": latitude + high}
    return sides | {"city": name, "west": longitude - wide, "east": longitude + wide}


def _summers() -> Iterator[Values]:
    today = clock.now().date()
    first, last = (today - timedelta(days=days) for days in SUMMER)
    # Without the days that are named: these are before and after it.
    begin, end = (first_key(datetime.combine(day, time(), UTC)) for day in (first, last))
    days = {"first": first - timedelta(days=1), "last": last, "begin": begin, "end": end}
    for label, city in zip(("dog", "cat", "bird", "car", "bicycle"), CITIES, strict=True):
        yield {"label": label, **_city(city), **days}


def _words(*numbers: int) -> tuple[Values, ...]:
    return tuple(_said(words().things[number][0]) for number in numbers)


def _begun(*beginnings: str) -> tuple[Values, ...]:
    return tuple({"said": each, "word": f"xx{each}*"} for each in beginnings)


def _said(word: str) -> Values:
    return {"said": word, "said_word": f" xx{word} ", "word": f"xx{word}"}


def _people() -> Iterator[Values]:
    for number, word in zip((11, 57, 123, 180), (0, 1, 2, 5), strict=True):
        yield _said(words().things[word][0]) | {"person": f"person{number:08d}"}


def _looks() -> Iterator[Values]:
    for shape, colour in (("portrait", "red"), ("landscape", "blue"), ("square", "green")):
        facts = {"shape": orientation_fact(shape), "colour": colour_fact(colour)}
        names = {"shape_name": shape, "colour_name": colour}
        yield facts | names | {"feature": HAS_VIDEO}
