"""The edge owns the transaction: `read` and `transact`, and their twins for the event loop."""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from instaclone.db.dialect import is_contention
from instaclone.db.engine import engine, writing_engine
from instaclone.errors import Invalid

P = ParamSpec("P")
R = TypeVar("R")
Act = Callable[Concatenate[Session, P], R]

THREADS = 8  # for the database
FILE_THREADS = 16  # for files and storage, which may be far away
TRIES = 5
REST = 0.01  # seconds, longer with each try: victims of one deadlock must not meet again at once
AFTER_COMMIT = "after_commit"
UNSTORABLE = "This holds a character or a number that cannot be kept. Type it anew."

_log = structlog.get_logger()


def read(query: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query in a transaction of its own that changes nothing."""
    with Session(engine()) as session, _refusing_what_no_column_holds():
        return query(session, *args, **kwargs)


def transact(act: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run an ability in one write transaction; commit when it returns, roll back when it raises.

    It may run again, from the start, when the database chose it as the victim of a deadlock or was
    locked for too long. What the ability left with `after_commit` runs once the change is there for
    everybody; a failure of that is written down and not raised, for the change stands.
    """
    for tries_left in range(TRIES - 1, -1, -1):
        with Session(writing_engine(), expire_on_commit=False) as session:
            try:
                with _refusing_what_no_column_holds(), session.begin():
                    result = act(session, *args, **kwargs)
            except OperationalError as error:
                if not (tries_left and is_contention(error)):
                    raise
                time.sleep(random.uniform(0, REST * (TRIES - tries_left)))  # noqa: S311 - no secret
                continue
            _follow_up(session)
            return result
    raise AssertionError("the last try returns or raises")


@contextmanager
def _refusing_what_no_column_holds() -> Iterator[None]:
    """Half a character, or a number beyond every key: any browser can send them to any handler,
    and neither database takes them, be it only to find nothing."""
    try:
        yield
    except (UnicodeEncodeError, OverflowError) as error:
        _log.warning("nothing that can be stored", reason=str(error))
        raise Invalid(UNSTORABLE) from error


def _follow_up(session: Session) -> None:
    for call in session.info.pop(AFTER_COMMIT, []):
        try:
            call()
        except Exception:
            # The row is the truth: a sweep finds what this job or these news were about.
            _log.exception("nothing followed a commit")


def after_commit(session: Session, call: Callable[[], object]) -> None:
    """Have `call` run once this session's transaction is committed, never after a rollback."""
    session.info.setdefault(AFTER_COMMIT, []).append(call)


async def read_async(query: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`read` on the thread pool: a handler must not block the event loop."""
    return await _on_pool(partial(read, query, *args, **kwargs))


async def transact_async(act: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`transact` on the thread pool: a handler must not block the event loop."""
    return await _on_pool(partial(transact, act, *args, **kwargs))


async def _on_pool(call: Callable[[], Any]) -> Any:
    return await asyncio.get_running_loop().run_in_executor(_pool(), call)


async def in_thread(call: Callable[[], Any]) -> Any:
    """Run a call that blocks on files or storage; slow ones never hold up the database's pool."""
    return await asyncio.get_running_loop().run_in_executor(_file_pool(), call)


@cache
def _file_pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(FILE_THREADS, thread_name_prefix="file")


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="db")
