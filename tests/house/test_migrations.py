"""Alembic is the only way tables are made: from empty it makes the models, and all the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from instaclone.db import migrating
from instaclone.db.engine import create_engine
from tests.conftest import MARIADB_URL


@pytest.fixture(params=["sqlite", "mariadb"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    if not MARIADB_URL:
        pytest.skip("MariaDB: TEST_MARIADB_URL is not set; bin/test starts a server and sets it")
    made = create_engine(MARIADB_URL)
    name = f"{made.url.database}_migrating"
    with made.begin() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name} CHARACTER SET latin1"))
    yield made.url.set(database=name).render_as_string(hide_password=False)
    with made.begin() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    made.dispose()


def tables(url: str) -> set[str]:
    """The names of the tables that are there."""
    made = create_engine(url)
    found = set(inspect(made).get_table_names())
    made.dispose()
    return found


def test_migrating_from_empty_equals_the_models(empty):
    migrating.upgrade(empty)
    made = create_engine(empty)
    with made.connect() as connection:
        assert migrating.differences(connection) == []
    made.dispose()
    assert migrating.is_current(empty)


def test_migrating_down_leaves_nothing(empty):
    migrating.upgrade(empty)
    migrating.downgrade(empty)
    assert tables(empty) == {"alembic_version"}
    assert not migrating.is_current(empty)


def test_migrating_up_again_after_going_down_works(empty):
    migrating.upgrade(empty)
    migrating.downgrade(empty)
    migrating.upgrade(empty)
    assert "post" in tables(empty)


def test_an_empty_database_is_not_current(empty):
    assert not migrating.is_current(empty)
