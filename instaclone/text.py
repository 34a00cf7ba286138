"""Pure functions over what people write: tags, times, counts."""

import re
import unicodedata
from datetime import datetime, timedelta

TAG = re.compile(r"#(\w+)")
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
