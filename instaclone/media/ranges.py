"""Reading HTTP's conditions: which bytes a request asks for, and whether it has them already."""

import re

_ONE_RANGE = re.compile(r"bytes\s*=\s*([0-9]*)\s*-\s*([0-9]*)", re.ASCII | re.IGNORECASE)


class Unsatisfiable(Exception):
    """The range lies outside the object."""


def asked_range(header: str | None, size: int) -> range | None:
    """The bytes a Range header asks for; None for all: no header, a malformed one, or several
    ranges (RFC 9110, 14.2 allows to ignore them). Raises Unsatisfiable."""
    found = _ONE_RANGE.fullmatch(header.strip()) if header else None
    if found is None:
        return None
    # Longer numbers than any size are cut, so that nobody makes us multiply them out.
    first, last = (text[:20] for text in found.groups())
    if not first:
        if not last:
            return None
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= stop:
        raise Unsatisfiable
    return range(start, stop)


def names_etag(header: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names the tag, by weak comparison (RFC 9110, 13.1.2)."""
    if not header:
        return False
    named = (one.strip().removeprefix("W/") for one in header.split(","))
    return any(one in ("*", etag) for one in named)
