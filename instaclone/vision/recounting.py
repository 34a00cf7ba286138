"""Derives the counts of a label anew after its threshold has changed, some pictures at a time.

What is to be done is told by the rows themselves: counts that differ from what detections, verdicts
and threshold say. So it may begin anywhere, end anywhere and run twice.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.vision.counting import counts_of, hold, recount
from instaclone.vision.models import Detection, LabelCount, LabelThreshold
from instaclone.vision.thresholds import thresholds
from instaclone.vision.verdicts import things_in

BATCH = 2000  # detections that are looked at in one step
AT_ONCE = 50  # pictures that are written in one transaction
LATELY = timedelta(days=2)


def recount_step(label: str, after: int = 0) -> int | None:
    """Put right the counts of the pictures in the next BATCH of a label's detections, by their
    ids; the id to go on after, None when there are no more."""
    last, media_ids = read(_next_pictures, label, after)
    stale = read(stale_among, label, media_ids)
    for start in range(0, len(stale), AT_ONCE):
        transact(_recount, stale[start : start + AT_ONCE])
    return last


def changed_lately(session: Session) -> list[str]:
    """The labels whose thresholds changed so lately that a worker may have died over them."""
    since = clock.now() - LATELY
    wanted = select(LabelThreshold.label).where(col(LabelThreshold.changed_at) >= since)
    return list(session.exec(wanted))


def stale_among(session: Session, label: str, media_ids: Sequence[int]) -> list[int]:
    """Those of these pictures whose count of a label is not what it should be; five statements."""
    least = thresholds(session)
    counted = dict(
        session.exec(
            select(LabelCount.media_id, LabelCount.count).where(
                LabelCount.label == label, col(LabelCount.media_id).in_(media_ids)
            )
        ).all()
    )
    things = things_in(session, media_ids)
    return [
        media_id
        for media_id in media_ids
        if counts_of(things[media_id], least).get(label) != counted.get(media_id)
    ]


def _next_pictures(session: Session, label: str, after: int) -> tuple[int | None, list[int]]:
    rows = session.execute(
        select(Detection.id, Detection.media_id)
        .where(Detection.label == label, col(Detection.id) > after)
        .order_by(col(Detection.id))
        .limit(BATCH)
    ).all()
    last = rows[-1][0] if len(rows) == BATCH else None
    return last, sorted({media_id for _, media_id in rows})


def _recount(session: Session, media_ids: Sequence[int]) -> None:
    for media_id in media_ids:  # in the order of their ids, as everybody who holds several
        if hold(session, media_id) is not None:
            recount(session, media_id)
