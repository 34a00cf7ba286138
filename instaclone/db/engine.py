"""One engine per process, made on first use so that forked processes never share a connection."""

import importlib
from functools import cache
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy import create_engine as sa_create_engine

from instaclone.db.geography import km_between
from instaclone.settings import settings

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "cache_size=-32000",
)
# The gate asks EXISTS about each row of a short list. MariaDB would rather read the whole table
# behind it once, such as everybody's profile or a million posts of a tag, for it does not see how
# short the list ends up.
MARIADB_SETTINGS = "SET time_zone='+00:00', optimizer_switch='exists_to_in=off'"


def engine() -> Engine:
    """The engine for DATABASE_URL."""
    return _engine_for(settings().database_url)


def writing_engine() -> Engine:
    """The same pool, for transactions that write: SQLite takes its one writer's lock at the start.

    A transaction that reads first and writes later could otherwise fail half-way
    because somebody else wrote in between.
    """
    return engine().execution_options(writes=True)


@cache
def _engine_for(url: str) -> Engine:
    # A row whose foreign key leads to a table this process has not heard of cannot be written.
    importlib.import_module("instaclone.db.tables")
    return create_engine(url)


def create_engine(url: str, **options: Any) -> Engine:
    """An engine for either database with the settings every connection needs."""
    if url.startswith("sqlite"):
        return _sqlite_engine(url, **options)
    # READ COMMITTED: a handler that waited for a row must then see what the winner wrote.
    return sa_create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        connect_args={"charset": "utf8mb4", "init_command": MARIADB_SETTINGS},
        **options,
    )


def _sqlite_engine(url: str, **options: Any) -> Engine:
    made = sa_create_engine(
        url, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=20, **options
    )

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("distance_km", 4, km_between, deterministic=True)

    @event.listens_for(made, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made
