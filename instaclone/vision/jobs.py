"""What the worker does for this room: scan, and find the scans that got lost."""

import time
from collections.abc import Callable, Sequence
from typing import cast

import structlog
from sqlmodel import Session, col, select

from instaclone.db.dialect import change_if
from instaclone.db.session import read, transact
from instaclone.jobs import registry, working
from instaclone.jobs.queue import enqueue, enqueue_later, queue
from instaclone.live.bus import publish_later
from instaclone.media import holding
from instaclone.media.models import READY, VIDEO, Media
from instaclone.media.queries import kind_of
from instaclone.vision import film_scanning, loading, recounting, scanning, tallying
from instaclone.vision.models import FAILED, SCANNING, WAITING, Scan
from instaclone.vision.rescanning import BATCH

SWEEP_SECONDS, EVERY_MINUTE, HOURLY = 5, 60, 3600
TALLIED_AT_ONCE = 50_000  # boxes
LOST_AFTER_SECONDS = 10
ASK_AGAIN_SECONDS = 60
STOPPED = "The scanner stopped {attempts} times while it read this picture."

log = structlog.get_logger("vision")
_round = tallying.Round(TALLIED_AT_ONCE)


@registry.job("vision.scan")
def scan(media_id: int) -> None:
    """Read one picture if it waits; a video goes into the lane of what takes minutes."""
    if read(kind_of, media_id) == VIDEO:
        enqueue("vision.scan_film", media_id)
    else:
        scanning.scan(media_id)


@registry.job("vision.scan_film")
def scan_film(media_id: int) -> None:
    """Read one frame a second of a video if it waits."""
    scanning.scan(media_id, film_scanning.look)


@registry.job("vision.recount_label")
def recount_label(label: str, after: int = 0) -> None:
    """Put right some counts of a label whose threshold changed, and ask for the next."""
    following = recounting.recount_step(label, after)
    if following is not None:
        enqueue("vision.recount_label", label, following)
    else:
        transact(tallying.note_recounted, label, read(tallying.tallied, label))


@registry.sweep("vision.tally", EVERY_MINUTE)
def tally() -> int:
    """Count what the scanner found of each label, a step further with each call, round and round;
    of how many labels that has changed."""
    return _round.step()


@registry.sweep("vision.recount", HOURLY)
def recount_lately() -> int:
    """Begin again with the labels whose thresholds changed lately: a job may have been lost."""
    labels = read(recounting.changed_lately)
    for label in labels:
        enqueue("vision.recount_label", label)
    return len(labels)


@registry.sweep("vision.free", SWEEP_SECONDS)
def free() -> int:
    """Give back what dead workers held, and what this one no longer works on; how many scans.

    Waiting again, or failed after the third try.
    """
    me = working.me()
    held = read(_held_by_the_dead_or, me)
    # Read first, then compared: what a thread of this process took meanwhile is not among them.
    lost = [row for row in held if holding.is_lost(row.media_id, row.worker_id, me)]
    return transact(_give_back, lost) if lost else 0


@registry.sweep("vision.find", SWEEP_SECONDS)
def find() -> int:
    """Put scans that the queue lost or that waited for the model back into it; how many."""
    if not loading.is_to_be_had():
        return 0
    room = BATCH - cast(int, queue().storage.queue_size())
    if room <= 0:
        return 0
    lost = _lost.among(read(waiting, 2 * BATCH))[:room]
    for media_id in lost:
        enqueue("vision.scan", media_id)
        _lost.asked(media_id)
    return len(lost)


def _held_by_the_dead_or(session: Session, me: int) -> Sequence[Scan]:
    # Two questions: for an OR of both no index is used.
    dead = select(Scan).where(Scan.state == SCANNING, working.held_by_the_dead(col(Scan.worker_id)))
    mine = select(Scan).where(Scan.state == SCANNING, Scan.worker_id == me)
    return list({row.media_id: row for each in (dead, mine) for row in session.exec(each)}.values())


def _give_back(session: Session, lost: Sequence[Scan]) -> int:
    freed = 0
    for row in lost:
        values: dict[str, object] = {"state": WAITING}
        if row.attempts >= scanning.MOST_ATTEMPTS:
            values = {"state": FAILED, "failure": STOPPED.format(attempts=row.attempts)}
        still_held = (
            col(Scan.media_id) == row.media_id,
            col(Scan.state) == SCANNING,
            col(Scan.worker_id) == row.worker_id,
            col(Scan.attempts) == row.attempts,
        )
        if change_if(session, Scan, *still_held, worker_id=None, **values):
            freed += 1
            log.warning("scan_freed", media_id=row.media_id, **values)
            publish_later(session, scanning.topic(row.media_id))
            if values["state"] == WAITING:
                enqueue_later(session, "vision.scan", row.media_id)
    return freed


def waiting(session: Session, limit: int) -> Sequence[int]:
    """Pictures whose scan waits and that nobody holds, newest first: somebody looks at those."""
    return session.exec(
        select(Scan.media_id)
        .join(Media, col(Media.id) == col(Scan.media_id))
        .where(
            Scan.state == WAITING,
            col(Scan.worker_id).is_(None),
            Media.state == READY,
            col(Media.deleted_at).is_(None),
        )
        .order_by(col(Scan.media_id).desc())
        .limit(limit)
    ).all()


class _Patience:
    """When each waiting scan may be put into the queue (again), in this process's memory."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._not_before: dict[int, float] = {}

    def among(self, media_ids: Sequence[int]) -> list[int]:
        """Those that have waited long enough; the others' waiting begins or goes on."""
        now = self._now()
        soon = now + LOST_AFTER_SECONDS
        self._not_before = {id_: self._not_before.get(id_, soon) for id_ in media_ids}
        return [id_ for id_ in media_ids if self._not_before[id_] <= now]

    def asked(self, media_id: int) -> None:
        """It is in the queue now; give it time."""
        self._not_before[media_id] = self._now() + ASK_AGAIN_SECONDS


_lost = _Patience()
