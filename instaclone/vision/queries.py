"""What was found in pictures, as cards and counts; callers decide first who may see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import and_, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.jobs.models import Worker
from instaclone.jobs.working import DEAD_AFTER
from instaclone.video.limits import clock_time
from instaclone.vision import weights, words
from instaclone.vision.cards import BoxCard, LabelCard, ScanCard
from instaclone.vision.counting import most_at_once
from instaclone.vision.models import Detection, LabelCount, LabelRejection, Scan

ROOM_ABOVE, AT_RIGHT = 0.08, 0.7  # shares of the picture


def scan_cards(session: Session, media_ids: Collection[int]) -> dict[int, ScanCard]:
    """The cards of those pictures that have a scan, in three statements."""
    if not media_ids:
        return {}
    scans = session.exec(select(Scan).where(col(Scan.media_id).in_(media_ids))).all()
    found: dict[int, list[Detection]] = defaultdict(list)
    for row in session.exec(
        select(Detection)
        .where(col(Detection.media_id).in_(media_ids))
        .order_by(col(Detection.media_id), col(Detection.position))
    ):
        found[row.media_id].append(row)
    rejected: dict[int, set[str]] = defaultdict(set)
    for rejection in session.exec(
        select(LabelRejection).where(col(LabelRejection.media_id).in_(media_ids))
    ):
        rejected[rejection.media_id].add(rejection.label)
    return {
        scan.media_id: _card(scan, found[scan.media_id], rejected[scan.media_id]) for scan in scans
    }


def label_counts(session: Session, media_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Counts per label of each picture, most first, rejected labels left out; one statement."""
    counts: dict[int, dict[str, int]] = {media_id: {} for media_id in media_ids}
    if not media_ids:
        return counts
    for row in session.exec(
        select(LabelCount)
        .where(col(LabelCount.media_id).in_(media_ids))
        .order_by(col(LabelCount.count).desc(), col(LabelCount.label))
    ):
        counts[row.media_id][row.label] = row.count
    return counts


def is_model_present(session: Session) -> bool:
    """Whether some process can scan: weights are here, or a living worker reports its model."""
    if weights.locate():
        return True
    equipped = select(Worker.id).where(
        col(Worker.beat_at) >= clock.now() - DEAD_AFTER, col(Worker.model) != ""
    )
    return session.exec(equipped.limit(1)).first() is not None


def summaries(session: Session, media_ids: Collection[int]) -> dict[int, str]:
    """What was found in each picture in words, rejected labels left out; one statement.

    Pictures in which nothing was found are left out: the caller knows whether they were scanned.
    """
    rows = session.execute(
        sa_select(
            col(Detection.media_id),
            col(Detection.label),
            col(Detection.at_ms),
            func.count(),
            func.max(col(Detection.confidence)),
        )
        .outerjoin(
            LabelRejection,
            and_(
                col(LabelRejection.media_id) == Detection.media_id,
                col(LabelRejection.label) == Detection.label,
            ),
        )
        .where(col(Detection.media_id).in_(media_ids), col(LabelRejection.label).is_(None))
        .group_by(col(Detection.media_id), col(Detection.label), col(Detection.at_ms))
    )
    groups: dict[int, dict[str, tuple[int, float]]] = defaultdict(dict)
    for media_id, label, _, count, best in rows:
        most, best_yet = groups[media_id].get(label, (0, 0.0))
        groups[media_id][label] = (max(most, count), max(best, best_yet))
    return {media_id: _phrase(found) for media_id, found in groups.items()}


def summary(found: Sequence[Detection], rejected: Collection[str] = ()) -> str:
    """What was found in words: "3 people, 1 bus, perhaps a bicycle (41 %)"."""
    return _phrase(_grouped([row for row in found if row.label not in rejected]))


def _phrase(groups: dict[str, tuple[int, float]]) -> str:
    """Sure labels first, then the most frequent, then the surest."""
    ranked = sorted(
        groups.items(),
        key=lambda item: (item[1][1] < words.SURE_FROM, -item[1][0], -item[1][1], item[0]),
    )
    parts = [
        words.counted(label, count)
        if best >= words.SURE_FROM
        else words.perhaps(label, count, best)
        for label, (count, best) in ranked
    ]
    text = ", ".join(parts) or words.NOTHING
    return text[:1].upper() + text[1:]


def _grouped(found: Sequence[Detection]) -> dict[str, tuple[int, float]]:
    """For each label how many there are, in a video at once, and the highest confidence."""
    best: dict[str, float] = {}
    for row in found:
        best[row.label] = max(best.get(row.label, 0.0), row.confidence)
    most = most_at_once((row.label, row.at_ms) for row in found)
    return {label: (count, best[label]) for label, count in most.items()}


def _surest(found: Sequence[Detection]) -> list[tuple[Detection, int | None]]:
    """What is listed, each with when its label is seen first: of a video one for each label, in
    the order of time; of a photo all."""
    if not found or found[0].at_ms is None:
        return [(row, None) for row in found]
    best: dict[str, Detection] = {}
    first: dict[str, int] = {}
    for row in found:
        moment = row.at_ms or 0
        first[row.label] = min(first.get(row.label, moment), moment)
        if row.label not in best or row.confidence > best[row.label].confidence:
            best[row.label] = row
    order = sorted(best, key=lambda label: (first[label], -best[label].confidence))
    return [(best[label], first[label]) for label in order]


def _card(scan: Scan, found: list[Detection], rejected: set[str]) -> ScanCard:
    return ScanCard(
        state=scan.state,
        failure=scan.failure,
        model=scan.model,
        took_ms=scan.took_ms,
        input_size=scan.input_size,
        scanned_at=scan.scanned_at,
        summary=summary(found, rejected) if scan.scanned_at else "",
        boxes=[
            _box(number, row, rejected, first_ms)
            for number, (row, first_ms) in enumerate(_surest(found), 1)
        ],
        labels=[
            LabelCard(label, count, label in rejected)
            for label, (count, _) in _grouped(found).items()
        ],
    )


def _box(number: int, row: Detection, rejected: set[str], first_ms: int | None) -> BoxCard:
    return BoxCard(
        number=number,
        label=row.label,
        percent=words.percent(row.confidence),
        left=_css(row.left),
        top=_css(row.top),
        width=_css(row.width),
        height=_css(row.height),
        is_rejected=row.label in rejected,
        has_room_above=row.top > ROOM_ABOVE,
        is_at_right=row.left > AT_RIGHT,
        moment="" if first_ms is None else clock_time(first_ms),
        second=(first_ms or 0) / 1000,
    )


def _css(share: float) -> str:
    return f"{share * 100:.2f}%"
