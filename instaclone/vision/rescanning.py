"""Scanning again: after a change of the weights, or when an administrator asks."""

from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, or_, update
from sqlmodel import Session, col, select

from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.vision import weights
from instaclone.vision.detector import ModelMissing
from instaclone.vision.models import DONE, FAILED, WAITING, Scan

BATCH = 100
"""How many scans are put into the queue at a time: new uploads must not wait behind thousands."""


def rescan(session: Session, *, everything: bool = False, media_id: int | None = None) -> int:
    """Set scans back to waiting and return how many; what they found stays until replaced.

    Takes those that failed or were scanned with other weights than the present ones, or all with
    `everything`, or the one of `media_id` whatever it was scanned with. Those being scanned at
    this moment are left to it. The first are put into the queue, a sweep brings the others.
    Raises ModelMissing when the present weights must be known and there are none.
    """
    wanted: list[ColumnElement[bool]] = [col(Scan.state).in_((DONE, FAILED))]
    if media_id is not None:
        wanted.append(col(Scan.media_id) == media_id)
    elif not everything:
        wanted.append(or_(col(Scan.state) == FAILED, col(Scan.weights_hash) != _present_hash()))
    return _set_back(session, wanted, announce=media_id is not None)


def _present_hash() -> str:
    path = weights.locate()
    if path is None:
        raise ModelMissing(weights.why_missing())
    return weights.weights_hash(path)


def _set_back(session: Session, wanted: list[ColumnElement[bool]], announce: bool) -> int:
    first = session.exec(
        select(Scan.media_id).where(*wanted).order_by(col(Scan.media_id).desc()).limit(BATCH)
    ).all()
    changed = session.execute(
        update(Scan).where(*wanted).values(state=WAITING, attempts=0, failure="", worker_id=None)
    )
    for media_id in first:
        enqueue_later(session, "vision.scan", media_id)
        if announce:
            publish_later(session, f"media:{media_id}")
    return cast(CursorResult[Any], changed).rowcount
