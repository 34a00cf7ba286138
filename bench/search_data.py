"""Databases of seeded posts for searches: made and dropped, or kept in a folder for the next time.

With --data FOLDER (the variable BENCH_DATA) SQLite's lie there as 10k.db, 100k.db and 1m.db, and
MariaDB's are b10k, b100k and b1m on the server of TEST_MARIADB_URL. What is missing is made; to
make it anew, remove it first.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url, text
from sqlmodel import Session, col, func, select

from bench import place
from instaclone import bulk_seeding
from instaclone import settings as settings_module
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.bulk_people import DEMO
from instaclone.db import migrating
from instaclone.db.engine import create_engine
from instaclone.db.session import read
from instaclone.places import loading
from instaclone.posts.models import Post
from instaclone.settings import Settings, settings

POSTS_OF_EACH = 50  # of a person
SQLITE, MARIADB = "SQLite", "MariaDB"
KEPT = "BENCH_DATA"


@dataclass(frozen=True)
class Data:
    """A database of so many posts, and who searches it."""

    kind: str
    posts: int
    settings: Settings
    viewer: Viewer


@contextmanager
def databases(kind: str, folder: Path, sizes: tuple[int, ...]) -> Iterator[list[Data]]:
    """A database for each number of posts; gone at the end if they are not kept."""
    kept = os.environ.get(KEPT)
    if kind == SQLITE:
        folder = Path(kept) if kept else folder
        folder.mkdir(parents=True, exist_ok=True)
        yield [_seeded(kind, f"sqlite:///{folder / _name(size)}.db", size) for size in sizes]
        return
    server = os.environ["TEST_MARIADB_URL"]
    named = make_url(server)
    prefix = "b" if kept else f"{named.database}_bench_"
    names = [f"{prefix}{_name(size)}" for size in sizes]
    try:
        for name in names:
            _run(server, f"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4")
        urls = [named.set(database=name).render_as_string(hide_password=False) for name in names]
        yield [_seeded(kind, url, size) for url, size in zip(urls, sizes, strict=True)]
    finally:
        for name in () if kept else names:
            _run(server, f"DROP DATABASE IF EXISTS `{name}`")


def _seeded(kind: str, url: str, posts: int) -> Data:
    chosen = replace(settings(), database_url=url)
    migrating.upgrade(url)
    with settings_module.using(chosen):
        here = read(_count)
        if not here:
            loading.load()
            bulk_seeding.seed(posts // POSTS_OF_EACH, posts, place.PASSWORD, lambda _line: None)
        elif here != posts:
            raise RuntimeError(f"{url} holds {here:,} posts, not {posts:,}: remove it, it is made.")
        return Data(kind, posts, chosen, Viewer(read(_demo), DEMO))


def _name(size: int) -> str:
    return f"{size // 1_000_000}m" if size >= 1_000_000 else f"{size // 1000}k"


def _count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Post)).one()


def _demo(session: Session) -> int:
    return session.exec(select(col(User.id)).where(User.username == DEMO)).one() or 0


def _run(server: str, statement: str) -> None:
    admin = create_engine(server)
    with admin.begin() as connection:
        connection.execute(text(statement))
    admin.dispose()
