"""The counts per label: what the thresholds and the author's corrections stand behind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, or_, update
from sqlmodel import Session, col, select

from instaclone.live.bus import publish_later
from instaclone.vision.models import LabelCount, Scan
from instaclone.vision.thresholds import is_enough, thresholds
from instaclone.vision.verdicts import Thing, things_in


def hold(session: Session, media_id: int) -> Scan | None:
    """The picture's scan, held until this transaction ends: counts are written one at a time."""
    return session.exec(
        select(Scan).where(Scan.media_id == media_id).with_for_update()
    ).one_or_none()


Sighting = tuple[str, int | None]  # a label, and in a video the moment of its frame in ms


def recount(session: Session, media_id: int) -> None:
    """Write the counts anew from the detections and the author's corrections; the scan's row must
    be held or changed before."""
    things = things_in(session, [media_id])[media_id]
    counts = counts_of(things, thresholds(session))
    sort_key = session.exec(select(Scan.sort_key).where(Scan.media_id == media_id)).first()
    old = select(LabelCount.label, LabelCount.count).where(LabelCount.media_id == media_id)
    before = dict(session.exec(old).all())
    session.execute(delete(LabelCount).where(col(LabelCount.media_id) == media_id))
    rows = [
        {"media_id": media_id, "label": label, "count": count, "sort_key": sort_key}
        for label, count in counts.items()
    ]
    if rows:
        session.execute(insert(LabelCount), rows)
    if sort_key is not None:
        _tell(session, sorted(dict(before.items() ^ counts.items())))


def counts_of(things: Iterable[Thing], least: Mapping[str, float]) -> dict[str, int]:
    """How many of each label count: those the scanner is sure enough of by `least`, and those their
    author stands behind, but for rejected ones; in a video, the most that one frame holds."""
    return most_at_once((thing.label, thing.at_ms) for thing in things if is_counted(thing, least))


def is_counted(thing: Thing, least: Mapping[str, float]) -> bool:
    """Whether a thing counts: not rejected, and the scanner sure enough of it by `least` or its
    author behind it."""
    return not thing.is_rejected and is_enough(thing.label, thing.confidence, least)


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
    """A post that is shown has more or fewer of these objects in it now."""
    for label in labels:
        publish_later(session, f"object:{label}")


def most_at_once(found: Iterable[Sighting]) -> dict[str, int]:
    """How often each label stands in a picture; in a video, in the frame that has the most."""
    most: dict[str, int] = {}
    for (label, _), count in Counter(found).items():
        most[label] = max(most.get(label, 0), count)
    return most
