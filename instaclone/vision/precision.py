"""How right the scanner is, by label, as far as authors have said; for moderators alone.

What authors say is no fair sample: who corrects looks for mistakes. So a precision is rather too
low than too high, and says most beside that of other labels. It is of the boxes that were there
when something was said of them, whatever model found them.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.text import count_of
from instaclone.vision.cards import Effect, LabelReport
from instaclone.vision.label_names import label_names
from instaclone.vision.models import (
    ADDED,
    CONFIRMED,
    REJECTED,
    RELABELLED,
    BoxVerdict,
    LabelRejection,
    LabelThreshold,
)
from instaclone.vision.tallying import NOTHING, Tally, tallies
from instaclone.vision.thresholds import DEFAULT, check_least, check_moderator

Z = 1.959964  # of a normal distribution: 95 % lie within so many deviations of its middle
VERDICTS, FOUND, PRECISION, NAME = "verdicts", "found", "precision", "name"
ORDERS = (VERDICTS, FOUND, PRECISION, NAME)


@dataclass(frozen=True, slots=True)
class Said:
    """How many verdicts of each kind authors gave on a label."""

    confirmed: int = 0
    rejected: int = 0
    relabelled: int = 0
    added: int = 0

    @property
    def judged(self) -> int:
        """How many are about what the scanner found."""
        return self.confirmed + self.rejected + self.relabelled

    @property
    def all(self) -> int:
        """How many there are."""
        return self.judged + self.added


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95 % score interval of a share, 0 to 1, which holds for few and for none: E. B. Wilson,
    Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22 (1927), pages 209 to 212."""
    if judged <= 0:
        return 0.0, 1.0
    share, square = right / judged, Z * Z / judged
    middle = share + square / 2
    half = Z * math.sqrt(share * (1 - share) / judged + square / (4 * judged))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def label_reports(
    session: Session,
    viewer: Viewer | None,
    order: str = VERDICTS,
    languages: Sequence[str] = (),
) -> list[LabelReport]:
    """Every label of which there is something to say, in four statements, by one of ORDERS: the
    most first, for a precision the lowest. It is called as who reads these languages calls it.
    Raises NotFound for who is no moderator."""
    check_moderator(viewer)
    found, said, decided = tallies(session), _said(session), _decided(session)
    names = label_names(languages)
    reports = [
        _report(
            label,
            names.get(label, label),
            found.get(label, NOTHING),
            said.get(label, Said()),
            decided.get(label),
        )
        for label in found.keys() | said.keys() | decided.keys()
    ]
    reports.sort(key=lambda each: (each.name.casefold(), each.label))
    if order == FOUND:
        return sorted(reports, key=lambda each: -each.found)
    if order == PRECISION:
        return sorted(reports, key=lambda each: (not each.judged, each.share, -each.judged))
    return reports if order == NAME else sorted(reports, key=lambda each: -each.verdicts)


def effect_of(session: Session, viewer: Viewer | None, label: str, least: float) -> Effect:
    """What it would change to count a label from this confidence on, by what was counted last.
    Raises NotFound for who is no moderator, Invalid."""
    check_moderator(viewer)
    check_least(least)
    row = session.get(LabelThreshold, label)
    tally = tallies(session, label).get(label, NOTHING)
    return Effect(tally.found, tally.counted(row.least if row else DEFAULT), tally.counted(least))


def _said(session: Session) -> dict[str, Said]:
    """What authors said of boxes and of labels in whole pictures, by what the scanner called them;
    what they added, by what they call it."""
    many: dict[str, Counter[str]] = {}
    boxes = sa_select(
        col(BoxVerdict.label), col(BoxVerdict.said), col(BoxVerdict.verdict), func.count()
    ).group_by(col(BoxVerdict.label), col(BoxVerdict.said), col(BoxVerdict.verdict))
    for label, said, verdict, count in session.execute(boxes):
        many.setdefault(label or said, Counter())[verdict] += count
    # In a film, what is called something else is rejected with it: that is one verdict.
    renamed = exists().where(
        col(BoxVerdict.media_id) == col(LabelRejection.media_id),
        col(BoxVerdict.label) == col(LabelRejection.label),
        col(BoxVerdict.verdict) == RELABELLED,
    )
    labels = sa_select(col(LabelRejection.label), func.count()).where(~renamed)
    for label, count in session.execute(labels.group_by(col(LabelRejection.label))):
        many.setdefault(label, Counter())[REJECTED] += count
    return {
        label: Said(of[CONFIRMED], of[REJECTED], of[RELABELLED], of[ADDED])
        for label, of in many.items()
    }


def _decided(session: Session) -> dict[str, LabelThreshold]:
    return {row.label: row for row in session.exec(select(LabelThreshold))}


def _report(
    label: str, name: str, tally: Tally, said: Said, row: LabelThreshold | None
) -> LabelReport:
    least = row.least if row else DEFAULT
    share = said.confirmed / said.judged if said.judged else 0.0
    low, high = wilson(said.confirmed, said.judged)
    is_recounting = row is not None and (
        row.recounted_at is None or row.recounted_at < row.changed_at
    )
    return LabelReport(
        label=label,
        name=name,
        found=tally.found,
        counted=tally.counted(least),
        pictures=tally.pictures,
        before=_before(row, tally.pictures) if row and not is_recounting else "",
        confirmed=said.confirmed,
        rejected=said.rejected,
        relabelled=said.relabelled,
        added=said.added,
        verdicts=said.all,
        judged=said.judged,
        share=share,
        precision=f"{share:.0%}".replace("%", " %") if said.judged else "",
        interval=f"{100 * low:.0f} to {100 * high:.0f} %" if said.judged else "",
        left=f"{100 * low:.1f}%",
        width=f"{100 * (high - low):.1f}%",
        at=f"{100 * share:.1f}%",
        least=round(100 * least),
        is_default=least == DEFAULT,
        is_recounting=is_recounting,
    )


def _before(row: LabelThreshold, pictures: int) -> str:
    """What the last change of the threshold did."""
    if row.pictures_before is None or row.pictures_before == pictures:
        return ""
    return f"{count_of(row.pictures_before, 'picture', 'pictures')} before the threshold changed"
