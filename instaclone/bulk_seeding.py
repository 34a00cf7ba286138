"""Rows by the million for benchmarks: people, follows and posts without pixels."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session, SQLModel, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.signing_up import prepare
from instaclone.bulk_material import SIZES, labels, looks, places, spots, tags, words
from instaclone.db.engine import writing_engine
from instaclone.db.full_text import encoded
from instaclone.db.session import read, transact
from instaclone.ids import RANDOM_BITS
from instaclone.media.models import PHOTO, READY, VIDEO, Media, Variant
from instaclone.places.models import Place
from instaclone.posts.indexing import BREAK, HAS_ALT, HAS_VIDEO, orientation_fact, orientation_of
from instaclone.posts.models import Post, PostFact, PostMedia, PostTag, PostWords
from instaclone.profiles.joining import join
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow
from instaclone.vision.models import DONE, Detection, LabelCount, Scan

CHUNK = 5000  # posts in one transaction
DEMO = "demo"
DEMO_FOLLOWS, FOLLOWS = 200, 20
SPREAD = timedelta(days=365)
WIDTHS = (320, 640, 1080)
HASH = "0" * 64
SEEDED = encoded(["seeded"])
CAPTION, ALT = 7, 5  # words
PLACED, DESCRIBED, VIDEOS = 0.4, 0.3, 0.05  # of all posts
LABEL_COUNTS = (1, 1, 1, 2, 2, 3, 4, 5)  # how many a picture has
# In the order in which their rows may be added.
TABLES = (
    Media,
    Variant,
    Scan,
    Detection,
    LabelCount,
    Post,
    PostMedia,
    PostTag,
    PostWords,
    PostFact,
)


@dataclass
class Made:
    """A post of one picture in the making, and what it is to be found by."""

    post_id: int
    media_id: int
    author: int
    moment: datetime
    key: int
    facts: set[str] = field(default_factory=set)


Rows = list[dict[str, Any]]


def seed(people: int, posts: int, password: str, say: Callable[[str], object]) -> None:
    """Add people who follow each other and posts of theirs, in bulk, and a demo viewer who follows
    up to 200 of them. The pictures' addresses lead nowhere."""
    started = time.monotonic()
    rng = random.Random(f"{people} {posts}")  # noqa: S311 - alike in every run, on purpose
    first, demo = _add_people(people, password)
    _add_follows(rng, first, people, demo)
    _add_places()
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
        chunk: dict[type[SQLModel], Rows] = {table: [] for table in TABLES}
        for number in range(start, min(start + CHUNK, posts)):
            author, moment = first + rng.randrange(people), begin + step * number
            key = (int(moment.timestamp() * 1000) << RANDOM_BITS) | number % 2**RANDOM_BITS
            made = Made(post_id + number, media_id + number, author, moment, key)
            _add_picture(chunk, rng, made)
            _add_post(chunk, rng, made)
            chunk[PostFact] += [
                {"post_id": made.post_id, "fact": fact, "sort_key": key}
                for fact in sorted(made.facts)
            ]
        yield chunk


def _add_picture(chunk: dict[type[SQLModel], Rows], rng: random.Random, made: Made) -> None:
    width, height = rng.choice(SIZES)
    blurhash, colours = rng.choice(looks())
    is_video = rng.random() < VIDEOS
    made.facts.update(colours, [orientation_fact(orientation_of(width, height))])
    if is_video:
        made.facts.add(HAS_VIDEO)
    media: dict[str, Any] = {
        "id": made.media_id,
        "code": f"{made.media_id:022d}",
        "owner_id": made.author,
        "state": READY,
        "kind": VIDEO if is_video else PHOTO,
        "duration_ms": 12_000 if is_video else 0,
        "file_name": "photo.jpg",
        "source_format": "JPEG",
        "width": width,
        "height": height,
        "blurhash": blurhash,
        "received_at": made.moment,
        "ready_at": made.moment,
    }
    plain = {"failure": "", "attempts": 1, "source_bytes": 0, "placeholder": ""}
    master = {"perceptual_hash": "", "master_bytes": 0, "master_sha256": ""}
    chunk[Media].append(media | plain | master)
    for rendered in WIDTHS:
        chunk[Variant].append(
            {
                "media_id": made.media_id,
                "key": f"v/{made.media_id:022d}/{rendered}.webp",
                "content_type": "image/webp",
                "width": rendered,
                "height": rendered * height // width,
                "bytes": rendered * 120,
                "sha256": HASH,
            }
        )
    _add_scan(chunk, rng, made)


def _add_scan(chunk: dict[type[SQLModel], Rows], rng: random.Random, made: Made) -> None:
    """One to five labels, several objects of some; of each label one box alone."""
    scan: dict[str, Any] = {"media_id": made.media_id, "state": DONE, "model": "yolov8n.pt"}
    scan |= {"failure": "", "attempts": 1, "weights_hash": HASH, "input_size": 640}
    times = {"took_ms": 40.0, "scanned_at": made.moment, "sort_key": made.key}
    chunk[Scan].append(scan | times)
    found = {labels().choose(rng) for _ in range(rng.choice(LABEL_COUNTS))}
    for position, label in enumerate(sorted(found)):
        count = min(9, 1 + int(rng.expovariate(1)))
        counted = {"media_id": made.media_id, "label": label, "count": count}
        chunk[LabelCount].append(counted | {"sort_key": made.key})
        box = {"left": 0.1, "top": 0.1, "width": 0.3, "height": 0.4}
        seen = {"media_id": made.media_id, "position": position, "label": label}
        chunk[Detection].append(seen | {"confidence": 0.9} | box)


def _add_post(chunk: dict[type[SQLModel], Rows], rng: random.Random, made: Made) -> None:
    tag, tag_token = tags().choose(rng)
    said = [words().choose(rng) for _ in range(CAPTION)]
    spot = spots().choose(rng) if rng.random() < PLACED else None
    alt = [words().choose(rng) for _ in range(ALT)] if rng.random() < DESCRIBED else []
    parts = [_indexed([token for _, token in said] + [tag_token])]
    if spot:
        parts.append(spot.said)
        made.facts.update(spot.facts)
    if alt:
        parts.append(_indexed([token for _, token in alt]))
        made.facts.add(HAS_ALT)
    chunk[Post].append(
        {
            "id": made.post_id,
            "code": f"{made.post_id:011d}",
            "author_id": made.author,
            "caption": " ".join(word for word, _ in said) + f" #{tag}",
            "place": spot.place.name if spot else "",
            "place_id": spot.place.id if spot else None,
            "created_at": made.moment,
            "published_at": made.moment,
            "sort_key": made.key,
        }
    )
    alt_text = " ".join(word for word, _ in alt)
    picture = {"post_id": made.post_id, "position": 0, "media_id": made.media_id}
    chunk[PostMedia].append(picture | {"alt_text": alt_text})
    chunk[PostTag] += [
        {"post_id": made.post_id, "tag": each, "sort_key": made.key} for each in ("seeded", tag)
    ]
    indexed = BREAK.join([*parts, SEEDED, _indexed([tag_token])])
    chunk[PostWords].append({"sort_key": made.key, "post_id": made.post_id, "words": indexed})


def _indexed(found: list[str]) -> str:
    return "".join(found) + " "


def _add_places() -> None:
    first = places()[0].id
    if read(lambda session: session.get(Place, first)) is None:
        transact(lambda session: session.add_all(places()))


def _find_demo(session: Session) -> int | None:
    return session.scalar(select(col(User.id)).where(col(User.username) == DEMO))


def _next_id(session: Session, table: Any) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1
