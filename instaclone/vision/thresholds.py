"""How sure the scanner must be of a label for it to be counted; moderators decide."""

import math
from collections.abc import Mapping

from sqlmodel import Session, col, select

from instaclone import clock, errors
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.vision.labels import COCO_LABELS
from instaclone.vision.models import LabelCount, LabelTally, LabelThreshold
from instaclone.vision.words import SURE_FROM

DEFAULT = SURE_FROM  # of every label that nobody decided about
LOWEST, HIGHEST = 0.25, 0.95  # what can be decided: the scanner gives nothing below the lowest
TOPIC = "thresholds"


def thresholds(session: Session) -> dict[str, float]:
    """The threshold of each label that has one of its own; the others have DEFAULT."""
    rows = session.exec(select(LabelThreshold)).all()
    return {row.label: row.least for row in rows if row.least != DEFAULT}


def is_enough(label: str, confidence: float, least: Mapping[str, float]) -> bool:
    """Whether something of this label and confidence is counted."""
    return confidence >= least.get(label, DEFAULT)


def set_threshold(session: Session, moderator: Viewer, label: str, least: float) -> bool:
    """Count a label from this confidence on, everywhere; False when it is so already.

    A worker derives the counts of the label anew. Raises NotFound for who is no moderator and for a
    label that nobody knows, Invalid.
    """
    check_moderator(moderator)
    _check_label(session, label)
    check_least(least)
    return _decide(session, moderator, label, round(float(least), 2))


def reset_threshold(session: Session, moderator: Viewer, label: str) -> bool:
    """Count a label from DEFAULT on again; False when it is so. Raises as `set_threshold` does."""
    check_moderator(moderator)
    _check_label(session, label)
    return _decide(session, moderator, label, DEFAULT)


def check_moderator(viewer: Viewer | None) -> None:
    """Raises NotFound for who is no moderator: for them there is nothing here."""
    if viewer is None or not viewer.is_moderator:
        raise errors.NotFound


def check_least(least: float) -> None:
    """Raises Invalid for what is no threshold."""
    is_number = isinstance(least, int | float) and not isinstance(least, bool)
    if not (is_number and math.isfinite(least) and LOWEST <= least <= HIGHEST):
        raise errors.Invalid(
            f"A threshold lies between {100 * LOWEST:.0f} and {100 * HIGHEST:.0f} %. The scanner "
            "tells of nothing that it is less sure of.",
            "least",
        )


def _decide(session: Session, moderator: Viewer, label: str, least: float) -> bool:
    now = session.exec(select(LabelThreshold.least).where(LabelThreshold.label == label)).first()
    if least == (DEFAULT if now is None else now):
        return False
    # A row stays also with the default: it says since when, and a sweep looks there.
    tallied = select(LabelTally.pictures).where(LabelTally.label == label)
    values = {
        "least": least,
        "changed_by": moderator.id,
        "changed_at": clock.now(),
        "pictures_before": session.exec(tallied).first(),
    }
    if not add_once(session, LabelThreshold(label=label, **values)):
        row = session.exec(
            select(LabelThreshold)
            .where(LabelThreshold.label == label)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        if row.least == least:
            return False
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
        session.flush()
    enqueue_later(session, "vision.recount_label", label)
    publish_later(session, TOPIC)
    return True


def _check_label(session: Session, label: str) -> None:
    if label in COCO_LABELS:
        return
    # Compared here, because MariaDB holds "dog " for "dog".
    found = session.exec(select(LabelCount.label).where(col(LabelCount.label) == label)).first()
    if found != label:
        raise errors.NotFound("The scanner knows no such label.")
