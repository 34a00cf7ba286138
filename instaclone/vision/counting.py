"""The counts per label: what was found, less what the author rejected."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from instaclone.vision.models import Detection, LabelCount, LabelRejection, Scan


def hold(session: Session, media_id: int) -> Scan | None:
    """The picture's scan, held until this transaction ends: counts are written one at a time."""
    return session.exec(
        select(Scan).where(Scan.media_id == media_id).with_for_update()
    ).one_or_none()


def recount(session: Session, media_id: int, found: Sequence[str] | None = None) -> None:
    """Write the counts anew from the detections; the scan's row must be held or changed before.

    `found` are the detections' labels where they are at hand.
    """
    if found is None:
        found = session.exec(select(Detection.label).where(Detection.media_id == media_id)).all()
    rejected = rejected_labels(session, media_id)
    session.execute(delete(LabelCount).where(col(LabelCount.media_id) == media_id))
    counts = [
        {"media_id": media_id, "label": label, "count": count}
        for label, count in Counter(found).items()
        if label not in rejected
    ]
    if counts:
        session.execute(insert(LabelCount), counts)


def rejected_labels(session: Session, media_id: int) -> set[str]:
    """The labels the author says are wrong for the picture."""
    return set(
        session.exec(select(LabelRejection.label).where(LabelRejection.media_id == media_id))
    )
