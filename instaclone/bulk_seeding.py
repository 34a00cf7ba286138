"""Rows by the million for benchmarks: people, follows and posts without pixels."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlmodel import Session, SQLModel

from instaclone import clock
from instaclone.bulk_material import SIZES, labels, looks, places, spots, tags, words
from instaclone.bulk_people import DEMO, Rows, add_follows, add_people
from instaclone.comments.models import Comment, CommentWords
from instaclone.db.engine import writing_engine
from instaclone.db.full_text import encoded
from instaclone.db.session import read, transact
from instaclone.ids import RANDOM_BITS
from instaclone.media.models import PHOTO, READY, VIDEO, Media, Variant
from instaclone.places.models import Place
from instaclone.posts.indexing import BREAK, HAS_ALT, HAS_VIDEO, orientation_fact, orientation_of
from instaclone.posts.models import (
    Post,
    PostFact,
    PostLike,
    PostMedia,
    PostTag,
    PostWords,
    SavedPost,
)
from instaclone.vision.models import DONE, Detection, LabelCount, Scan

CHUNK = 5000  # posts in one transaction
SPREAD = timedelta(days=365)
WIDTHS = (320, 640, 1080)
HASH = "0" * 64
SEEDED = encoded(["seeded"])
CAPTION, ALT, COMMENT = 7, 5, 5  # words
PLACED, DESCRIBED, VIDEOS, COMMENTED = 0.4, 0.3, 0.05, 0.1  # of all posts
# Posts the demo viewer made, likes and keeps, and no more than this of all.
OWN, LIKED, SAVED, FEW = 200, 1000, 300, 0.05
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
    PostLike,
    SavedPost,
    Comment,
    CommentWords,
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


def seed(people: int, posts: int, password: str, say: Callable[[str], object]) -> None:
    """Add people who follow each other and posts of theirs, in bulk, and a demo viewer who follows
    up to 200 of them, likes and keeps some posts and made a few. The pictures' addresses lead
    nowhere."""
    started = time.monotonic()
    rng = random.Random(f"{people} {posts}")  # noqa: S311 - alike in every run, on purpose
    first, demo = add_people(people, password, clock.now() - SPREAD)
    add_follows(rng, first, people, demo)
    _add_places()
    made = 0
    for chunk in _chunks(rng, range(first, first + people), demo, posts):
        with writing_engine().begin() as connection:
            for table, rows in chunk.items():
                if rows:
                    connection.execute(insert(table), rows)
        made += len(chunk[Post])
        if made % (20 * CHUNK) == 0:
            say(f"{made:,} posts after {time.monotonic() - started:.0f} s ...")
    took = time.monotonic() - started
    say(f"Added {people:,} people and {made:,} posts in {took:.1f} s.")
    say(f"Log in as {DEMO} with the password: {password}")


def _chunks(
    rng: random.Random, people: range, demo: int, posts: int
) -> Iterator[dict[type[SQLModel], Rows]]:
    post_id, media_id, comment_id = (read(_next_id, table) for table in (Post, Media, Comment))
    begin, step = clock.now() - SPREAD, SPREAD / max(posts, 1)
    for start in range(0, posts, CHUNK):
        chunk: dict[type[SQLModel], Rows] = {table: [] for table in TABLES}
        for number in range(start, min(start + CHUNK, posts)):
            is_own = rng.random() < min(OWN / posts, FEW)
            author, moment = demo if is_own else rng.choice(people), begin + step * number
            key = (int(moment.timestamp() * 1000) << RANDOM_BITS) | number % 2**RANDOM_BITS
            made = Made(post_id + number, media_id + number, author, moment, key)
            _add_picture(chunk, rng, made)
            _add_post(chunk, rng, made)
            chunk[PostFact] += [
                {"post_id": made.post_id, "fact": fact, "sort_key": key}
                for fact in sorted(made.facts)
            ]
            _add_marks(chunk, rng, demo, posts)
            if rng.random() < COMMENTED:
                _add_comment(chunk, rng, comment_id, rng.choice(people))
                comment_id += 1
        yield chunk


def _add_marks(
    chunk: dict[type[SQLModel], Rows], rng: random.Random, demo: int, posts: int
) -> None:
    """Perhaps the demo viewer likes or keeps the post that was made last."""
    post = chunk[Post][-1]
    mark = {"post_id": post["id"], "user_id": demo}
    if rng.random() < min(LIKED / posts, FEW):
        post["like_count"] = 1
        chunk[PostLike].append(mark | {"created_at": post["created_at"]})
    if rng.random() < min(SAVED / posts, FEW):
        chunk[SavedPost].append(mark | {"saved_at": post["created_at"]})


def _add_comment(
    chunk: dict[type[SQLModel], Rows], rng: random.Random, comment_id: int, author: int
) -> None:
    """Somebody says something under the post that was made last."""
    post = chunk[Post][-1]
    post["comment_count"] = 1
    said = [words().choose(rng) for _ in range(COMMENT)]
    comment = {"id": comment_id, "post_id": post["id"], "author_id": author}
    body = " ".join(word for word, _ in said)
    chunk[Comment].append(comment | {"body": body, "created_at": post["created_at"]})
    indexed = _indexed([token for _, token in said])
    chunk[CommentWords].append({"comment_id": comment_id, "words": indexed})


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
            "like_count": 0,
            "comment_count": 0,
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


def _next_id(session: Session, table: Any) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1
