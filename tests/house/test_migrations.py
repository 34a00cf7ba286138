"""Alembic is the only way tables are made: from empty it makes the models, and all the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

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


def say(connection: Connection, *sentences: str) -> None:
    """Have the database do these, one after the other."""
    for sentence in sentences:
        connection.execute(text(sentence))


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
        say(connection, *BEFORE)
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


WITH_EDITS = (
    *BEFORE,
    "INSERT INTO media (id, code, owner_id, state, attempts, file_name, source_format,"
    " source_bytes, width, height, blurhash, placeholder, perceptual_hash, master_bytes,"
    " master_sha256, failure, received_at)"
    " VALUES (3, 'm', 1, 'ready', 0, 'a.jpg', 'JPEG', 1, 9, 9, '', '', '', 0, '', '',"
    " '2026-01-01')",
    "INSERT INTO variant (id, media_id, role, `key`, content_type, width, height, bytes, sha256)"
    " VALUES (1, 3, 'source', 'v/m/9.webp', 'image/webp', 9, 9, 1, ''),"
    " (2, 3, '', 'v/m/r1-9.webp', 'image/webp', 9, 9, 1, ''),"
    " (3, 3, '', 'v/m/r1-9.jpg', 'image/jpeg', 9, 9, 1, ''),"
    " (4, 3, '', 'v/m/720.mp4', 'video/mp4', 8, 8, 1, '')",
    "INSERT INTO post_person (post_id, user_id, is_pending) VALUES (7, 1, 0), (7, 2, 1)",
    "INSERT INTO post_media (post_id, position, media_id, alt_text) VALUES (7, 0, 3, '')",
    "UPDATE post SET sort_key = NULL",
    "UPDATE media SET bake_asked_at = '2026-01-01'",
)


def test_going_back_shows_nobody_what_was_covered_or_who_was_only_asked(empty):
    migrating.upgrade(empty)
    made = create_engine(empty)
    with made.begin() as connection:
        say(connection, *WITH_EDITS)
    migrating.downgrade(empty, "0002")
    with made.begin() as connection:
        keys = connection.execute(text("SELECT `key` FROM variant")).scalars().all()
        tagged = connection.execute(text("SELECT user_id FROM post_person")).scalars().all()
        state = connection.execute(text("SELECT state FROM media")).scalar_one()
    made.dispose()
    assert (keys, tagged, state) == (["v/m/r1-9.webp"], [1], "failed")


WITH_REFUSING_DRAFTS = (
    *BEFORE,
    "INSERT INTO draft (id, code, owner_id, caption, tags, choices, version, zone, failure,"
    " created_at, changed_at) VALUES"
    """ (1, 'a', 1, '', '', '{"people": "", "refuses_scans": true}', 1,"""
    " '', '', '2026-01-01', '2026-01-01'),"
    """ (2, 'b', 1, '', '', '{"people": "\\\\"refuses_scans\\\\": true"}', 1,"""
    " '', '', '2026-01-01', '2026-01-01')",
    "INSERT INTO media (id, code, owner_id, state, attempts, file_name, source_format,"
    " source_bytes, width, height, blurhash, placeholder, perceptual_hash, master_bytes,"
    " master_sha256, failure, received_at)"
    " VALUES (3, 'm', 1, 'ready', 0, 'a.jpg', 'JPEG', 1, 9, 9, '', '', '', 0, '', '',"
    " '2026-01-01'), (4, 'n', 1, 'ready', 0, 'b.jpg', 'JPEG', 1, 9, 9, '', '', '', 0, '', '',"
    " '2026-01-01')",
    "INSERT INTO draft_file (code, draft_id, position, file_name, size, media_id, failure,"
    " alt_text, recipe, created_at) VALUES ('c', 1, 0, 'a.jpg', 1, 3, '', '', '', '2026-01-01'),"
    " ('d', 2, 0, 'b.jpg', 1, 4, '', '', '', '2026-01-01'),"
    " ('e', 1, 1, 'c.jpg', 1, NULL, '', '', '', '2026-01-01')",
    "INSERT INTO label_count (media_id, label, count) VALUES (3, 'dog', 1), (4, 'dog', 1)",
)


def test_drafts_that_refused_scans_before_it_counted_are_heeded(empty):
    migrating.upgrade(empty, "0009")
    made = create_engine(empty)
    with made.begin() as connection:
        say(connection, *WITH_REFUSING_DRAFTS)
    migrating.upgrade(empty)
    with made.begin() as connection:
        refused = connection.execute(text("SELECT id FROM media WHERE refuses_scans = 1")).all()
        seen = connection.execute(text("SELECT media_id FROM label_count")).all()
    made.dispose()
    assert [tuple(row) for row in (*refused, *seen)] == [(3,), (4,)]


WITH_A_SEARCH = (
    *BEFORE,
    "INSERT INTO saved_search (id, user_id, query, folded, notifies, seen_key, created_at)"
    " VALUES (4, 2, 'Dog', 'dog', 1, 9, '2026-01-01')",
    "INSERT INTO notification (recipient_id, actor_id, kind, cause, bundle, post_id, created_at)"
    " VALUES (1, 2, 'like', 'like:post:7', 'like:post:7', 7, '2026-01-01')",
    "INSERT INTO label_threshold (label, least, changed_by, changed_at)"
    " VALUES ('dog', 0.7, 1, '2026-01-01')",
)
FOUND = (
    "INSERT INTO notification"
    " (recipient_id, actor_id, kind, cause, bundle, post_id, search_id, created_at)"
    " VALUES (2, 1, 'search', 'search:4:post:7', 'search:4', 7, 4, '2026-01-01')",
    "INSERT INTO notification_wish (user_id, kind, senders) VALUES (2, 'search', 'nobody')",
)


def test_what_explore_showed_stays_both_ways_and_counts_as_not_watched(empty):
    migrating.upgrade(empty, "0007")
    made = create_engine(empty)
    with made.begin() as connection:
        for sentence in BEFORE:
            connection.execute(text(sentence))
        connection.execute(
            text(
                "INSERT INTO shown (user_id, post_id, signals, shown_at)"
                " VALUES (2, 7, 'fresh=1', '2026-01-01')"
            )
        )
    migrating.upgrade(empty)
    with made.begin() as connection:
        row = connection.execute(text("SELECT signals, watched_at FROM shown")).one()
        connection.execute(text("UPDATE shown SET watched_at = '2026-01-01'"))
    migrating.downgrade(empty, "0007")
    with made.begin() as connection:
        kept = connection.execute(text("SELECT signals FROM shown")).scalars().all()
    made.dispose()
    assert (tuple(row), kept) == (("fresh=1", None), ["fresh=1"])


def test_searches_and_thresholds_stay_both_ways_and_what_was_found_goes_with_its_words(empty):
    migrating.upgrade(empty, "0005")
    made = create_engine(empty)
    with made.begin() as connection:
        say(connection, *WITH_A_SEARCH)
    migrating.upgrade(empty)
    with made.begin() as connection:
        columns = "seen_key, languages, name"
        search = connection.execute(text(f"SELECT {columns} FROM saved_search")).one()
        label = connection.execute(text("SELECT least, recounted_at FROM label_threshold")).one()
        say(connection, *FOUND, "UPDATE saved_search SET name = 'My dogs'")
    migrating.downgrade(empty, "0008")
    with made.begin() as connection:
        told = connection.execute(text("SELECT search_id FROM notification WHERE kind = 'search'"))
        assert told.scalars().all() == [4]
    migrating.downgrade(empty, "0005")
    with made.begin() as connection:
        kinds = connection.execute(text("SELECT kind FROM notification")).scalars().all()
        wishes = connection.execute(text("SELECT kind FROM notification_wish")).scalars().all()
        kept = connection.execute(text("SELECT folded, seen_key FROM saved_search")).one()
    made.dispose()
    assert (tuple(search), tuple(label)) == ((9, "", None), (0.7, None))
    assert (kinds, wishes, tuple(kept)) == (["like"], [], ("dog", 9))
