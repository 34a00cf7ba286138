"""Finds what dead workers, a lost queue and forgotten uploads leave behind."""

import shutil
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, exists, func, or_, update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.dialect import change_if
from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.jobs.queue import enqueue, enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import holding, likeness, limits
from instaclone.media.dropping import Then, drop_everything, drop_master
from instaclone.media.intake import InUse, is_in_use, is_unused
from instaclone.media.models import FAILED, PROCESSING, READY, RECEIVED, Media, Variant
from instaclone.settings import settings
from instaclone.storage.choosing import storage

LOST_AFTER = timedelta(seconds=10)
UNFINISHED_AFTER = timedelta(seconds=30)
ASK_AGAIN_AFTER = timedelta(seconds=30)
UNUSED_AFTER = timedelta(hours=24)
STALE_SECONDS = 2 * 3600  # the largest upload on the slowest line is through by then
# An upload into a draft may go on for a day after it stopped; then its row tells, see the studio.
DRAFT_PREFIX, DRAFT_SECONDS = "draft-", 26 * 3600
BATCH = 50
COMPARED_AT_ONCE = 5000
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # both ends: SQLite trusts an index more then
HAS_UPLOAD = col(Media.upload_key) > ""  # for IS NOT NULL SQLite uses no index

log = structlog.get_logger("media")
_asked_at: dict[tuple[str, int], datetime] = {}
_orphans_seen: set[str] = set()
_compared_from: int | None = None  # the id from which on pictures are found by their likeness


def give_back() -> int:
    """Free what dead workers hold: received again, or failed after the third try; how many."""
    me = working.me()
    held = read(_held_by_the_dead_or, me)
    # Read first, then compared: what a thread of this process took meanwhile is not among them.
    lost = [row for row in held if row.id and holding.is_lost(row.id, row.worker_id, me)]
    return transact(_give_back, lost) if lost else 0


def ask_again() -> int:
    """Put into the queue what waits there no more: pictures that are unread, unfinished or not yet
    edited as they shall be; how many."""
    now = clock.now()
    lost = [("media.process", media_id) for media_id in read(_unread, now)]
    lost += [("media.finish", media_id) for media_id in read(_unfinished, now)]
    lost += [("media.bake", media_id) for media_id in read(_unbaked, now)]
    for task in [task for task, moment in _asked_at.items() if moment <= now - ASK_AGAIN_AFTER]:
        del _asked_at[task]
    fresh = [task for task in lost if task not in _asked_at]
    for name, media_id in fresh:
        _asked_at[name, media_id] = now
        enqueue(name, media_id)
    return len(fresh)


def drop_expired_masters() -> int:
    """Remove masters whose days are over, but none that is still needed; how many.

    Their days begin when the picture is posted. Raises Unavailable.
    """
    over = col(Media.master_expires_at) <= clock.now()
    is_free = (col(Media.bake_asked_at).is_(None), col(Media.worker_id).is_(None))
    expired = read(_ids_where, over, *is_free)
    for media_id in expired:
        drop_master(media_id)
    return len(expired)


def drop_deleted(and_then: Then | None = None) -> int:
    """Remove the bytes of deleted and of failed pictures; how many. Raises Unavailable.

    `and_then(session, media_id)` runs in the transaction that empties each row.
    """
    leftover = read(_leftover)
    for media_id in leftover:
        drop_everything(media_id, and_then)
    return len(leftover)


def discard_unused(in_use: InUse) -> int:
    """Delete pictures that a day after their upload nothing shows; how many.

    `in_use` selects the ids of pictures that something shows.
    """
    old = read(
        _ids_where,
        col(Media.received_at) <= clock.now() - UNUSED_AFTER,
        col(Media.deleted_at).is_(None),
        col(Media.worker_id).is_(None),
        *is_unused(in_use),
    )
    return sum(transact(discard_if_unused, media_id, in_use) for media_id in old)


def remove_stale_staging() -> int:
    """Remove what uploads and workers that ended badly left in the staging folder; how many."""
    folder, removed = settings().staging_dir, 0
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            patience = DRAFT_SECONDS if path.name.startswith(DRAFT_PREFIX) else STALE_SECONDS
            if time.time() - path.lstat().st_mtime < patience:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        except FileNotFoundError:  # its owner was quicker
            continue
        removed += 1
    return removed


def drop_orphaned_uploads() -> int:
    """Remove uploads that have had no row for two rounds: their owner died before making it."""
    global _orphans_seen  # noqa: PLW0603 - the round before is all this needs to know
    found = {key: key.removeprefix("upload/") for key in storage().keys("upload/")}
    known = set(read(_known_codes, list(found.values())))
    orphans = {key for key, code in found.items() if code not in known}
    for key in orphans & _orphans_seen:
        storage().delete(key)
    removed = len(orphans & _orphans_seen)
    _orphans_seen = orphans - _orphans_seen
    return removed


def keep_likeness() -> int:
    """Have pictures found by what they look like that are from before that; how many.

    Each call goes a step further down, until a worker has been through all of them: of new ones it
    is kept as they are made.
    """
    global _compared_from  # noqa: PLW0603 - a worker that begins anew may well go through them again
    newest = read(_newest_id) if _compared_from is None else _compared_from
    if newest == 0:
        return 0
    _compared_from = max(0, newest - COMPARED_AT_ONCE)
    found = read(likeness.unkept, _compared_from, newest)
    for media_id in found:
        transact(likeness.keep_unkept, media_id)
    return len(found)


def _newest_id(session: Session) -> int:
    return session.exec(select(func.max(Media.id))).one() or 0


def _held_by_the_dead_or(session: Session, me: int) -> Sequence[Media]:
    # Two questions: for an OR of both no index is used.
    dead = select(Media).where(working.held_by_the_dead(col(Media.worker_id)))
    mine = select(Media).where(Media.worker_id == me)
    return list({row.id: row for each in (dead, mine) for row in session.exec(each)}.values())


def _give_back(session: Session, lost: Sequence[Media]) -> int:
    freed = 0
    for row in lost:
        assert row.id
        values: dict[str, object] = {}
        if row.state == PROCESSING and row.attempts >= limits.TRIES:
            reason = "the worker stopped each time"
            values = {"state": FAILED, "failure": limits.unreadable(row.file_name, reason)}
        elif row.state == PROCESSING:
            values = {"state": RECEIVED}
        still_held = (
            col(Media.id) == row.id,
            col(Media.worker_id) == row.worker_id,
            col(Media.attempts) == row.attempts,
        )
        if change_if(session, Media, *still_held, worker_id=None, **values):
            freed += 1
            log.warning("picture_freed", media_id=row.id, attempts=row.attempts, **values)
            publish_later(session, f"media:{row.id}")
            if values.get("state") == RECEIVED:
                enqueue_later(session, "media.process", row.id)
    return freed


def _unread(session: Session, now: datetime) -> Sequence[int]:
    return _ids_where(
        session,
        Media.state == RECEIVED,
        HAS_UPLOAD,
        col(Media.received_at) <= now - LOST_AFTER,
        col(Media.worker_id).is_(None),
        col(Media.deleted_at).is_(None),
    )


def _unfinished(session: Session, now: datetime) -> Sequence[int]:
    return _ids_where(
        session,
        Media.state == READY,
        HAS_UPLOAD,
        col(Media.ready_at) <= now - UNFINISHED_AFTER,
        col(Media.worker_id).is_(None),
        col(Media.deleted_at).is_(None),
    )


def _unbaked(session: Session, now: datetime) -> Sequence[int]:
    return _ids_where(
        session,
        col(Media.bake_asked_at) <= now - LOST_AFTER,
        Media.state == READY,
        col(Media.upload_key).is_(None),
        col(Media.worker_id).is_(None),
        col(Media.deleted_at).is_(None),
    )


def _leftover(session: Session) -> list[int]:
    has_bytes = or_(
        col(Media.upload_key).is_not(None),
        col(Media.master_key).is_not(None),
        col(Media.placeholder) != "",
        exists().where(col(Variant.media_id) == col(Media.id)),
    )
    # A worker may be about to store more of one that it holds. For a plain IS NULL SQLite would
    # walk the index of workers, and so every picture.
    free = func.coalesce(col(Media.worker_id), 0) == 0
    # Two questions: for an OR of both no index is used.
    failed = _ids_where(session, Media.state == FAILED, has_bytes, free)
    has_more = or_(has_bytes, col(Media.file_name) != "")
    deleted = _ids_where(
        session, col(Media.deleted_at).between(LONG_AGO, clock.now()), has_more, free
    )
    return sorted({*failed, *deleted})


def _ids_where(session: Session, *conditions: ColumnElement[bool] | bool) -> Sequence[int]:
    """The oldest BATCH pictures that meet the conditions."""
    statement = select(col(Media.id)).where(*conditions).order_by(col(Media.id)).limit(BATCH)
    return [media_id for media_id in session.exec(statement) if media_id]


def _known_codes(session: Session, codes: list[str]) -> Sequence[str]:
    return session.exec(select(Media.code).where(col(Media.code).in_(codes))).all()


def discard_if_unused(session: Session, media_id: int, in_use: InUse) -> bool:
    """Delete a picture that nothing shows; False for one that something shows."""
    # Locked first, then looked at, as in discard.
    session.exec(select(Media.id).where(Media.id == media_id).with_for_update()).first()
    if is_in_use(session, media_id, in_use):
        return False
    session.execute(update(Media).where(col(Media.id) == media_id).values(deleted_at=clock.now()))
    publish_later(session, f"media:{media_id}")
    return True
