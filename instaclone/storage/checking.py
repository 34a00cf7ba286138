"""Is everything in the storage that should be, and moving it to another storage."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from instaclone.errors import NotFound
from instaclone.storage.storage import UPLOADS, Storage

STEP = 8 << 20  # bytes read at a time: one request for all but the largest objects

MISSING, WRONG_SIZE, WRONG_CHECKSUM, ORPHAN = "missing", "wrong size", "wrong checksum", "orphan"
COPIED, PRESENT, VERIFIED, FAILED = "copied", "present", "verified", "failed"


@dataclass(frozen=True, slots=True)
class Expected:
    """What should be stored under a key: its size and its SHA-256 in hexadecimal."""

    key: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One key that is not as it should be. `kind` is missing, wrong size, wrong checksum or
    orphan: stored but expected by nobody, which is waste and no loss."""

    key: str
    kind: str
    sentence: str

    @property
    def is_loss(self) -> bool:
        """Whether a picture is missing or damaged."""
        return self.kind != ORPHAN


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a move. `kind` is copied, present (was there already), verified (read back from
    the target) or failed, with its reason; `done` of `total` steps are behind us."""

    key: str
    kind: str
    done: int
    total: int
    sentence: str = ""


def verify(expected: Iterable[Expected], storage: Storage) -> Iterator[Finding]:
    """Read everything expected and name what is missing or damaged, then the orphans."""
    known = set()
    for one in expected:
        known.add(one.key)
        if finding := examine(one, storage):
            yield finding
    for key in storage.keys():  # noqa: SIM118 - a method of Storage, no dict
        if key not in known and not key.startswith(UPLOADS):
            yield Finding(key, ORPHAN, f"{key} is stored but belongs to no picture.")


def examine(one: Expected, storage: Storage) -> Finding | None:
    """What is wrong with one object; None when it is as expected."""
    size = storage.size(one.key)
    if size is None:
        return _missing(one.key)
    if size != one.bytes:
        return Finding(one.key, WRONG_SIZE, f"{one.key} has {size} bytes instead of {one.bytes}.")
    digest = hashlib.sha256()
    try:
        _walk(storage, one.key, digest.update)
    except NotFound:  # deleted while we looked
        return _missing(one.key)
    if digest.hexdigest() != one.sha256:
        return Finding(one.key, WRONG_CHECKSUM, f"{one.key} does not have the bytes it was given.")
    return None


def migrate(expected: Iterable[Expected], source: Storage, target: Storage) -> Iterator[Progress]:
    """Copy what is expected, and uploads that wait for a worker, from one storage to another.

    What the target holds with the right checksum is skipped, so an interrupted move is resumed by
    starting it again. Damaged objects are not copied. The source is left as it is. At the end
    everything copied is read back from the target.
    """
    wanted = list(expected)
    waiting = [one for key in source.keys(UPLOADS) if (one := _as_stored(key, source))]
    total = len(wanted) + len(waiting)
    copied = []
    for done, one in enumerate([*wanted, *waiting], start=1):
        if examine(one, target) is None:
            yield Progress(one.key, PRESENT, done, total)
        elif finding := _copy(one, source, target):
            yield Progress(one.key, FAILED, done, total, finding.sentence)
        else:
            copied.append(one)
            yield Progress(one.key, COPIED, done, total)
    for done, one in enumerate(copied, start=1):
        finding = examine(one, target)
        sentence = finding.sentence if finding else ""
        yield Progress(one.key, FAILED if finding else VERIFIED, done, len(copied), sentence)


def _copy(one: Expected, source: Storage, target: Storage) -> Finding | None:
    """Copy one object unless it is missing or damaged at its source."""
    digest = hashlib.sha256()
    with TemporaryDirectory(prefix="instaclone-move-") as folder:
        path = Path(folder) / "object"
        try:
            with path.open("wb") as file:
                _walk(source, one.key, lambda piece: (digest.update(piece), file.write(piece)))
        except NotFound:
            return _missing(one.key)
        if digest.hexdigest() != one.sha256:
            return Finding(one.key, WRONG_CHECKSUM, f"{one.key} is damaged; it was not copied.")
        target.put(one.key, path)
    return None


def _as_stored(key: str, source: Storage) -> Expected | None:
    """What the source holds under a key of which nobody keeps a checksum."""
    digest = hashlib.sha256()
    try:
        size = _walk(source, key, digest.update)
    except NotFound:  # a worker has taken it meanwhile
        return None
    return Expected(key, size, digest.hexdigest())


def _walk(storage: Storage, key: str, take: Callable[[bytes], object]) -> int:
    """Hand over an object's bytes in order; returns how many there were."""
    start = 0
    while piece := storage.read(key, start, STEP):
        take(piece)
        start += len(piece)
        if len(piece) < STEP:
            break
    return start


def _missing(key: str) -> Finding:
    return Finding(key, MISSING, f"{key} is not in the storage.")
