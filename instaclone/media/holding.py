"""A worker's hold on a picture: taken before each try, given back after it, lost when it dies."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from instaclone.db.dialect import change_if
from instaclone.db.session import transact
from instaclone.errors import Unavailable
from instaclone.live.bus import publish_later
from instaclone.media.decoding import DecoderCrashed
from instaclone.media.models import PROCESSING, READY, RECEIVED, Media
from instaclone.settings import settings
from instaclone.storage.choosing import storage

HAS_UPLOAD = col(Media.upload_key).is_not(None)
AT_WORK: list[int] = []  # an id twice while two threads want the same picture

log = structlog.get_logger("media")


@dataclass(frozen=True, slots=True)
class Held:
    """What a worker needs to know of the picture it holds; `attempts` counts this try.

    `upload_key` is "" once it is finished.
    """

    id: int
    code: str
    file_name: str
    upload_key: str
    attempts: int
    received_at: datetime
    worker_id: int


def claim_received(session: Session, media_id: int, worker_id: int) -> Held | None:
    """Take a received picture to process it; None when somebody else has it or it is gone."""
    return _claim(session, media_id, worker_id, PROCESSING, Media.state == RECEIVED, HAS_UPLOAD)


def claim_ready(session: Session, media_id: int, worker_id: int) -> Held | None:
    """Take a ready picture whose upload is still there; None when there is nothing to finish."""
    return _claim(session, media_id, worker_id, READY, Media.state == READY, HAS_UPLOAD)


def claim_finished(
    session: Session, media_id: int, worker_id: int, *conditions: ColumnElement[bool] | bool
) -> Held | None:
    """Take a ready picture whose upload is gone, if it meets the conditions; None otherwise."""
    is_finished = (Media.state == READY, col(Media.upload_key).is_(None))
    return _claim(session, media_id, worker_id, READY, *is_finished, *conditions)


def change_held(session: Session, held: Held, held_in: str, **values: object) -> bool:
    """Set values on a picture, `held_in` this state by this worker; False when that is over."""
    return change_if(
        session,
        Media,
        col(Media.id) == held.id,
        Media.state == held_in,
        Media.worker_id == held.worker_id,
        Media.attempts == held.attempts,
        **values,
    )


@contextmanager
def one_try(held: Held) -> Iterator[None]:
    """A try with a ready picture: what fails in here gives it back, so that no living worker goes
    on holding it.

    Where storage is down (Unavailable) the try is not counted, the picture is not at fault; like
    where a decoder crashed, a sweep asks again, and nothing is raised. Anything else is.
    """
    try:
        yield
    except Unavailable:
        transact(_give_back, held, held.attempts - 1)
    except DecoderCrashed as crash:
        log.warning("picture_crashed", media_id=held.id, attempt=held.attempts, reason=str(crash))
        transact(_give_back, held, held.attempts)
    except BaseException:
        transact(_give_back, held, held.attempts)
        raise


@contextmanager
def at_work(media_id: int) -> Iterator[None]:
    """Mark a picture as being worked on by a thread of this process.

    A sweep frees what this process holds without working on it, as after a lost database.
    """
    AT_WORK.append(media_id)
    try:
        yield
    finally:
        AT_WORK.remove(media_id)


def is_lost(media_id: int, worker_id: int | None, me: int) -> bool:
    """Whether nobody works on what a dead worker, or this one (`me`), is said to hold.

    This one's own work goes on even where its heart stopped, as after the machine slept.
    """
    return worker_id != me or media_id not in AT_WORK


def workplace(held: Held) -> AbstractContextManager[tuple[Path, Path]]:
    """A temporary folder with the uploaded bytes in it: the file and a folder to write to.

    Raises NotFound when the upload is gone from storage, Unavailable when storage is down.
    """
    return workplace_of(held.upload_key)


@contextmanager
def workplace_of(key: str) -> Iterator[tuple[Path, Path]]:
    """The same with what is stored under a key."""
    staging = settings().staging_dir
    staging.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=staging) as name:
        source = Path(name, "source")
        storage().fetch(key, source)
        yield source, Path(name)


def _give_back(session: Session, held: Held, attempts: int) -> None:
    change_held(session, held, READY, worker_id=None, attempts=attempts)


def _claim(
    session: Session,
    media_id: int,
    worker_id: int,
    next_state: str,
    *conditions: ColumnElement[bool] | bool,
) -> Held | None:
    taken = change_if(
        session,
        Media,
        col(Media.id) == media_id,
        col(Media.worker_id).is_(None),
        col(Media.deleted_at).is_(None),
        *conditions,
        state=next_state,
        worker_id=worker_id,
        attempts=Media.attempts + 1,
    )
    if not taken:
        return None
    row = session.exec(
        select(Media).where(Media.id == media_id).execution_options(populate_existing=True)
    ).one()
    if next_state == PROCESSING:
        publish_later(session, f"media:{media_id}")
    return Held(
        media_id,
        row.code,
        row.file_name,
        row.upload_key or "",
        row.attempts,
        row.received_at,
        worker_id,
    )
