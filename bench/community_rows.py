"""Rows of a made-up community, and how they get into its database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from instaclone.accounts.models import User
from instaclone.db.engine import writing_engine
from instaclone.folding import fold
from instaclone.ids import RANDOM_BITS
from instaclone.media.models import READY, Media, Variant
from instaclone.places.models import Place
from instaclone.posts.models import Post, PostLike, PostMedia, PostTag
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow
from instaclone.vision.models import DONE, LabelCount, Scan

CHUNK = 20_000
HASH = "0" * 64
# In the order of their keys: what hangs on something comes after it.
TABLES = (
    Place,
    User,
    Profile,
    Media,
    Variant,
    Scan,
    Post,
    PostMedia,
    PostTag,
    LabelCount,
    PostLike,
    Follow,
)

Row = tuple[type[SQLModel], dict[str, Any]]


def write(rows: Iterable[Row]) -> None:
    """Add the rows, many at once."""
    some: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)
    for number, (table, row) in enumerate(rows, 1):
        some[table].append(row)
        if number % CHUNK == 0:
            _flush(some)
    _flush(some)


def count_likes() -> None:
    """Have posts and places say how many likes and posts there are."""
    likes = "(SELECT COUNT(*) FROM post_like WHERE post_like.post_id = post.id)"
    posts = "(SELECT COUNT(*) FROM post WHERE post.place_id = place.id)"
    with writing_engine().begin() as connection:
        connection.exec_driver_sql(f"UPDATE post SET like_count = {likes}")
        connection.exec_driver_sql(f"UPDATE place SET post_count = {posts}")


def name_of(person: int) -> str:
    """Their user name."""
    return f"person{person:08d}"


def code_of(post: int) -> str:
    """The code in its address."""
    return f"{post:011d}"


def town(number: int) -> Row:
    """Towns lie in a grid, more than 200 km apart."""
    name = f"Town {number}"
    values = {"id": number, "name": name, "folded": fold(name), "is_of_gazetteer": True}
    values |= {"region": "", "country": "", "country_name": "", "within": ""}
    spot = {"latitude": 40.0 + 2 * (number // 4), "longitude": 5.0 + 4 * (number % 4)}
    return Place, values | spot


def person(number: int, joined: datetime) -> Iterable[Row]:
    """A member, of whom nothing is told."""
    name = name_of(number)
    values = {"id": number, "username": name, "email": f"{name}@example.org"}
    yield User, values | {"password_hash": "!", "created_at": joined}
    yield Profile, {"user_id": number, "display_name": "", "bio": ""}


def post(
    number: int, author: int, moment: datetime, town: int | None, looks: str
) -> tuple[int, list[Row]]:
    """A public post of one picture with the perceptual hash `looks`: its key, and its rows."""
    key = (int(moment.timestamp() * 1000) << RANDOM_BITS) | number % 2**RANDOM_BITS
    values = {"id": number, "code": code_of(number), "author_id": author, "caption": ""}
    values |= {"place": f"Town {town}" if town else "", "place_id": town}
    times = {"created_at": moment, "published_at": moment, "sort_key": key}
    return key, [
        (Media, _media(number, author, moment, looks)),
        (Variant, _variant(number)),
        (Scan, _scan(number, moment, key)),
        (Post, values | times),
        (PostMedia, {"post_id": number, "position": 0, "media_id": number}),
    ]


def _flush(some: dict[type[SQLModel], list[dict[str, Any]]]) -> None:
    with writing_engine().begin() as connection:
        for table in TABLES:
            if rows := some.pop(table, None):
                connection.execute(insert(table), rows)


def _media(number: int, owner: int, moment: datetime, looks: str) -> dict[str, Any]:
    return {
        "id": number,
        "code": f"{number:022d}",
        "owner_id": owner,
        "state": READY,
        "failure": "",
        "attempts": 1,
        "file_name": "photo.jpg",
        "source_format": "JPEG",
        "source_bytes": 0,
        "width": 1080,
        "height": 810,
        "blurhash": "",
        "placeholder": "",
        "perceptual_hash": looks,
        "master_bytes": 0,
        "master_sha256": "",
        "received_at": moment,
        "ready_at": moment,
    }


def _variant(number: int) -> dict[str, Any]:
    return {
        "media_id": number,
        "key": f"v/{number:022d}/640.webp",
        "content_type": "image/webp",
        "width": 640,
        "height": 480,
        "bytes": 70_000,
        "sha256": HASH,
    }


def _scan(number: int, moment: datetime, key: int) -> dict[str, Any]:
    return {
        "media_id": number,
        "state": DONE,
        "failure": "",
        "attempts": 1,
        "model": "yolov8n.pt",
        "weights_hash": HASH,
        "input_size": 640,
        "took_ms": 40.0,
        "scanned_at": moment,
        "sort_key": key,
    }
