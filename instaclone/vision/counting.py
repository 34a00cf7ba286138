"""The counts per label: what was found, less what the author rejected."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, or_, update
from sqlmodel import Session, col, select

from instaclone.live.bus import publish_later
from instaclone.vision.models import Detection, LabelCount, LabelRejection, Scan


def hold(session: Session, media_id: int) -> Scan | None:
    """The picture's scan, held until this transaction ends: counts are written one at a time."""
    return session.exec(
        select(Scan).where(Scan.media_id == media_id).with_for_update()
    ).one_or_none()


Sighting = tuple[str, int | None]  # a label, and in a video the moment of its frame in ms


def recount(session: Session, media_id: int, found: Sequence[Sighting] | None = None) -> None:
    """Write the counts anew from the detections; the scan's row must be held or changed before.

    `found` are the detections where they are at hand.
    """
    if found is None:
        wanted = select(Detection.label, Detection.at_ms).where(Detection.media_id == media_id)
        found = session.exec(wanted).all()
    rejected = rejected_labels(session, media_id)
    sort_key = session.exec(select(Scan.sort_key).where(Scan.media_id == media_id)).first()
    session.execute(delete(LabelCount).where(col(LabelCount.media_id) == media_id))
    counts = [
        {"media_id": media_id, "label": label, "count": count, "sort_key": sort_key}
        for label, count in most_at_once(found).items()
        if label not in rejected
    ]
    if counts:
        session.execute(insert(LabelCount), counts)
    if sort_key is not None:
        _tell(session, (each["label"] for each in counts))


def set_sort_key(session: Session, media_ids: Sequence[int], sort_key: int) -> None:
    """Say under which key the post of these pictures is shown: their counts are found by it.

    The scans' rows first, as whoever counts holds them.
    """
    is_other = or_(col(LabelCount.sort_key).is_(None), col(LabelCount.sort_key) != sort_key)
    shown = select(LabelCount.label).where(col(LabelCount.media_id).in_(media_ids), is_other)
    _tell(session, session.exec(shown.distinct()))
    for table in (Scan, LabelCount):
        session.execute(
            update(table)
            .where(col(table.media_id).in_(media_ids))
            .values(sort_key=sort_key)
            .execution_options(synchronize_session=False)
        )


def _tell(session: Session, labels: Iterable[str]) -> None:
    """A post that is shown has these objects in it now."""
    for label in labels:
        publish_later(session, f"object:{label}")


def most_at_once(found: Iterable[Sighting]) -> dict[str, int]:
    """How often each label stands in a picture; in a video, in the frame that has the most."""
    most: dict[str, int] = {}
    for (label, _), count in Counter(found).items():
        most[label] = max(most.get(label, 0), count)
    return most


def rejected_labels(session: Session, media_id: int) -> set[str]:
    """The labels the author says are wrong for the picture."""
    return set(
        session.exec(select(LabelRejection.label).where(LabelRejection.media_id == media_id))
    )
