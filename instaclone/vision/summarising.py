"""What stands in a picture in a few words: what is counted first, then what it perhaps is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, and_, cast, func, literal, select, union_all
from sqlmodel import Session, col

from instaclone.vision import words
from instaclone.vision.counting import counts_of, most_at_once
from instaclone.vision.models import BoxVerdict, Detection, LabelCount, LabelRejection
from instaclone.vision.thresholds import thresholds
from instaclone.vision.verdicts import Thing, things_in

# Of each label how many, with which confidence at best, and whether that is counted.
Groups = dict[str, tuple[int, float, bool]]


def summaries(session: Session, media_ids: Collection[int]) -> dict[int, str]:
    """What stands in each picture in words, what its author rejected left out; one statement, and
    four more where an author has corrected something.

    Pictures in which nothing was found are left out: the caller knows whether they were scanned.
    """
    found, corrected = _found(session, media_ids)
    said = {media_id: _phrase(groups) for media_id, groups in found.items()}
    if corrected:
        least = thresholds(session)
        for media_id, things in things_in(session, corrected).items():
            if not all(thing.is_rejected for thing in things):
                said[media_id] = summary(things, least)
    return said


def summary(things: Sequence[Thing], least: Mapping[str, float]) -> str:
    """What stands in one picture in words: "3 people, 1 bus, perhaps a bicycle (41 %)"."""
    present = [thing for thing in things if not thing.is_rejected]
    counted = counts_of(present, least)
    groups: Groups = {}
    for label, count in most_at_once((each.label, each.at_ms) for each in present).items():
        best = max(each.confidence for each in present if each.label == label)
        groups[label] = (counted.get(label, count), best, label in counted)
    return _phrase(groups)


def _found(session: Session, media_ids: Collection[int]) -> tuple[dict[int, Groups], set[int]]:
    """What was found in pictures of which no box was corrected, and which the others are."""
    rows = session.execute(union_all(_seen(media_ids), _corrected(media_ids))).all()
    corrected = {media_id for media_id, label, *_ in rows if label == ""}
    found: dict[int, Groups] = defaultdict(dict)
    for media_id, label, seen, best, count in rows:
        if media_id in corrected:
            continue
        seen_yet, best_yet, _ = found[media_id].get(label, (0, 0.0, False))
        many = count if count is not None else max(seen_yet, seen)
        found[media_id][label] = (many, max(best_yet, best), count is not None)
    return found, corrected


def _seen(media_ids: Collection[int]) -> Any:
    """Of each picture the labels that were found and not rejected: how many at each moment, the
    best confidence, and how many are counted."""
    detected, rejected, counted = Detection, LabelRejection, LabelCount
    return (
        select(
            col(detected.media_id),
            col(detected.label),
            func.count(),
            func.max(col(detected.confidence)),
            func.max(col(counted.count)),
        )
        .outerjoin(
            rejected,
            and_(
                col(rejected.media_id) == detected.media_id,
                col(rejected.label) == detected.label,
            ),
        )
        .outerjoin(
            counted,
            and_(
                col(counted.media_id) == detected.media_id,
                col(counted.label) == detected.label,
            ),
        )
        .where(col(detected.media_id).in_(media_ids), col(rejected.label).is_(None))
        .group_by(col(detected.media_id), col(detected.label), col(detected.at_ms))
    )


def _corrected(media_ids: Collection[int]) -> Any:
    """The pictures of which an author corrected a box, in rows like those of `_seen` without a
    label."""
    one = select(
        col(BoxVerdict.media_id), literal(""), literal(0), literal(0.0), cast(None, Integer)
    )
    return one.where(col(BoxVerdict.media_id).in_(media_ids)).distinct()


def _phrase(groups: Groups) -> str:
    """What is counted first, then the most frequent, then the surest."""
    ranked = sorted(
        groups.items(), key=lambda item: (not item[1][2], -item[1][0], -item[1][1], item[0])
    )
    parts = [
        words.counted(label, count) if is_counted else words.perhaps(label, count, best)
        for label, (count, best, is_counted) in ranked
    ]
    text = ", ".join(parts) or words.NOTHING
    return text[:1].upper() + text[1:]
