"""Plain phrases such as "two dogs and no person near Lisbon last summer", as a search says them.

Nothing is changed in silence: what a phrase would be is offered in a note.
"""

import re
from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from instaclone.accounts.names import USERNAME
from instaclone.folding import fold
from instaclone.search.explaining import NUMBERS
from instaclone.search.likeness import names_of
from instaclone.search.meaning import hyphened, quoted
from instaclone.search.questions import Note
from instaclone.search.scanning_words import KEYWORDS
from instaclone.search.spans import last_of_month, span, written
from instaclone.search.terms import NEAR_KM, During

SENTENCE = "Did you mean this search?"
# Who writes any of these writes the language already.
SIGNS = re.compile(r'[:"()|#@<>=≥≤*“”„]|\.\.|…|(?:^|\s)[-–—]\w')
COUNTS = {word: number for number, word in enumerate(NUMBERS) if number}
LIMITS = {
    ("at", "least"): ">=", ("more", "than"): ">", ("at", "most"): "<=", ("up", "to"): "<=",
    ("less", "than"): "<", ("fewer", "than"): "<", ("only",): "=", ("exactly",): "=",
    ("just",): "=",
}  # fmt: skip
AROUND = {"near", "around"}
INSIDE = {"in", "at"}
ARTICLES = {"a", "an", "the", "any", "some", "my"}
GLUE = {"and", "with", "of", "a", "an", "the", "some", "from"}
SHOWN = {"photo", "photos", "picture", "pictures", "image", "images", "post", "posts"}
FILMS = {"video", "videos", "film", "films"}
# The first months of the northern hemisphere's seasons; each has three.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
LONGEST_NAME = 3  # words of a place


@dataclass(frozen=True, slots=True)
class Found:
    """What so many words of the phrase are in the language; "" for words to leave out.

    `is_phrase`: the search would not have read them so.
    """

    text: str
    words: int
    is_phrase: bool = True


def phrased(text: str, today: date, labels: Mapping[str, str]) -> Note | None:
    """A note that offers what a phrase says in the language; None where there is none in it."""
    if SIGNS.search(text):
        return None
    words = [word.strip(".,;!?") for word in text.split()]
    phrase = _Phrase([word for word in words if word], today, labels)
    made: list[str] = []
    at, is_phrase = 0, False
    while at < len(phrase.words):
        found = phrase.at(at)
        made += [found.text] if found.text else []
        is_phrase = is_phrase or found.is_phrase
        at += found.words
    offered = " ".join(made)
    return Note(SENTENCE, text, 0, len(text), offered) if is_phrase and offered else None


class _Phrase:
    """The words of a phrase, and what they are from one of them on."""

    def __init__(self, words: list[str], today: date, labels: Mapping[str, str]):
        self.words, self.today, self.names = words, today, names_of(labels)
        self.low = [fold(word) for word in words]

    def at(self, at: int) -> Found:
        """What stands from here on; the first reading that fits."""
        for reading in (self._none, self._count, self._when, self._where, self._who):
            if (found := reading(at)) is not None:
                return found
        word = self._word(at)
        if word in FILMS and self._word(at + 1) in ("of", "with"):
            return Found("has:video", 2)
        if word in SHOWN and self._word(at + 1) in ("of", "with", "by", "from", "near", "in"):
            return Found("", 1)
        if (label := self._label(at)) is not None:
            return Found(label[0], label[1], False)
        return Found("" if word in GLUE else self.words[at], 1, False)

    def _none(self, at: int) -> Found | None:
        if self._word(at) not in ("no", "without") or not self._word(at + 1):
            return None
        first = at + 1 + (self._word(at + 1) in ARTICLES)
        if (label := self._label(first)) is not None:
            return Found(f"-{label[0]}", first + label[1] - at)
        word = self._word(first)
        is_word = word.isalnum() and word not in KEYWORDS
        return Found(f"-{word}", first + 1 - at) if is_word else None

    def _count(self, at: int) -> Found | None:
        sign, first = "", at
        for said, means in LIMITS.items():
            if tuple(self.low[at : at + len(said)]) == said:
                sign, first = means, at + len(said)
        number = self._number(first)
        if number is None:
            return None
        noun = first + 1
        if tuple(self.low[noun : noun + 2]) == ("or", "more"):
            sign, noun = ">=", noun + 2
        label = self._label(noun)
        if label is None:
            return None
        return Found(f"{label[0]}{sign or '>='}{number}", noun + label[1] - at)

    def _when(self, at: int) -> Found | None:
        word, following = self._word(at), self._word(at + 1)
        if word in ("yesterday", "today"):
            return Found(f"on:{word}", 1)
        if word in ("last", "this") and (during := self._recent(word, following)):
            return Found(written(during), 2)
        if word in ("since", "before", "after", "in", "on", "from") and following:
            return self._from(word, at + 1)
        if word == "between" and self._word(at + 2) == "and":
            first, last = self._days(at + 1), self._days(at + 3)
            if first and last and first[1] == last[1] == 1 and first[0] <= last[0]:
                return Found(f"{first[0]}..{last[0]}", 4)
        return None

    def _from(self, word: str, at: int) -> Found | None:
        days = self._days(at)
        if days is None:
            return None
        said, count = days
        if word in ("before", "after"):
            return Found(f"{word}:{said}", count + 1)
        return Found(f"{said}.." if word == "since" else f"on:{said}", count + 1)

    def _days(self, at: int) -> tuple[str, int] | None:
        """A year, a day, or a month with or without its year, and how many words it takes."""
        word, following = self._word(at), self._word(at + 1)
        if at < len(self.words) and span(self.words[at], self.today):
            return self.words[at].lower(), 1
        if word not in MONTHS:
            return None
        month = MONTHS[word]
        if len(following) == 4 and span(following, self.today):
            return f"{following}-{month:02}", 2
        year = self.today.year - (month > self.today.month)
        return f"{year}-{month:02}", 1

    def _recent(self, which: str, unit: str) -> During | None:
        """The last or this week (from Monday), month, year, or the last season that is over."""
        today, back = self.today, which == "last"
        if unit == "week":
            monday = today - timedelta(days=today.weekday() + 7 * back)
            return During(monday, monday + timedelta(days=6))
        if unit == "month":
            day = today.replace(day=1) - timedelta(days=int(back))
            return During(day.replace(day=1), last_of_month(day))
        if unit == "year":
            year = today.year - back
            return During(date(year, 1, 1), date(year, 12, 31))
        if unit not in SEASONS:
            return None
        return _season(SEASONS[unit], today, back)

    def _where(self, at: int) -> Found | None:
        word = self._word(at)
        if word not in AROUND | INSIDE:
            return None
        name: list[str] = []
        for each in self.words[at + 1 : at + 1 + LONGEST_NAME]:
            if not each[0].isupper():
                break
            name.append(each)
        following = self._word(at + 1)
        is_name = following.isalpha() and following not in GLUE | ARTICLES | set(COUNTS)
        if not name and word in AROUND and is_name:
            name = [self.words[at + 1]]
        if not name or fold(" ".join(name)) in self.names.labels:
            return None
        place = quoted(" ".join(name))
        text = f"near:{place}..{NEAR_KM:g}km" if word in AROUND else f"place:{place}"
        return Found(text, 1 + len(name))

    def _who(self, at: int) -> Found | None:
        word, following = self._word(at), self._word(at + 1)
        if word == "my" and following:
            return Found("from:me", 1 + (following in SHOWN))
        if word != "by" or not following:
            return None
        if following == "me":
            return Found("from:me", 2)
        name = self.words[at + 1].lower()
        is_name = following not in GLUE | ARTICLES and self._label(at + 1) is None
        return Found(f"@{name}", 2) if is_name and USERNAME.fullmatch(name) else None

    def _number(self, at: int) -> int | None:
        word = self._word(at)
        if word.isdecimal() and len(word) < 4:
            return int(word)
        return COUNTS.get(word)

    def _label(self, at: int) -> tuple[str, int] | None:
        """The most words from here on that name a label, hyphened, and how many they are."""
        for count in range(min(self.names.most_words, len(self.low) - at), 0, -1):
            name = " ".join(self.low[at : at + count])
            if name in self.names.labels:
                return hyphened(self.names.labels[name]), count
        return None

    def _word(self, at: int) -> str:
        return self.low[at] if at < len(self.low) else ""


def _season(first: int, today: date, is_over: bool) -> During:
    """The three months from this one on: the last time they were over, or had begun."""
    year = today.year
    while True:
        begin = date(year, first, 1)
        end = last_of_month(begin + timedelta(days=80))
        if (end if is_over else begin) < today:
            return During(begin, end)
        year -= 1
