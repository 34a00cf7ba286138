"""The queue between the processes: Huey on SQLite, or on Redis when REDIS_URL is set.

The queue is only a hint. What is to be done stands in the rows; sweeps find what the queue lost.
Jobs that take minutes wait in a lane of their own, so that those of a blink are never behind them.
"""

from functools import cache
from pathlib import Path
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey
from huey.api import TaskWrapper
from sqlmodel import Session

from instaclone.db.session import after_commit
from instaclone.jobs.performing import perform
from instaclone.settings import settings

QUEUE, SLOW_QUEUE = "instaclone", "instaclone-slow"
SLOW_JOBS = frozenset(
    ("media.process_film", "media.finish_film", "media.bake_film", "vision.scan_film")
)


def queue() -> Huey:
    """The queue of this process, opened on first use."""
    return _task(QUEUE).huey


def slow_queue() -> Huey:
    """The lane of SLOW_JOBS."""
    return _task(SLOW_QUEUE).huey


def enqueue(name: str, *args: Any) -> None:
    """Ask a worker to run a job soon. Arguments are ids and other plain values."""
    _task(SLOW_QUEUE if name in SLOW_JOBS else QUEUE)(name, *args)


def enqueue_later(session: Session, name: str, *args: Any) -> None:
    """Ask for a job once this transaction is committed: the worker must find the row."""
    after_commit(session, lambda: enqueue(name, *args))


def _task(lane: str) -> TaskWrapper:
    chosen = settings()
    return _task_on(lane, chosen.redis_url, chosen.queue_path)


@cache
def _task_on(lane: str, redis_url: str | None, path: Path) -> TaskWrapper:
    if redis_url:
        made: Huey = RedisHuey(lane, url=redis_url, results=False)
    else:
        made = SqliteHuey(lane, filename=str(path), results=False, timeout=10)
    return made.task()(perform)
