"""Rows by the million for benchmarks: people, follows and posts without pixels."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session, SQLModel, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.signing_up import prepare
from instaclone.db.engine import writing_engine
from instaclone.db.session import read, transact
from instaclone.ids import RANDOM_BITS
from instaclone.media.models import READY, Media, Variant
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.profiles.joining import join
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow
from instaclone.vision.models import DONE, Detection, LabelCount, Scan

CHUNK = 5000  # posts in one transaction
DEMO = "demo"
DEMO_FOLLOWS, FOLLOWS = 200, 20
SPREAD = timedelta(days=365)
WIDTHS = (320, 640, 1080)
LABELS = ("person", "dog", "cat", "bicycle", "car", "bus", "bird", "boat")
HASH = "0" * 64
BLURHASH = "LEHV6nWB2yk8pyo0adR*.7kCMdnj"

Rows = list[dict[str, Any]]


def seed(people: int, posts: int, password: str, say: Callable[[str], object]) -> None:
    """Add people who follow each other and posts of theirs, in bulk, and a demo viewer who follows
    up to 200 of them. The pictures' addresses lead nowhere."""
    started = time.monotonic()
    rng = random.Random(f"{people} {posts}")  # noqa: S311 - alike in every run, on purpose
    first, demo = _add_people(people, password)
    _add_follows(rng, first, people, demo)
    made = 0
    for chunk in _chunks(rng, first, people, posts):
        with writing_engine().begin() as connection:
            for table, rows in chunk.items():
                connection.execute(insert(table), rows)
        made += len(chunk[Post])
        if made % (20 * CHUNK) == 0:
            say(f"{made:,} posts after {time.monotonic() - started:.0f} s ...")
    took = time.monotonic() - started
    say(f"Added {people:,} people and {made:,} posts in {took:.1f} s.")
    say(f"Log in as {DEMO} with the password: {password}")


def _add_people(people: int, password: str) -> tuple[int, int]:
    demo = read(_find_demo) or transact(
        join, prepare(DEMO, f"{DEMO}@example.org", password, password)
    )
    first = read(_next_id, User)
    now = clock.now()
    for start in range(first, first + people, CHUNK):
        numbers = range(start, min(start + CHUNK, first + people))
        users = [
            {
                "id": number,
                "username": f"person{number:08d}",
                "email": f"person{number:08d}@example.org",
                "password_hash": "!",
                "created_at": now - SPREAD,
            }
            for number in numbers
        ]
        profiles = [_profile(number) for number in numbers]
        with writing_engine().begin() as connection:
            connection.execute(insert(User), users)
            connection.execute(insert(Profile), profiles)
    return first, demo


def _profile(number: int) -> dict[str, Any]:
    name = f"Person {number}"
    return {"user_id": number, "display_name": name, "folded_name": name.lower(), "bio": ""}


def _add_follows(rng: random.Random, first: int, people: int, demo: int) -> None:
    everyone = range(first, first + people)
    now = clock.now()

    def following(follower: int, count: int) -> Rows:
        chosen = rng.sample(everyone, min(count, people))
        return [
            {"follower_id": follower, "followed_id": followed, "created_at": now}
            for followed in chosen
            if followed != follower
        ]

    for start in range(first, first + people, CHUNK // FOLLOWS):
        some = range(start, min(start + CHUNK // FOLLOWS, first + people))
        if rows := [row for follower in some for row in following(follower, FOLLOWS)]:
            with writing_engine().begin() as connection:
                connection.execute(insert(Follow), rows)
    with writing_engine().begin() as connection:
        connection.execute(insert(Follow), following(demo, DEMO_FOLLOWS))
    transact(_count_follows)


def _count_follows(session: Session) -> None:
    """Every profile's counts from the rows, in two statements."""
    for counted, who in (
        (Profile.follower_count, Follow.followed_id),
        (Profile.following_count, Follow.follower_id),
    ):
        rows = select(func.count()).where(col(who) == col(Profile.user_id)).scalar_subquery()
        session.execute(
            update(Profile)
            .values({col(counted): rows})
            .execution_options(synchronize_session=False)
        )


def _chunks(
    rng: random.Random, first: int, people: int, posts: int
) -> Iterator[dict[type[SQLModel], Rows]]:
    post_id, media_id = read(_next_id, Post), read(_next_id, Media)
    begin, step = clock.now() - SPREAD, SPREAD / max(posts, 1)
    for start in range(0, posts, CHUNK):
        chunk: dict[type[SQLModel], Rows] = {
            table: []
            for table in (Media, Variant, Scan, Detection, LabelCount, Post, PostMedia, PostTag)
        }
        for number in range(start, min(start + CHUNK, posts)):
            author = first + rng.randrange(people)
            moment = begin + step * number
            _add_picture(chunk, rng, media_id + number, author, moment)
            _add_post(chunk, post_id + number, media_id + number, author, moment)
        yield chunk


def _add_picture(
    chunk: dict[type[SQLModel], Rows], rng: random.Random, number: int, owner: int, moment: datetime
) -> None:
    media: dict[str, Any] = {
        "id": number,
        "code": f"{number:022d}",
        "owner_id": owner,
        "state": READY,
        "file_name": "photo.jpg",
        "source_format": "JPEG",
        "width": 1080,
        "height": 810,
        "blurhash": BLURHASH,
        "received_at": moment,
        "ready_at": moment,
    }
    plain = {"failure": "", "attempts": 1, "source_bytes": 0, "placeholder": ""}
    master = {"perceptual_hash": "", "master_bytes": 0, "master_sha256": ""}
    chunk[Media].append(media | plain | master)
    for width in WIDTHS:
        chunk[Variant].append(
            {
                "media_id": number,
                "key": f"v/{number:022d}/{width}.webp",
                "content_type": "image/webp",
                "width": width,
                "height": width * 3 // 4,
                "bytes": width * 120,
                "sha256": HASH,
            }
        )
    _add_scan(chunk, rng.choice(LABELS), number, moment)


def _add_scan(chunk: dict[type[SQLModel], Rows], label: str, number: int, moment: datetime) -> None:
    scan: dict[str, Any] = {"media_id": number, "state": DONE, "model": "yolov8n.pt"}
    scan |= {"failure": "", "attempts": 1, "weights_hash": HASH, "input_size": 640}
    chunk[Scan].append(scan | {"took_ms": 40.0, "scanned_at": moment})
    chunk[LabelCount].append({"media_id": number, "label": label, "count": 1})
    box = {"left": 0.1, "top": 0.1, "width": 0.3, "height": 0.4}
    found = {"media_id": number, "position": 0, "label": label, "confidence": 0.9}
    chunk[Detection].append(found | box)


def _add_post(
    chunk: dict[type[SQLModel], Rows], number: int, media_id: int, author: int, moment: datetime
) -> None:
    chunk[Post].append(
        {
            "id": number,
            "code": f"{number:011d}",
            "author_id": author,
            "caption": f"Picture number {number} #seeded",
            "created_at": moment,
            "published_at": moment,
            "sort_key": (int(moment.timestamp() * 1000) << RANDOM_BITS) | number % 2**RANDOM_BITS,
        }
    )
    chunk[PostMedia].append({"post_id": number, "position": 0, "media_id": media_id})
    key = chunk[Post][-1]["sort_key"]
    chunk[PostTag].append({"post_id": number, "tag": "seeded", "sort_key": key})


def _find_demo(session: Session) -> int | None:
    return session.scalar(select(col(User.id)).where(col(User.username) == DEMO))


def _next_id(session: Session, table: Any) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1
