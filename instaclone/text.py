"""Pure functions over what people write: tags, mentions, links, times, counts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import quote


def _marks() -> str:
    """The marks that belong to letters, as ranges for a regular expression.

    Hindi, Thai and Arabic write vowels as marks, which `\\w` leaves out. What follows an emoji or
    encloses a digit to make one of it is none of them.
    """
    kinds = ("Mn", "Mc")
    found = [
        code
        for code in range(0x300, 0x1E950)
        if unicodedata.category(chr(code)) in kinds and not 0xFE00 <= code <= 0xFE0F
    ]
    breaks = [(end, start) for end, start in pairwise(found) if start != end + 1]
    starts = [found[0], *(start for _, start in breaks)]
    ends = [*(end for end, _ in breaks), found[-1]]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


MARKS = _marks()
# Inside a tag: the joiners of Persian and Sinhala, the points of Catalan and Katakana.
JOINERS = "\u200c\u200d"
NAME = rf"\w(?:[\w{MARKS}]|[{JOINERS}·・](?=\w))*"
TAG_NAME = re.compile(NAME)
# As usernames are (see accounts.names); not in the middle of a word, an address or a path.
MENTIONED = r"(?<![\w@/.])@(?P<name>[a-z0-9_](?:[a-z0-9_]|\.(?=[a-z0-9_])){1,29})(?![\w@])"
MENTION = re.compile(MENTIONED, re.I)
MARKED = re.compile(
    rf"(?P<url>https?://[^\s<>\"]+)|{MENTIONED}|(?<![&/])[#＃](?P<tag>{NAME})",
    re.I,
)
# Embeddings, overrides and isolates: no script needs them in one's own words.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TAG_LENGTH = 100
TAG_LIMIT = 30  # what Instagram allows in one post


def cleaned(words: str) -> str:
    """What people typed without control characters and without what turns the direction of text
    around, which makes words and addresses look like others. Lines end with \\n.

    The marks and joiners that scripts and emoji need stay.
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in lines
        if sign in "\n\t" or (unicodedata.category(sign) != "Cc" and sign not in TURNING)
    )


def names_host(words: str) -> bool:
    """Whether words look like the address of a site: two parts with a dot between."""
    plain = unicodedata.normalize("NFKC", words).replace("。", ".")
    return re.search(r"[^\W_]\.[^\W\d_]{2,}", plain) is not None


def fold_tag(text: str) -> str:
    """A tag as it is stored and searched: without #, and alike however it is written.

    Unicode's NFKC_Casefold, and Turkish İ as a plain i: STRASSE is straße, ISTANBUL is İstanbul.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("#")
    folded = unicodedata.normalize("NFKC", plain.casefold())
    return re.sub(f"[{JOINERS}]", "", folded).replace("i\u0307", "i")


def tags_in(caption: str) -> list[str]:
    """The folded #tags of a caption, each once, in order: those that `pieces` makes links of."""
    found = (fold_tag(each["tag"]) for each in MARKED.finditer(caption) if each["tag"])
    return list(dict.fromkeys(tag for tag in found if is_tag(tag)))


def listed_tags(line: str) -> list[str]:
    """The folded tags of a line separated by commas; each may have a # and inner blanks are cut."""
    parts = (re.sub(r"\s+", "", part) for part in re.split("[,،、，]", line))
    return list(dict.fromkeys(tag for tag in map(fold_tag, parts) if tag))


def is_tag(tag: str) -> bool:
    """Whether a folded tag is made of letters, digits and underscores, with one letter at least,
    and short enough."""
    if len(tag) > TAG_LENGTH or not any(map(str.isalpha, tag)):
        return False
    return TAG_NAME.fullmatch(tag) is not None


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, as people say it: now, 5 min, 3 h, 2 d, then the date."""
    passed = now - moment
    if passed < timedelta(minutes=1):
        return "now"
    if passed < timedelta(hours=1):
        return f"{int(passed.total_seconds() // 60)} min"
    if passed < timedelta(days=1):
        return f"{int(passed.total_seconds() // 3600)} h"
    if passed < timedelta(days=7):
        return f"{passed.days} d"
    return date(moment) if moment.year != now.year else f"{moment.day} {moment:%B}"


def date(moment: datetime) -> str:
    """The date in full: 20 November 2026."""
    return f"{moment.day} {moment:%B %Y}"


def date_and_time(moment: datetime) -> str:
    """The full moment for a tooltip: 20 November 2026, 14:05 UTC."""
    return f"{date(moment)}, {moment:%H:%M} UTC"


def length(milliseconds: int) -> str:
    """How long something takes, as people write it: 0:07, 1:05, 1:02:03."""
    minutes, seconds = divmod(-(-milliseconds // 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def listed(names: Sequence[str]) -> str:
    """One or more names in a sentence: "a", "a and b", "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def count_of(number: int, one: str, many: str) -> str:
    """A counted noun: 1 post, 12,000 posts."""
    return f"{number:,} {one if number == 1 else many}"


@dataclass(frozen=True)
class Piece:
    """A stretch of somebody's words: `href` is "" for plain text, else what it links to."""

    text: str
    href: str = ""
    is_outside: bool = False  # leads to another site


def mentions_in(words: str) -> list[str]:
    """The folded usernames after an @, each once, in order."""
    return list(dict.fromkeys(found["name"].lower() for found in MENTION.finditer(words)))


def pieces(words: str) -> list[Piece]:
    """Words cut where a link, an @mention or a #tag begins and ends, in order, nothing lost."""
    made: list[Piece] = []
    end = 0
    for found in MARKED.finditer(words):
        piece = _marked(found)
        if piece is None:
            continue
        if found.start() > end:
            made.append(Piece(words[end : found.start()]))
        made.append(piece)
        end = found.start() + len(piece.text)
    if end < len(words):
        made.append(Piece(words[end:]))
    return made


def _marked(found: re.Match[str]) -> Piece | None:
    whole = found[0]
    if found["url"]:
        address = whole.rstrip(".,;:!?)]}'\"")
        return Piece(address, address, is_outside=True)
    if found["name"]:
        return Piece(whole, "/" + found["name"].lower())
    tag = fold_tag(found["tag"])
    return Piece(whole, "/tags/" + quote(tag)) if is_tag(tag) else None
