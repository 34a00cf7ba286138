"""How many boxes of each confidence the scanner found of each label, and in how many pictures it
counts: counted by a worker now and then, for the moderators who choose thresholds."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.dialect import add_once, change_if
from instaclone.db.session import read, transact
from instaclone.jobs.descending import NEWEST, begin_of_step
from instaclone.live.bus import publish_later
from instaclone.vision.models import Detection, LabelCount, LabelTally, LabelThreshold
from instaclone.vision.thresholds import TOPIC

DOWN = 0.499999  # taken away before rounding: the databases know no common way to round down


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands in the database of one label: how many boxes by their confidence in whole per
    cent, rounded down, and the number of pictures in which it counts."""

    boxes: Mapping[int, int]
    pictures: int = 0

    @property
    def found(self) -> int:
        """How many boxes there are."""
        return sum(self.boxes.values())

    def counted(self, least: float) -> int:
        """How many are counted from this confidence on, 0 to 1."""
        from_per_cent = round(100 * least)
        return sum(many for per_cent, many in self.boxes.items() if per_cent >= from_per_cent)


NOTHING = Tally({})


class Round:
    """A way through all pictures, so many boxes a step, on which is counted what stands in them."""

    def __init__(self, boxes: int):
        self._boxes = boxes
        self._end = 0

    def step(self) -> int:
        """Count some more, and write it down when all is counted; of how many labels something is
        different then. The next step begins anew."""
        if self._end == 0:
            self._end, self._begun_at, self._counts = NEWEST, clock.now(), {}
        begin = read(begin_of_step, col(Detection.media_id), self._end, self._boxes)
        # Counted outside the transaction that writes, which on SQLite stops all other writers.
        found = read(tallied, begin=begin, end=self._end)
        counts = {
            label: _together(self._counts.get(label, NOTHING), found.get(label, NOTHING))
            for label in sorted(self._counts.keys() | found.keys())
        }
        changed = 0 if begin else transact(write, counts, self._begun_at)
        self._counts, self._end = counts, begin
        return changed


def tallied(
    session: Session, label: str | None = None, *, begin: int = 0, end: int = NEWEST
) -> dict[str, Tally]:
    """What is found of all labels, or of this one alone, in the pictures with an id from `begin` up
    to, and without, `end`; reads every box of them."""
    per_cent = func.round(col(Detection.confidence) * 100 - DOWN)
    found = (
        sa_select(col(Detection.label), per_cent, func.count())
        .where(col(Detection.media_id) >= begin, col(Detection.media_id) < end)
        .group_by(col(Detection.label), per_cent)
    )
    shown = (
        sa_select(col(LabelCount.label), func.count())
        .where(col(LabelCount.media_id) >= begin, col(LabelCount.media_id) < end)
        .group_by(col(LabelCount.label))
    )
    if label is not None:
        found = found.where(col(Detection.label) == label)
        shown = shown.where(col(LabelCount.label) == label)
    boxes: dict[str, dict[int, int]] = defaultdict(dict)
    for name, confidence, many in session.execute(found):
        boxes[name][int(confidence)] = many
    pictures = dict(session.execute(shown).all())
    return {
        name: Tally(boxes.get(name, {}), pictures.get(name, 0))
        for name in sorted(boxes.keys() | pictures.keys())
    }


def tallies(session: Session, label: str | None = None) -> dict[str, Tally]:
    """What was counted last of all labels, or of this one alone."""
    wanted = select(LabelTally)
    if label is not None:
        wanted = wanted.where(LabelTally.label == label)
    return {
        row.label: Tally(
            {int(key): many for key, many in json.loads(row.boxes).items()}, row.pictures
        )
        for row in session.exec(wanted)
    }


def write(session: Session, counts: Mapping[str, Tally], begun_at: datetime | None = None) -> int:
    """Write down all that was counted, and forget labels of which there is nothing any more; of how
    many labels something is different.

    What was counted of a label anew after `begun_at` stays: it is newer.
    """
    rows = select(LabelTally).order_by(col(LabelTally.label)).with_for_update()
    known = {row.label: row for row in session.exec(rows)}
    if begun_at is not None:
        newer = set(session.exec(_recounted_since(begun_at)))
        counts = {label: tally for label, tally in counts.items() if label not in newer}
        known = {label: row for label, row in known.items() if label not in newer}
    changed = sum(
        _put(session, known.pop(label, None), label, each) for label, each in counts.items()
    )
    if known:
        session.execute(delete(LabelTally).where(col(LabelTally.label).in_(list(known))))
    if changed or known:
        publish_later(session, TOPIC)
    return changed + len(known)


def note_recounted(session: Session, label: str, counts: Mapping[str, Tally]) -> None:
    """Write down what was counted of one label, which is done with being counted anew."""
    now = clock.now()
    change_if(session, LabelThreshold, col(LabelThreshold.label) == label, recounted_at=now)
    row = session.exec(
        select(LabelTally).where(LabelTally.label == label).with_for_update()
    ).first()
    _put(session, row, label, counts.get(label, NOTHING))
    publish_later(session, TOPIC)


def _recounted_since(moment: datetime) -> Any:
    return select(LabelThreshold.label).where(col(LabelThreshold.recounted_at) >= moment)


def _together(one: Tally, other: Tally) -> Tally:
    return Tally(Counter(one.boxes) + Counter(other.boxes), one.pictures + other.pictures)


def _put(session: Session, row: LabelTally | None, label: str, tally: Tally) -> bool:
    said = json.dumps({str(key): tally.boxes[key] for key in sorted(tally.boxes)})
    if row is None:
        return add_once(session, LabelTally(label=label, boxes=said, pictures=tally.pictures))
    if (row.boxes, row.pictures) == (said, tally.pictures):
        return False
    row.boxes, row.pictures = said, tally.pictures
    session.add(row)
    return True
