"""Brings the gazetteer's towns into the database, once, piece by piece."""

from itertools import islice
from typing import Any

from sqlalchemy import func, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from instaclone.db.session import read, transact
from instaclone.places import gazetteer
from instaclone.places.models import Place
from instaclone.places.naming import OWN_FROM

BATCH = 2000  # rows in a transaction: SQLite has one writer, and it must not wait for all of them


def loaded(session: Session) -> int:
    """How many towns are in the database: they come in the order of their numbers."""
    return session.scalar(select(func.max(Place.id)).where(col(Place.id) < OWN_FROM)) or 0


def load() -> int:
    """Bring in the towns that are missing; how many. May be called twice, at once, and again after
    a crash: it goes on where it stopped, and leaves off where another worker is faster."""
    known = read(loaded)
    if known >= gazetteer.TOWNS or not gazetteer.is_here():
        return 0
    added, missing = 0, islice(gazetteer.towns(), known, None)
    while batch := list(islice(missing, BATCH)):
        try:
            transact(_add, batch)
        except IntegrityError:
            break
        added += len(batch)
    return added


def _add(session: Session, batch: list[dict[str, Any]]) -> None:
    session.execute(insert(Place), batch)
