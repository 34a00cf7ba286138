"""Which worker this process is, and which workers are dead: what they held is free again."""

import os
import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
from sqlalchemy import ColumnElement, and_, delete
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.dialect import change_if
from instaclone.db.session import transact
from instaclone.jobs.models import Worker

BEAT_SECONDS = 5
DEAD_AFTER = timedelta(seconds=20)

_me: dict[int, int] = {}  # process id -> worker id: a forked child is another worker
_registering = threading.Lock()


def me() -> int:
    """The id of this process among the workers; registers it on first use."""
    with _registering:
        if os.getpid() not in _me:
            _me[os.getpid()] = transact(register)
        return _me[os.getpid()]


def register(session: Session) -> int:
    """Add this process to the workers and strike out those that died on this host."""
    host = socket.gethostname()
    for row in session.exec(select(Worker).where(Worker.host == host)).all():
        if _is_surely_dead(row):
            session.delete(row)
    row = Worker(host=host, pid=os.getpid())
    session.add(row)
    session.flush()
    assert row.id
    return row.id


def beat(session: Session, worker_id: int, model: str) -> None:
    """Say that this worker lives and which model it scans with; strike out the long silent."""
    now = clock.now()
    if not change_if(session, Worker, col(Worker.id) == worker_id, beat_at=now, model=model):
        # Struck out while this machine slept: it is back under its old name.
        session.add(Worker(id=worker_id, host=socket.gethostname(), pid=os.getpid(), model=model))
    session.execute(delete(Worker).where(col(Worker.beat_at) < now - 100 * DEAD_AFTER))


def resign(session: Session, worker_id: int) -> None:
    """Strike out a worker that ends in good order."""
    session.execute(delete(Worker).where(col(Worker.id) == worker_id))


def held_by_the_dead(column: Any) -> ColumnElement[bool]:
    """Whether the worker named in the column no longer lives (false where none is named)."""
    living = select(Worker.id).where(col(Worker.beat_at) >= clock.now() - DEAD_AFTER)
    # Not IS NOT NULL, for which SQLite uses no index.
    return and_(column > 0, column.not_in(living))


def _is_surely_dead(row: Worker) -> bool:
    """Whether a worker of a host named like this one may be struck out before its time is over.

    Containers may share a name and not see each other's processes: a beating heart decides.
    """
    silent = clock.now() - row.beat_at
    try:
        born = datetime.fromtimestamp(psutil.Process(row.pid).create_time(), UTC)
    except psutil.NoSuchProcess:
        return silent > 2 * timedelta(seconds=BEAT_SECONDS)
    # A process born after the worker registered has only inherited its number.
    return silent > DEAD_AFTER and born > row.started_at + timedelta(seconds=2)
