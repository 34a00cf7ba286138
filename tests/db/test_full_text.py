"""Both engines find the same rows by the same tokens, the newest first."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone.db import full_text
from instaclone.db.full_text import encoded, said
from instaclone.db.session import read, transact
from instaclone.folding import tokens
from instaclone.posts.models import Post, PostWords
from instaclone.settings import Settings
from tests import make

END = 2**63 - 1
Write = Callable[..., list[int]]


def test_tokens_are_stored_in_letters_both_engines_take():
    assert encoded(tokens("A café at 東京!")) == " xxa xxcafe xxat xx_6771__4eac_ "
    assert encoded([]) == ""
    assert all(len(word) <= full_text.LONGEST for word in encoded(["東" * 40]).split())


@pytest.fixture
def write(database: Settings) -> Write:
    """Commits posts that say these words, the oldest first, and returns their keys."""

    def act(session: Session, sentences: list[str]) -> list[int]:
        ana = make.user(session)
        posts = [make.post(session, ana, pictures=0) for _ in sentences]
        for post, words in zip(posts, sentences, strict=True):
            assert post.sort_key
            assert post.id
            row = PostWords(sort_key=post.sort_key, post_id=post.id, words=encoded(tokens(words)))
            session.add(row)
        return [post.sort_key or 0 for post in posts]

    return lambda *sentences: transact(act, list(sentences))


def found(words: str, *, is_open: bool = False, before: int = END, limit: int = 10) -> list[int]:
    def query(session: Session) -> list[int]:
        sought = tokens(words)
        engine = full_text.newest(
            session, PostWords, sought, is_open=is_open, before=before, limit=limit
        )
        rows = set(
            session.scalars(
                select(PostWords.sort_key).where(
                    said(col(PostWords.words), sought, is_open=is_open)
                )
            )
        )
        keys = list(session.scalars(engine)) if engine is not None else []
        assert {key for key in rows if key < before} <= set(keys) or len(keys) == limit
        return keys

    return read(query)


def test_the_newest_with_a_word_come_first(write):
    one, two, _ = write("A dog at the lake", "Two dogs. The DOG!", "A dogma")
    assert found("dog") == [two, one]
    assert found("dog", before=two) == [one]
    assert found("dog", limit=1) == [two]


def test_a_beginning_finds_what_begins_so(write):
    keys = write("A dog", "dogs", "a dogma", "hotdog")
    assert found("dog", is_open=True) == keys[2::-1]
    assert found("d", is_open=True) == keys[2::-1]


def test_rows_with_one_of_several_are_found_each_once(write):
    rows = ("Traffic lights", "a light traffic", "A bus", "Two buses: a bus", "Busy", "light")
    lights, turned, bus, buses, _, _ = write(*rows)

    def query(session: Session, ways: list[tuple[list[str], bool]], limit: int) -> list[int]:
        keys = full_text.newest_of_any(session, PostWords, ways, before=END, limit=limit)
        return list(session.scalars(keys)) if keys is not None else []

    said = [(["traffic", "lights"], False), (["traffic", "light"], False), (["bus"], False)]
    # That the words stand side by side is not asked here.
    assert read(query, said, 10) == [buses, bus, turned, lights]
    assert read(query, said, 2) == [buses, bus]
    assert read(query, [(["buse"], True), (["traffic", "lights"], False)], 10) == [buses, lights]


def test_accents_case_and_short_or_common_words_do_not_matter(write):
    (key,) = write("The Ærø café: A 1 of 東京")
    for words in ("the", "a", "1", "of", "AERO", "Cafe", "東京"):
        assert found(words) == [key], words


def test_what_changed_or_is_gone_is_found_as_it_is_now(write):
    one, two = write("A lake", "A lake")

    def change(session: Session) -> None:
        row = session.get_one(PostWords, one)
        row.words = encoded(["sea"])
        session.add(row)
        session.flush()
        # With the post goes what it was found by: the database sees to that.
        gone = session.get_one(PostWords, two).post_id
        session.execute(delete(Post).where(col(Post.id) == gone))

    transact(change)
    assert found("lake") == []
    assert found("sea") == [one]


def test_mariadb_is_not_asked_for_what_nearly_every_row_says(write, database, monkeypatch):
    monkeypatch.setattr(full_text, "COMMON", 3)
    write("lake one", "lake two", "lake three")

    def newest(session: Session, words: str):
        return full_text.newest(session, PostWords, tokens(words), before=END, limit=10)

    on_mariadb = database.database_url.startswith("mysql")
    assert (read(newest, "lake") is None) == on_mariadb
    assert read(newest, "lake two") is not None


def test_nothing_people_type_breaks_the_engines_own_language(write):
    write("plain")
    for words in ('"', "a* OR b", "+-~<>()", "NEAR(a b)", "'; DROP TABLE post; --", "a:b", "@x"):
        if sought := tokens(words):
            assert found(" ".join(sought)) == []


def test_a_single_letter_that_many_words_begin_with_is_not_asked_for(write, monkeypatch):
    """SQLite would collect all there is; what stands beside it leads."""
    keys = write("A dog", "dogs", "a dome")
    monkeypatch.setattr(full_text, "COMMON", 2)

    def asked(words: str) -> Sequence[int] | None:
        def query(session: Session) -> Sequence[int] | None:
            sought = tokens(words)
            engine = full_text.newest(
                session, PostWords, sought, is_open=True, before=END, limit=10
            )
            return None if engine is None else session.scalars(engine).all()

        return read(query)

    assert asked("d") is None
    monkeypatch.setattr(full_text, "COMMON", 3)
    assert asked("a d") == [keys[2], keys[0]]
    monkeypatch.setattr(full_text, "COMMON", 9)
    assert asked("d") == keys[::-1]
