"""Databases of a benchmark's own on the server that a URL names."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import make_url, text

from instaclone.db.engine import create_engine

DROP = "DROP DATABASE IF EXISTS {}"


@contextmanager
def databases(server: str, parts: Sequence[object]) -> Iterator[Callable[[object], str]]:
    """An empty database for each part beside the one the URL names, whose URL is given for the
    part; dropped at the end."""
    named = make_url(server)
    names = {part: f"{named.database}_bench_{part}" for part in parts}
    admin = create_engine(server)

    def each(*statements: str) -> None:
        with admin.begin() as connection:
            for name in names.values():
                for statement in statements:
                    connection.execute(text(statement.format(f"`{name}`")))

    try:
        each(DROP, "CREATE DATABASE {} CHARACTER SET utf8mb4")
        yield lambda part: named.set(database=names[part]).render_as_string(hide_password=False)
    finally:
        each(DROP)
        admin.dispose()
