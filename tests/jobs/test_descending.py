"""A table is gone through from its newest rows down, by its key: once, or round and round."""

import re
from typing import Any

from sqlmodel import Session, col

from instaclone.db.engine import engine
from instaclone.db.session import read, transact
from instaclone.jobs.descending import Descent
from instaclone.posts import indexing
from instaclone.posts.models import Post
from tests import make
from tests.feed import test_plans as plans
from tests.statements import counted


def _made(session: Session, number: int) -> list[int]:
    author = make.user(session)
    return [make.post(session, author, "Old words").id or 0 for _ in range(number)]


def test_each_step_mends_what_lies_below_the_one_before_and_then_nothing_is_asked(database):
    made = transact(_made, 5)
    mended: list[int] = []

    def mend(session: Session, post_id: int) -> None:
        mended.append(post_id)
        indexing.index_post(session, post_id)

    descent = Descent(col(Post.sort_key), rows=2)
    assert [descent.step(indexing.unindexed, mend) for _ in range(3)] == [2, 2, 1]
    assert mended == made[::-1]
    with Session(engine()) as session, counted(session) as statements:
        assert descent.step(indexing.unindexed, mend) == 0
    assert statements == []
    again = Descent(col(Post.sort_key), rows=2)
    assert [again.step(indexing.unindexed, mend) for _ in range(3)] == [0, 0, 0]


def test_one_without_an_end_begins_again_after_its_last_step(database):
    made = transact(_made, 3)
    found: list[int] = []

    def note(_session: Session, post_id: int) -> None:
        found.append(post_id)

    descent = Descent(col(Post.sort_key), rows=2, is_endless=True)
    assert [descent.step(indexing.unindexed, note) for _ in range(4)] == [2, 1, 2, 1]
    assert found == 2 * made[::-1]


def test_a_step_that_fails_is_taken_again(database):
    transact(_made, 1)
    descent = Descent(col(Post.sort_key), rows=2)

    def fail(_session: Session, _post_id: int) -> None:
        raise OSError

    for _ in range(2):
        try:
            descent.step(indexing.unindexed, fail)
        except OSError:
            continue
        raise AssertionError("it went on")
    assert descent.step(indexing.unindexed, indexing.index_post) == 1


def test_a_step_looks_at_its_own_rows_alone(database):
    transact(_made, 1)
    with Session(engine()) as session, plans._sent(session) as statements:
        Descent(col(Post.sort_key), rows=2).step(indexing.unindexed, indexing.index_post)
    begin, lacking = statements[:2]
    assert "LIMIT" in begin[0]
    assert "EXISTS" in lacking[0]
    assert read(_led_by_key, *lacking)


def _led_by_key(session: Session, statement: str, values: Any) -> bool:
    """Whether the posts are those between two keys, by the index of keys."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        sought = r"SEARCH post USING (?:COVERING )?INDEX \w+ \(sort_key>\? AND sort_key<\?\)"
        return any(re.fullmatch(sought, step.detail) for step in steps)
    first, *_ = connection.exec_driver_sql(f"EXPLAIN {statement}", values)
    return "uq_post_sort_key" in str(first[4])
