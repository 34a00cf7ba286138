"""Pure functions over what people write: tags, mentions, links, times, counts."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

TAG = re.compile(r"#(\w+)")
# As usernames are (see accounts.names); not in the middle of a word, an address or a path.
MENTIONED = r"(?<![\w@/.])@(?P<name>[a-z0-9_](?:[a-z0-9_]|\.(?=[a-z0-9_])){1,29})(?![\w@])"
MENTION = re.compile(MENTIONED, re.I)
MARKED = re.compile(rf"(?P<url>https?://[^\s<>\"]+)|{MENTIONED}|(?<![&/])#(?P<tag>\w+)", re.I)
TAG_LENGTH = 100
TAG_LIMIT = 30  # what Instagram allows in one post


def fold_tag(text: str) -> str:
    """A tag as it is stored and searched: without #, NFKC, folded to lower case."""
    return unicodedata.normalize("NFKC", text.strip().lstrip("#")).casefold()


def tags_in(caption: str) -> list[str]:
    """The folded #tags of a caption, each once, in order; a number alone is no tag."""
    found = (fold_tag(name) for name in TAG.findall(caption) if not name.isdecimal())
    return list(dict.fromkeys(tag for tag in found if tag))


def listed_tags(line: str) -> list[str]:
    """The folded tags of a line separated by commas; each may have a # and inner blanks are cut."""
    parts = (re.sub(r"\s+", "", part) for part in line.split(","))
    return list(dict.fromkeys(tag for tag in map(fold_tag, parts) if tag))


def is_tag(tag: str) -> bool:
    """Whether a folded tag is made of letters, digits and underscores and short enough."""
    return bool(re.fullmatch(r"\w+", tag)) and len(tag) <= TAG_LENGTH and not tag.isdecimal()


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
