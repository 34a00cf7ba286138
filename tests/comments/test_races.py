"""Fifty at once: what is counted equals the rows, on both databases."""

import threading
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.comments import commenting
from instaclone.comments.commenting import comment
from instaclone.comments.deleting import delete
from instaclone.comments.liking import like, unlike
from instaclone.comments.models import Comment, CommentLike
from instaclone.db.session import read, transact
from instaclone.errors import NotFound
from instaclone.posts.models import Post
from instaclone.settings import Settings
from tests import make
from tests.comments.people import counts_equal_rows

CROWD = 50


def _scene(session: Session) -> tuple[list[Viewer], str]:
    people = [make.user(session) for _ in range(CROWD)]
    return people, make.post(session, people[0]).code


def _at_once(calls: list[tuple[Any, ...]]) -> None:
    start = threading.Barrier(len(calls), timeout=60)
    problems: list[Exception] = []

    def run(act: Callable[..., Any], *args: Any) -> None:
        start.wait()
        try:
            transact(act, *args)
        except NotFound:
            return  # somebody else deleted it first
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def _holds(session: Session, code: str) -> bool:
    return counts_equal_rows(session, session.exec(select(Post).where(Post.code == code)).one())


def _ids(session: Session) -> list[int]:
    return [each for each in session.exec(select(Comment.id)) if each]


def test_fifty_comments_and_replies_at_once_are_all_counted(database: Settings):
    people, code = transact(_scene)
    top = transact(comment, people[0], code, "Top")
    _at_once(
        [
            (comment, each, code, f"Hello @{people[0].username} #sea", top if number % 2 else None)
            for number, each in enumerate(people)
        ]
    )
    assert len(read(_ids)) == CROWD + 1
    assert read(_holds, code)


def test_deleting_and_writing_at_once_keeps_the_counts(database: Settings):
    people, code = transact(_scene)
    tops = [transact(comment, each, code, "Top #tag") for each in people[:10]]
    calls: list[tuple[Any, ...]] = [(delete, people[0], top) for top in tops[:5] for _ in range(3)]
    calls += [(comment, each, code, "Reply", top) for each in people[10:13] for top in tops]
    _at_once(calls[:CROWD])
    assert read(_holds, code)


def test_fifty_likes_at_once_are_all_counted(database: Settings):
    people, code = transact(_scene)
    written = transact(comment, people[0], code, "Like this")
    _at_once([(like, each, written) for each in people])
    _at_once(
        [(unlike if number % 2 else like, each, written) for number, each in enumerate(people)]
    )

    def counts(session: Session) -> tuple[int, int]:
        rows = session.exec(select(CommentLike)).all()
        return session.get_one(Comment, written).like_count, len(rows)

    assert read(counts) == (CROWD // 2, CROWD // 2)


def test_one_person_in_fifty_windows_cannot_pass_the_limit_by_much(database: Settings):
    """Under one post the limit is exact: its row is held while comments are counted."""
    people, code = transact(_scene)
    for _ in range(commenting.MOST - 10):
        transact(comment, people[1], code, "Hello")
    start = [(_comment_or_wait, people[1], code) for _ in range(20)]
    _at_once(start)
    assert len(read(_ids)) == commenting.MOST


def _comment_or_wait(session: Session, viewer: Viewer, code: str) -> None:
    try:
        comment(session, viewer, code, "Hello")
    except commenting.TooMany:
        return
