"""The edge owns the transaction: `read` and `transact`, and their twins for the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from instaclone.db.engine import engine, writing_engine

P = ParamSpec("P")
R = TypeVar("R")
Act = Callable[Concatenate[Session, P], R]

THREADS = 8
AFTER_COMMIT = "after_commit"


def read(query: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query in a transaction of its own that changes nothing."""
    with Session(engine()) as session:
        return query(session, *args, **kwargs)


def transact(act: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run an ability in one write transaction; commit when it returns, roll back when it raises.

    What the ability left with `after_commit` runs once the change is there for everybody.
    """
    with Session(writing_engine(), expire_on_commit=False) as session:
        with session.begin():
            result = act(session, *args, **kwargs)
        for call in session.info.pop(AFTER_COMMIT, []):
            call()
    return result


def after_commit(session: Session, call: Callable[[], object]) -> None:
    """Have `call` run once this session's transaction is committed, never after a rollback."""
    session.info.setdefault(AFTER_COMMIT, []).append(call)


async def read_async(query: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`read` on the thread pool: a handler must not block the event loop."""
    return await in_thread(partial(read, query, *args, **kwargs))


async def transact_async(act: Act[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`transact` on the thread pool: a handler must not block the event loop."""
    return await in_thread(partial(transact, act, *args, **kwargs))


async def in_thread(call: Callable[[], Any]) -> Any:
    """Run a blocking call on the pool that database and storage share."""
    return await asyncio.get_running_loop().run_in_executor(_pool(), call)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="db")
