"""Stretches of days as a search writes them: a day, a month, a year, from one to another."""

import re
from calendar import monthrange
from datetime import date, timedelta

from instaclone.search.terms import During

FIRST_YEAR, LAST_YEAR = 1900, 2200
# Parted by - or /, and by nothing else: a point would be half of what stands between two days.
DAYS = r"\d{4}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?)?"
BETWEEN = r"(?:\.{2,3}|…)"
RANGE = re.compile(rf"(?P<begin>{DAYS})?{BETWEEN}(?P<end>{DAYS})?", re.ASCII)
SINGLE = re.compile(DAYS, re.ASCII)
SPOKEN = {"today": 0, "yesterday": 1}  # days ago


def span(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of a year, a month, a day, of "today" or "yesterday".

    None for what is no such thing, for a day the calendar does not have (2023-02-29), and outside
    of the years 1900 to 2200.
    """
    if text.casefold() in SPOKEN:
        day = today - timedelta(days=SPOKEN[text.casefold()])
        return day, day
    if not SINGLE.fullmatch(text):
        return None
    year, month, day = ([int(part) for part in re.split("[-/]", text)] + [0, 0])[:3]
    parts = text.count("-") + text.count("/")
    if not FIRST_YEAR <= year <= LAST_YEAR or (parts and not 1 <= month <= 12):
        return None
    if parts < 2:
        return date(year, month or 1, 1), _last_of(year, month or 12)
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def is_range(text: str) -> bool:
    """Whether a text is written like two days, one of which may be missing, and .. between."""
    found = RANGE.fullmatch(text)
    return found is not None and (found["begin"] or found["end"]) is not None


def stretch(text: str, today: date) -> During | None:
    """What lies between two spans, both included; turned around if the end is before the begin.

    None where a day cannot be read.
    """
    found = RANGE.fullmatch(text)
    if found is None:
        return None
    sides = [span(side, today) if side else None for side in (found["begin"], found["end"])]
    first, last = sides
    if (found["begin"] and first is None) or (found["end"] and last is None):
        return None
    if first and last and last[1] < first[0]:
        first, last = last, first
    return During(first[0] if first else None, last[1] if last else None)


def written(during: During) -> str:
    """A stretch as it is written shortest: 2024..2025, 2024-05.., on:2024-05-17."""
    begin, end = during.begin, during.end
    if begin and begin == end:
        return f"on:{begin.isoformat()}"
    # Years or months on both sides or on none: 2024..2025-05 would be read right, and puzzle.
    for size in (4, 7):
        starts = begin is None or begin.isoformat()[size:] == "-01-01"[size - 4 :]
        if starts and (end is None or end == _close(end, size)):
            return f"{_cut(begin, size)}..{_cut(end, size)}"
    return f"{_cut(begin, 10)}..{_cut(end, 10)}"


def last_of_month(day: date) -> date:
    """The last day of the month a day is in."""
    return _last_of(day.year, day.month)


def _cut(day: date | None, size: int) -> str:
    return day.isoformat()[:size] if day else ""


def _close(day: date, size: int) -> date:
    """The last day of its year (size 4) or its month (size 7)."""
    return _last_of(day.year, 12 if size == 4 else day.month)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
