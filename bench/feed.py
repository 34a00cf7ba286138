"""One page of the feed with a thousand and with a million posts, on SQLite and on MariaDB.

The viewer follows 100 of 1,000 people; then also the tag of every post there is, whose page is
measured too. Ours is the larger database, the yardstick the smaller.
"""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import delete, event
from sqlmodel import Session, col, select

from bench import place
from bench.rounds import in_turns, seconds
from bench.rows import Row, ratio_at_most
from bench.servers import databases
from instaclone import bulk_seeding
from instaclone import settings as settings_module
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db import migrating
from instaclone.db.engine import engine
from instaclone.db.session import read, transact
from instaclone.feed.queries import feed_page
from instaclone.relations.models import Follow
from instaclone.settings import Settings, settings
from instaclone.tags.following import follow_tag
from instaclone.tags.queries import tag_card, tag_page, top_tiles

TAG = "seeded"
PEOPLE, FOLLOWED = 1000, 100
PARTS = ("small", "large")
SMALL, LARGE, QUICK = 1_000, 1_000_000, 20_000
ROUNDS, FEW_ROUNDS = 300, 60


def measure(folder: Path, quick: bool) -> list[Row]:
    """Each database in turn."""
    rows = _compare("SQLite", lambda name: f"sqlite:///{folder / name}.db", quick)
    if server := os.environ.get("TEST_MARIADB_URL"):
        with databases(server, PARTS) as url_of:
            rows += _compare("MariaDB", url_of, quick)
    return rows


def _compare(kind: str, url_of: Callable[[str], str], quick: bool) -> list[Row]:
    sizes = (SMALL, QUICK if quick else LARGE)
    small, large = (_seeded(url_of(part), size) for part, size in zip(PARTS, sizes, strict=True))
    rows = [
        _row(f"{kind}, {label} {sizes[1]:,} posts against {SMALL:,}", large, small, pages, quick)
        for label, pages in (("first page,", 0), ("third page,", 2))
    ]
    for chosen in (small, large):
        with settings_module.using(chosen):
            transact(follow_tag, _viewer(chosen), TAG)
    title = f"{sizes[1]:,} posts of it against {SMALL:,}"
    rows.append(_row(f"{kind}, with a followed tag, {title}", large, small, 0, quick))
    rows.append(_tag_row(f"{kind}, the tag's page, {title}", large, small, quick))
    for place_, posts in ((small, sizes[0]), (large, sizes[1])):
        ten, twenty = (_statements(place_, size) for size in (10, 20))
        rows.append(
            Row(
                f"{kind}, statements for 20 posts against 10, {posts:,} posts",
                "statements",
                twenty,
                ten,
                ratio_at_most(1),
            )
        )
    return rows


def _row(name: str, large: Settings, small: Settings, pages: int, quick: bool) -> Row:
    def timed(chosen: Settings) -> Callable[[], float]:
        viewer = _viewer(chosen)
        before = _cursor(chosen, viewer, pages)

        def measure() -> float:
            with settings_module.using(chosen):
                return seconds(lambda: read(feed_page, viewer, before))

        return measure

    ours, yardstick = in_turns(FEW_ROUNDS if quick else ROUNDS, timed(large), timed(small))
    goal = ratio_at_most(1.3)
    return Row(name, "ms", 1000 * ours, 1000 * yardstick, goal)


def _tag_row(name: str, large: Settings, small: Settings, quick: bool) -> Row:
    def timed(chosen: Settings) -> Callable[[], float]:
        viewer = _viewer(chosen)

        def measure() -> float:
            with settings_module.using(chosen):
                return seconds(lambda: read(_whole_tag_page, viewer))

        return measure

    ours, yardstick = in_turns(FEW_ROUNDS if quick else ROUNDS, timed(large), timed(small))
    return Row(name, "ms", 1000 * ours, 1000 * yardstick, ratio_at_most(1.3))


def _whole_tag_page(session: Session, viewer: Viewer) -> None:
    tag_card(session, viewer, TAG)
    top_tiles(session, viewer, TAG)
    tag_page(session, viewer, TAG)


def _seeded(url: str, posts: int) -> Settings:
    chosen = replace(settings(), database_url=url)
    migrating.upgrade(url)
    with settings_module.using(chosen):
        bulk_seeding.seed(PEOPLE, posts, place.PASSWORD, print_nothing)
        transact(_keep_hundred)
    return chosen


def print_nothing(_line: str) -> None:
    """Progress that nobody reads."""


def _keep_hundred(session: Session) -> None:
    viewer = demo_id(session)
    followed = sorted(session.exec(select(Follow.followed_id).where(Follow.follower_id == viewer)))
    others = random.Random(1).sample(followed, len(followed) - FOLLOWED)
    session.execute(
        delete(Follow).where(col(Follow.follower_id) == viewer, col(Follow.followed_id).in_(others))
    )


def _viewer(chosen: Settings) -> Viewer:
    with settings_module.using(chosen):
        return Viewer(read(demo_id), bulk_seeding.DEMO)


def demo_id(session: Session) -> int:
    """The id of the viewer that bulk seeding makes."""
    return session.exec(select(col(User.id)).where(User.username == bulk_seeding.DEMO)).one() or 0


def _cursor(chosen: Settings, viewer: Viewer, pages: int) -> int | None:
    before = None
    with settings_module.using(chosen):
        for _ in range(pages):
            before = read(feed_page, viewer, before).next_before
    return before


def _statements(chosen: Settings, size: int) -> int:
    viewer, count = _viewer(chosen), [0]

    def counted(_connection, _cursor, statement: str, *_rest) -> None:
        count[0] += not statement.startswith("BEGIN")

    with settings_module.using(chosen):
        event.listen(engine(), "before_cursor_execute", counted)
        try:
            found = read(feed_page, viewer, None, size).cards
        finally:
            event.remove(engine(), "before_cursor_execute", counted)
    if len(found) != size:
        raise RuntimeError(f"The feed has {len(found)} of {size} posts.")
    return count[0]
