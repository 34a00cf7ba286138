"""People by the thousand for benchmarks, who follow each other, and a demo viewer."""

import random
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.signing_up import prepare
from instaclone.bulk_material import names
from instaclone.db.engine import writing_engine
from instaclone.db.full_text import encoded
from instaclone.db.session import read, transact
from instaclone.folding import tokens
from instaclone.profiles.indexing import BREAK
from instaclone.profiles.joining import join
from instaclone.profiles.models import PersonWords, Profile
from instaclone.relations.models import Follow

CHUNK = 5000
DEMO = "demo"
DEMO_FOLLOWS, FOLLOWS = 200, 20
Rows = list[dict[str, Any]]


def add_people(people: int, password: str, since: datetime) -> tuple[int, int]:
    """Add people who joined then, and the demo viewer where there is none yet; the id of the first
    one and of the viewer."""
    demo = read(_find_demo) or transact(
        join, prepare(DEMO, f"{DEMO}@example.org", password, password)
    )
    first = (read(_last_user) or 0) + 1
    for start in range(first, first + people, CHUNK):
        numbers = range(start, min(start + CHUNK, first + people))
        users = [
            {
                "id": number,
                "username": f"person{number:08d}",
                "email": f"person{number:08d}@example.org",
                "password_hash": "!",
                "created_at": since,
            }
            for number in numbers
        ]
        called = [_named(each["id"], each["username"]) for each in users]
        with writing_engine().begin() as connection:
            connection.execute(insert(User), users)
            connection.execute(insert(Profile), [profile for profile, _ in called])
            connection.execute(insert(PersonWords), [words for _, words in called])
    return first, demo


def _named(number: int, username: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The profile of a person, and what they are found by."""
    given, family = names()
    name = f"{given[number % len(given)]} {family[number * 7 % len(family)]}"
    profile = {"user_id": number, "display_name": name, "folded_name": name.lower(), "bio": ""}
    words = BREAK.join(encoded(tokens(each)) for each in (username, name))
    return profile, {"user_id": number, "words": words}


def add_follows(rng: random.Random, first: int, people: int, demo: int) -> None:
    """Have each of these people follow 20 others, and the demo viewer 200."""
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


def _find_demo(session: Session) -> int | None:
    return session.scalar(select(col(User.id)).where(col(User.username) == DEMO))


def _last_user(session: Session) -> int | None:
    return session.scalar(select(func.max(User.id)))
