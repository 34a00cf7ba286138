"""How long a screen of explore takes among few and many people, beside a bare statement.

The communities are those of `seed --fast`, and some of their people like what was posted lately.
"""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from bench import place
from bench.rounds import percentile, seconds
from bench.rows import Row, ratio_at_most
from bench.servers import databases
from instaclone import bulk_seeding, clock
from instaclone import settings as settings_module
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db import migrating
from instaclone.db.engine import engine
from instaclone.db.session import read, transact
from instaclone.explore import jobs, learning
from instaclone.explore.serving import explore_page
from instaclone.posts.models import Post, PostLike
from instaclone.settings import settings

SIZES, QUICK_SIZES = (10_000, 100_000), (1_000, 5_000)  # posts
EACH = 5  # posts of one person
TIMED = 60  # people who look, each once
LIKING, LIKES = 1_000, 40  # people who like something, and how much of the newest
NEWEST_OF = 4_000
# The newest posts that this person may find, as somebody would write it who knows the tables, and
# that SQLite begins with what is not archived, which is nearly everything, if one lets it.
NEWEST = text("""
    SELECT post.* FROM post
    CROSS JOIN user ON user.id = post.author_id
    CROSS JOIN profile ON profile.user_id = post.author_id
    WHERE post.sort_key > 0 AND post.visibility = 'public' AND post.warning = ''
      AND CASE WHEN post.archived_at IS NULL AND post.deleted_at IS NULL
          AND post.hidden_at IS NULL THEN 1 END = 1
      AND NOT post.is_unlisted AND NOT profile.is_unlisted AND NOT profile.is_private
      AND CASE WHEN user.suspended_at IS NULL THEN 1 END = 1 AND post.author_id <> :me
      AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = :me AND blocked_id = post.author_id)
      AND NOT EXISTS (SELECT 1 FROM block WHERE blocker_id = post.author_id AND blocked_id = :me)
      AND NOT EXISTS (SELECT 1 FROM mute WHERE muter_id = :me AND muted_id = post.author_id)
      AND NOT EXISTS (SELECT 1 FROM put_aside WHERE user_id = :me AND post_id = post.id)
    ORDER BY post.sort_key DESC LIMIT 30
""")


def timed(folder: Path, quick: bool) -> list[Row]:
    """Each size on each database."""
    sizes = QUICK_SIZES if quick else SIZES
    rows = _on("SQLite", lambda size: f"sqlite:///{folder / f'screens{size}.db'}", sizes)
    if server := os.environ.get("TEST_MARIADB_URL"):
        with databases(server, sizes) as url_of:
            rows += _on("MariaDB", url_of, sizes)
    return rows


def _on(kind: str, url_of: Callable[[int], str], sizes: Sequence[int]) -> list[Row]:
    rows: list[Row] = []
    before = None
    for size in sizes:
        chosen = replace(settings(), database_url=url_of(size))
        migrating.upgrade(chosen.database_url)
        with settings_module.using(chosen):
            ours, bare, learned = _times(size)
        name = f"{kind}, a screen among {size:,} posts"
        for share, label in ((0.5, "p50"), (0.95, "p95")):
            mine, least = (1000 * percentile(times, share) for times in (ours, bare))
            rows.append(Row(f"{name}, {label}, against the newest 30 in SQL", "ms", mine, least))
        rows.append(
            Row(f"{kind}, learning of one person of {size // EACH:,}", "ms", 1000 * learned)
        )
        median = percentile(ours, 0.5)
        if before:
            name = f"{kind}, a screen, {size:,} posts against {sizes[0]:,}"
            rows.append(Row(name, "ms", 1000 * median, 1000 * before, ratio_at_most(2)))
        before = median
    return rows


def _times(size: int) -> tuple[list[float], list[float], float]:
    """Of so many screens, in turns with the bare statement, and of learning of one person."""
    bulk_seeding.seed(size // EACH, size, place.PASSWORD, lambda _line: None)
    people = read(_first_people)
    transact(_like, people)
    viewers = people[:TIMED]
    common = read(learning.background)
    learned = seconds(lambda: [jobs.learn_person(each.id, common) for each in viewers])
    jobs.keep_turns()
    ours: list[float] = []
    bare: list[float] = []
    for viewer in viewers[:3]:  # fills caches
        read(explore_page, viewer)
    with engine().connect() as connection:
        for viewer in viewers:
            me = {"me": viewer.id}
            ours.append(seconds(lambda viewer=viewer: read(explore_page, viewer)))
            bare.append(seconds(lambda me=me: connection.execute(NEWEST, me).all()))
            connection.rollback()
    return ours, bare, learned / len(viewers)


def _first_people(session: Session) -> list[Viewer]:
    others = select(col(User.id), User.username).where(User.username != bulk_seeding.DEMO)
    rows = others.order_by(col(User.id)).limit(LIKING)
    return [Viewer(row[0], row[1]) for row in session.execute(rows)]


def _like(session: Session, people: Sequence[Viewer]) -> None:
    """Some like the newest; whoever is like others likes what they do."""
    rng = random.Random(len(people))
    newest = select(col(Post.id)).order_by(col(Post.sort_key).desc()).limit(NEWEST_OF)
    posts = list(session.scalars(newest))
    for viewer in people:
        begin = rng.randrange(len(posts))
        some = rng.sample((posts[begin:] + posts[:begin])[: 5 * LIKES], LIKES)
        session.execute(
            insert(PostLike),
            [
                {
                    "user_id": viewer.id,
                    "post_id": post,
                    "created_at": clock.now() - timedelta(minutes=rng.randrange(10_000)),
                }
                for post in some
            ],
        )
