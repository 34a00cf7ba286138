"""Storage in the SQL database itself, in pieces of 1 MiB: one thing to back up."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import and_, delete, insert
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.errors import NotFound, Unavailable
from instaclone.storage import storage
from instaclone.storage.models import StoredObject, StoredPiece
from instaclone.storage.storage import PIECE, checked, probe

PAGE = 1000  # keys fetched at a time
AFTER_EVERY_KEY = "~"  # sorts after every character a key may have

REMEDY = (
    "STORAGE_URL is database://: see that DATABASE_URL is right, the tables are migrated, "
    "there is space, and MariaDB's max_allowed_packet is at least 4M."
)


class DatabaseStorage:
    """A Storage in two tables of DATABASE_URL, in transactions of its own."""

    def put(self, key: str, content: bytes | Path) -> None:
        """See Storage. One write transaction: readers see the old object until it commits."""
        with _reachable():
            transact(_replace, checked(key), content)

    def read(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        """See Storage. Reads only the pieces that hold the range."""
        with _reachable():
            return read(_range, checked(key), start, length)

    def fetch(self, key: str, path: Path) -> None:
        """See Storage. By ranges: no transaction stays open while the file is written."""
        storage.fetch_in_pieces(self, key, path)

    def size(self, key: str) -> int | None:
        """See Storage."""
        with _reachable():
            return read(_size, checked(key))

    def delete(self, key: str) -> None:
        """See Storage."""
        with _reachable():
            transact(_forget, checked(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """See Storage. No transaction stays open between two pages of keys."""
        after = ""
        while True:
            with _reachable():
                page = read(_page, prefix, after)
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1]

    def check(self) -> None:
        """See Storage."""
        probe(self, REMEDY)


def _replace(session: Session, key: str, content: bytes | Path) -> None:
    _forget(session, key)
    length = len(content) if isinstance(content, bytes) else content.stat().st_size
    session.execute(insert(StoredObject).values(key=key, bytes=length, stored_at=clock.now()))
    for position, piece in enumerate(storage.pieces(content)):
        session.execute(insert(StoredPiece), {"key": key, "position": position, "content": piece})


def _forget(session: Session, key: str) -> None:
    session.execute(delete(StoredObject).where(col(StoredObject.key) == key))  # pieces cascade


def _range(session: Session, key: str, start: int, length: int | None) -> bytes:
    first = start // PIECE
    position = col(StoredPiece.position)
    wanted = and_(col(StoredPiece.key) == col(StoredObject.key), position >= first)
    if length is not None:
        wanted = and_(wanted, position <= (start + length - 1) // PIECE)
    # One statement, so that an overwrite in the meantime cannot mix old pieces with new ones.
    rows = session.execute(
        select(position, StoredPiece.content)
        .select_from(StoredObject)
        .outerjoin(StoredPiece, wanted)
        .where(StoredObject.key == key)
    ).all()
    if not rows:
        raise NotFound
    # Sorted here: MariaDB would copy every piece into a temporary table to sort them.
    found = b"".join(content for _, content in sorted(rows) if content is not None)
    skipped = start - first * PIECE
    return found[skipped:] if length is None else found[skipped : skipped + length]


def _size(session: Session, key: str) -> int | None:
    return session.exec(select(StoredObject.bytes).where(StoredObject.key == key)).first()


def _page(session: Session, prefix: str, after: str) -> list[str]:
    # A range instead of LIKE, which ignores case on SQLite.
    query = select(StoredObject.key).where(
        StoredObject.key > after,
        StoredObject.key >= prefix,
        StoredObject.key < prefix + AFTER_EVERY_KEY,
    )
    return list(session.exec(query.order_by(col(StoredObject.key)).limit(PAGE)))


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise Unavailable("The database that stores the pictures does not answer.") from error
