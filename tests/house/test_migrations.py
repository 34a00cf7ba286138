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


BEFORE = (
    "INSERT INTO user (id, username, email, password_hash, created_at)"
    " VALUES (1, 'ana', 'a@e.org', '!', '2026-01-01'), (2, 'ben', 'b@e.org', '!', '2026-01-01')",
    "INSERT INTO profile (user_id, display_name, bio) VALUES (1, 'Ana', ''), (2, '', '')",
    "INSERT INTO follow (follower_id, followed_id, created_at) VALUES (2, 1, '2026-01-01')",
    "INSERT INTO post (id, code, author_id, caption, created_at, sort_key)"
    " VALUES (7, 'abc', 1, 'Old words', '2026-01-01', 99)",
    "INSERT INTO post_tag (post_id, tag) VALUES (7, 'lake')",
)


def test_what_was_there_before_people_and_engagement_is_kept_and_counted(empty):
    migrating.upgrade(empty, "0001")
    made = create_engine(empty)
    with made.begin() as connection:
        for sentence in BEFORE:
            connection.execute(text(sentence))
    migrating.upgrade(empty)
    with made.begin() as connection:
        people = connection.execute(
            text(
                "SELECT follower_count, following_count, folded_name, is_private"
                " FROM profile ORDER BY user_id"
            )
        ).all()
        post = connection.execute(
            text("SELECT caption, visibility, comments_from, like_count FROM post")
        ).one()
        tag = connection.execute(text("SELECT tag, sort_key FROM post_tag")).one()
    made.dispose()
    assert [tuple(row) for row in people] == [(1, 0, "ana", 0), (0, 1, "", 0)]
    assert tuple(post) == ("Old words", "public", "everyone", 0)
    assert tuple(tag) == ("lake", 99)
