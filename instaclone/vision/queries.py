"""What was found in pictures, as cards and counts; callers decide first who may see them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.jobs.models import Worker
from instaclone.jobs.working import DEAD_AFTER
from instaclone.video.limits import clock_time
from instaclone.vision import weights, words
from instaclone.vision.cards import BoxCard, LabelCard, ScanCard
from instaclone.vision.counting import most_at_once
from instaclone.vision.models import (
    ADDED,
    CONFIRMED,
    RELABELLED,
    LabelCount,
    LabelRejection,
    Scan,
)
from instaclone.vision.summarising import summary
from instaclone.vision.thresholds import thresholds
from instaclone.vision.verdicts import Thing, key_of, things_in

ROOM_ABOVE, AT_RIGHT = 0.08, 0.7  # shares of the picture
NOTES = {CONFIRMED: "confirmed by the author", ADDED: "added by the author"}


def scan_cards(session: Session, media_ids: Collection[int]) -> dict[int, ScanCard]:
    """The cards of those pictures that have a scan, in six statements."""
    if not media_ids:
        return {}
    scans = session.exec(select(Scan).where(col(Scan.media_id).in_(media_ids))).all()
    things = things_in(session, [scan.media_id for scan in scans])
    rejected: dict[int, set[str]] = defaultdict(set)
    for rejection in session.exec(
        select(LabelRejection).where(col(LabelRejection.media_id).in_(media_ids))
    ):
        rejected[rejection.media_id].add(rejection.label)
    least = thresholds(session)
    return {
        scan.media_id: _card(scan, things[scan.media_id], rejected[scan.media_id], least)
        for scan in scans
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


def _card(
    scan: Scan, things: list[Thing], rejected: set[str], least: Mapping[str, float]
) -> ScanCard:
    # While a first scan waits there is only what its author has said already.
    is_told = scan.scanned_at is not None or bool(things)
    return ScanCard(
        state=scan.state,
        failure=scan.failure,
        model=scan.model,
        took_ms=scan.took_ms,
        input_size=scan.input_size,
        scanned_at=scan.scanned_at,
        summary=summary(things, least) if is_told else "",
        boxes=[
            _box(number, thing, first_ms)
            for number, (thing, first_ms) in enumerate(_surest(things), 1)
        ],
        labels=_labels(things, rejected),
    )


def _labels(things: Sequence[Thing], rejected: Collection[str]) -> list[LabelCard]:
    """The labels that the scanner gave, each to be rejected as a whole; in the order of boxes."""
    found = most_at_once(
        (each.found_as, each.at_ms) for each in things if each.position is not None
    )
    return [LabelCard(label, count, label in rejected) for label, count in found.items()]


def _surest(things: Sequence[Thing]) -> list[tuple[Thing, int | None]]:
    """What is listed, each with when its label is seen first: of a video one for each label, in
    the order of time; of a photo all."""
    if not things or things[0].at_ms is None:
        return [(thing, None) for thing in things]
    best: dict[str, Thing] = {}
    first: dict[str, int] = {}
    for thing in things:
        moment = thing.at_ms or 0
        first[thing.label] = min(first.get(thing.label, moment), moment)
        if thing.label not in best or _rank(thing) > _rank(best[thing.label]):
            best[thing.label] = thing
    order = sorted(best, key=lambda label: (first[label], -best[label].confidence))
    return [(best[label], first[label]) for label in order]


def _rank(thing: Thing) -> tuple[bool, float]:
    return not thing.is_rejected, thing.confidence


def _box(number: int, thing: Thing, first_ms: int | None) -> BoxCard:
    area = thing.area
    return BoxCard(
        number=number,
        label=thing.label,
        percent=words.percent(thing.confidence),
        left=_css(area.left),
        top=_css(area.top),
        width=_css(area.width),
        height=_css(area.height),
        is_rejected=thing.is_rejected,
        has_room_above=area.top > ROOM_ABOVE,
        is_at_right=area.left > AT_RIGHT,
        moment="" if first_ms is None else clock_time(first_ms),
        second=(first_ms or 0) / 1000,
        key=key_of(thing),
        note=_note(thing),
        verdict_id=thing.verdict_id or 0,
        is_alone=thing.position is None,
    )


def _note(thing: Thing) -> str:
    """What stands in the place of the confidence where the author has said what it is."""
    if not thing.is_said:
        return ""
    if thing.verdict == RELABELLED:
        return f"corrected by the author, the scanner saw {words.one(thing.found_as)}"
    return NOTES[thing.verdict]


def _css(share: float) -> str:
    return f"{share * 100:.2f}%"
