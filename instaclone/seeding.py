"""A demo community made as people make theirs: sign up, upload, publish, follow, be scanned."""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.signing_up import prepare
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Invalid, TooMany
from instaclone.jobs import working
from instaclone.jobs.models import Worker
from instaclone.jobs.queue import queue
from instaclone.media import intake
from instaclone.media.models import FAILED, READY, Media
from instaclone.posts.publishing import publish
from instaclone.profiles.following import follow
from instaclone.profiles.joining import join
from instaclone.worker import learn_jobs

CAST = ("ana", "ben", "cleo", "dan", "eva", "finn", "gina", "hugo", "ida", "jonas", "kira", "leo")
ENDINGS = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif"))
LONGEST_WAIT = 600  # seconds until a worker must have read what was posted
TRIES = 60  # a second apart, while a person's pictures wait to be read

Say = Callable[[str], object]


def seed(photos: Path, people: int, posts: int | None, password: str, say: Say) -> None:
    """Post the folder's pictures, in turn, as `people` persons who follow each other.

    Without a worker the pictures are read here. Raises Invalid when the folder has none.
    """
    pictures = sorted(path for path in photos.iterdir() if path.suffix.lower() in ENDINGS)
    if not pictures:
        raise Invalid(f"{photos} holds no picture ({', '.join(sorted(ENDINGS))}).", "photos")
    cast = [_person(name, password) for name in itertools.islice(_names(), people)]
    _follow_each_other(cast)
    say(f"{len(cast)} people: {', '.join(viewer.username for viewer in cast[:20])}")
    works_here = not read(_living_workers)
    if works_here:
        learn_jobs()
        say("No worker runs, so the pictures are read here.")
    made = []
    wanted = len(pictures) if posts is None else posts
    authors = itertools.cycle(cast)
    for number, picture in zip(range(wanted), itertools.cycle(pictures), strict=False):
        try:
            made.append(_post(next(authors), picture))
        except AppError as error:
            say(f"{picture.name} was refused: {error}")
        if works_here:
            _work()
        say(f"{number + 1} of {wanted}: {picture.name}")
    _wait(made, say)
    if works_here:
        transact(working.resign, working.me())
    say(f"Log in as {cast[0].username} with the password: {password}")


def _names() -> Iterator[str]:
    yield from CAST
    for number in itertools.count(2):
        yield from (f"{name}{number}" for name in CAST)


def _person(name: str, password: str) -> Viewer:
    known = read(_find, name)
    if known is None:
        known = transact(join, prepare(name, f"{name}@example.org", password, password))
    return Viewer(known, name)


def _find(session: Session, name: str) -> int | None:
    return session.exec(select(User.id).where(User.username == name)).first()


def _follow_each_other(cast: list[Viewer]) -> None:
    rng = random.Random(len(cast))  # noqa: S311 - alike in every run, on purpose
    for viewer in cast:
        others = [other for other in cast if other != viewer]
        for other in rng.sample(others, min(len(others), 12)):
            transact(follow, viewer, other.username)


def _post(author: Viewer, picture: Path) -> int:
    media_id = _take(author, picture)
    words = picture.stem.replace("_", " ").replace("-", " ").strip()
    transact(publish, author, [media_id], f"{words.capitalize()} #demo", "")
    return media_id


def _take(author: Viewer, picture: Path) -> int:
    for _ in range(TRIES):
        try:
            return intake.take(author, picture, picture.name)
        except TooMany:
            time.sleep(1)
    return intake.take(author, picture, picture.name)


def _work() -> None:
    while (task := queue().dequeue()) is not None:
        queue().execute(task)


def _living_workers(session: Session) -> bool:
    alive = col(Worker.beat_at) >= clock.now() - working.DEAD_AFTER
    return session.exec(select(Worker.id).where(alive)).first() is not None


def _wait(media_ids: list[int], say: Say) -> None:
    """Until every picture is ready or failed; what failed is named."""
    deadline = time.monotonic() + LONGEST_WAIT
    while rest := read(_unfinished, media_ids):
        if time.monotonic() > deadline:
            say(f"{len(rest)} pictures still wait; the worker's log says why.")
            return
        time.sleep(0.5)
    for name, failure in read(_failed, media_ids):
        say(f"{name} failed: {failure}")


def _unfinished(session: Session, media_ids: list[int]) -> list[int | None]:
    waits = col(Media.state).not_in((READY, FAILED))
    return list(session.exec(select(Media.id).where(col(Media.id).in_(media_ids), waits)).all())


def _failed(session: Session, media_ids: list[int]) -> list[tuple[str, str]]:
    failed = (col(Media.id).in_(media_ids), Media.state == FAILED)
    return list(session.exec(select(Media.file_name, Media.failure).where(*failed)).all())
