"""How the databases find a page: by key, never by reading everything that is not deleted."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.feed.queries import count_newer, feed_page
from instaclone.objects.queries import object_head, object_link_head, object_page
from instaclone.posts.at_places import link_head, place_head, place_page, search_places
from instaclone.tags.following import follow_tag
from instaclone.tags.queries import tag_card, tag_page, top_tiles
from tests import make, people

# What a plan may go through from end to end: what another step has made, and nothing.
MADE = {"found", "newest", "people", "authors", "CONSTANT"}
# Indexes of what nearly every row has in common.
COMMON = ("suspended_at", "deleted_at", "ix_media_state")

Page = Callable[[Session, Viewer], object]
BAY = 1_500_000
PAGES: dict[str, Page] = {
    "feed": feed_page,
    "news": lambda session, viewer: count_newer(session, viewer, 0),
    "tag": lambda session, viewer: tag_card(session, viewer, "lake"),
    "recent": lambda session, viewer: tag_page(session, viewer, "lake"),
    "place": lambda session, viewer: place_head(session, viewer, BAY),
    "from a place": lambda session, viewer: place_page(session, viewer, BAY),
    "link to a place": lambda session, viewer: link_head(session, viewer, BAY),
    "places": lambda session, viewer: search_places(session, viewer, "bay by the lake", 5),
    "object": lambda session, viewer: object_head(session, viewer, "dog"),
    "posts with an object": lambda session, viewer: object_page(session, viewer, "dog"),
    "link to an object": lambda session, viewer: object_link_head(session, viewer, "dog"),
    "top": lambda session, viewer: top_tiles(session, viewer, "lake"),
}


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_found_by_key(session: Session, name: str):
    cast = people.cast(session)
    for _ in range(3):
        make.tag(session, make.post(session, cast.ana, labels={"dog": 1}), "lake", "sea")
    make.own_place(session, make.post(session, cast.ana), "Bay by the lake", place_id=BAY)
    follow_tag(session, cast.ben, "lake")
    session.flush()
    with _sent(session) as statements:
        PAGES[name](session, cast.ben)
    assert statements
    assert [step for sent in list(statements) for step in _careless(session, *sent)] == []


def _careless(session: Session, statement: str, values: Any) -> list[str]:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
        steps = [row[3] for row in rows]
        return [
            step
            for step in steps
            if any(index in step for index in COMMON)
            or ((scanned := re.match(r"SCAN (\w+)", step)) and not _is_made(scanned[1]))
        ]
    rows = connection.exec_driver_sql("EXPLAIN " + statement, values)
    # Tables of three rows it may well read at once; but not to answer EXISTS for one row.
    return [str(row) for row in rows if row[1] == "MATERIALIZED"]


def _is_made(name: str) -> bool:
    return name in MADE or name.startswith("anon_")


@contextmanager
def _sent(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """What is asked on this session's connection while the block runs."""
    sent: list[tuple[str, Any]] = []
    bind = session.get_bind().engine

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, values))

    event.listen(bind, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(bind, "before_cursor_execute", note)
