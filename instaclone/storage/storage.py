"""What every storage can do, which keys it takes, and in which pieces large objects travel."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from instaclone import ids
from instaclone.errors import AppError, Invalid, Unavailable

PIECE = 1 << 20  # bytes held in memory at a time, and the size of a row in the database
FETCHED = 8 * PIECE  # at a time, where a large object is written to a file
KEY_LENGTH = 120  # the width of every column that holds a key
UPLOADS = "upload/"  # what waits for a worker: in no list of what must be there

_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_KEY = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")


class Storage(Protocol):
    """Objects under keys like `v/CODE/1080.webp`. Every method blocks: call them in a thread,
    and never inside a transaction. All raise Unavailable when the storage cannot be reached and
    Invalid for a malformed key."""

    def put(self, key: str, content: bytes | Path) -> None:
        """Store bytes, or what a file holds, in place of what was there: wholly or not at all."""
        ...

    def read(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        """Up to `length` bytes from byte `start`, none past the end; NotFound when missing."""
        ...

    def fetch(self, key: str, path: Path) -> None:
        """Write an object to a file, a piece at a time; NotFound when missing."""
        ...

    def size(self, key: str) -> int | None:
        """The size in bytes; None when missing."""
        ...

    def delete(self, key: str) -> None:
        """Forget an object; nothing happens when it is missing."""
        ...

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Every key that begins with `prefix`, in no particular order."""
        ...

    def check(self) -> None:
        """Write, read back and delete a probe; Unavailable says what failed and how to fix it."""
        ...


def is_key(text: str) -> bool:
    """Whether the text can be a key: letters, digits and . _ - in parts joined by single
    slashes, no part beginning with a dot, no `..`, 120 characters at most."""
    return len(text) <= KEY_LENGTH and ".." not in text and _KEY.fullmatch(text) is not None


def checked(key: str) -> str:
    """The key itself; raises Invalid when it is malformed."""
    if not is_key(key):
        raise Invalid(
            f"{key!r} is no storage key: use up to {KEY_LENGTH} letters, digits and . _ - "
            "in parts joined by slashes.",
            field="key",
        )
    return key


def pieces(content: bytes | Path) -> Iterator[bytes]:
    """The content in order, 1 MiB at a time; nothing for empty content."""
    if isinstance(content, bytes):
        for start in range(0, len(content), PIECE):
            yield content[start : start + PIECE]
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def fetch_in_pieces(storage: Storage, key: str, path: Path) -> None:
    """Fetch by ranges, for a storage whose objects under this key do not change meanwhile."""
    with path.open("wb") as file:
        while piece := storage.read(key, file.tell(), FETCHED):
            file.write(piece)


def probe(storage: Storage, remedy: str) -> None:
    """Prove that the storage keeps what it is given; raises Unavailable, which ends in `remedy`."""
    key = f"{UPLOADS}probe-{ids.code()}"
    content = key.encode()
    try:
        storage.put(key, content)
        returned = storage.read(key)
        storage.delete(key)
    except AppError as error:
        raise Unavailable(f"{error} {remedy}") from error
    if returned != content:
        raise Unavailable(f"The storage returned other bytes than it was given. {remedy}")
