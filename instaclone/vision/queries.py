"""What was found in pictures, as cards and counts; callers decide first who may see them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.jobs.models import Worker
from instaclone.jobs.working import DEAD_AFTER
from instaclone.video.limits import clock_time
from instaclone.vision import weights, words
from instaclone.vision.cards import BoxCard, LabelCard, ScanCard
from instaclone.vision.counting import is_counted, most_at_once
from instaclone.vision.models import (
    ADDED,
    CONFIRMED,
    RELABELLED,
    LabelRejection,
    Scan,
)
from instaclone.vision.summarising import summary
from instaclone.vision.thresholds import thresholds
from instaclone.vision.verdicts import Thing, key_of, things_in

ROOM_ABOVE, AT_RIGHT = 0.08, 0.7  # shares of the picture
LAYERS = 100  # on which boxes lie, the smallest on the uppermost
Listed = tuple[Thing, int | None]  # in a video with when its label is seen first, in ms
NOTES = {CONFIRMED: "confirmed by the author", ADDED: "added by the author"}


def scan_cards(
    session: Session, media_ids: Collection[int], *, is_own: bool = False
) -> dict[int, ScanCard]:
    """The cards of those pictures that have a scan, in six statements.

    The boxes are those that count. `is_own`: for who owns the pictures, with the others: what the
    scanner is not sure enough of, and what was rejected.
    """
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
        scan.media_id: _card(scan, things[scan.media_id], rejected[scan.media_id], least, is_own)
        for scan in scans
    }


def is_model_present(session: Session) -> bool:
    """Whether some process can scan: weights are here, or a living worker reports its model."""
    if weights.locate():
        return True
    equipped = select(Worker.id).where(
        col(Worker.beat_at) >= clock.now() - DEAD_AFTER, col(Worker.model) != ""
    )
    return session.exec(equipped.limit(1)).first() is not None


def _card(
    scan: Scan, things: list[Thing], rejected: set[str], least: Mapping[str, float], is_own: bool
) -> ScanCard:
    # While a first scan waits there is only what its author has said already.
    is_told = scan.scanned_at is not None or bool(things)
    told = _told(things, least, is_own)
    boxes = [_box(number, *each) for number, each in enumerate(told, 1)]
    if is_own:
        boxes = [_own(box, thing, least) for box, (thing, _) in zip(boxes, told, strict=True)]
    return ScanCard(
        state=scan.state,
        failure=scan.failure,
        model=scan.model,
        took_ms=scan.took_ms,
        input_size=scan.input_size,
        scanned_at=scan.scanned_at,
        summary=summary(things, least) if is_told else "",
        boxes=boxes,
        labels=_labels(things, rejected) if is_own else [],
    )


def _told(things: Sequence[Thing], least: Mapping[str, float], is_own: bool) -> list[Listed]:
    """What is listed: what counts, and for its owner what is in doubt or rejected as well; of a
    video, where its label does not count anywhere. Whatever is said of one, it keeps its place."""
    counted = [thing for thing in things if is_counted(thing, least)]
    if not is_own:
        return _surest(counted)
    if not _is_film(things):
        return [(each, None) for each in things]
    listed: dict[str, Listed] = {}
    in_doubt = [each for each in things if not each.is_rejected]
    for some in (things, in_doubt, counted):
        listed |= {thing.label: (thing, first_ms) for thing, first_ms in _surest(some)}
    return sorted(listed.values(), key=lambda each: (each[1], each[0].label))


def _labels(things: Sequence[Thing], rejected: Collection[str]) -> list[LabelCard]:
    """The labels that the scanner gave, each to be rejected as a whole; in the order of boxes."""
    found = most_at_once(
        (each.found_as, each.at_ms) for each in things if each.position is not None
    )
    return [LabelCard(label, count, label in rejected) for label, count in found.items()]


def _surest(things: Sequence[Thing]) -> list[Listed]:
    """Of a video one thing for each label, in the order of time; of a photo all."""
    if not _is_film(things):
        return [(thing, None) for thing in things]
    best: dict[str, Thing] = {}
    first: dict[str, int] = {}
    for thing in things:
        moment = thing.at_ms or 0
        first[thing.label] = min(first.get(thing.label, moment), moment)
        if thing.label not in best or thing.confidence > best[thing.label].confidence:
            best[thing.label] = thing
    order = sorted(best, key=lambda label: (first[label], -best[label].confidence))
    return [(best[label], first[label]) for label in order]


def _is_film(things: Sequence[Thing]) -> bool:
    return bool(things) and things[0].at_ms is not None


def _box(number: int, thing: Thing, first_ms: int | None) -> BoxCard:
    area = thing.area
    return BoxCard(
        number=number,
        label=thing.label,
        percent=words.percent(thing.found_confidence if thing.label == thing.found_as else 0),
        left=_css(area.left),
        top=_css(area.top),
        width=_css(area.width),
        height=_css(area.height),
        is_rejected=thing.is_rejected,
        has_room_above=area.top > ROOM_ABOVE,
        is_at_right=area.left > AT_RIGHT,
        layer=round(LAYERS * (1 - area.width * area.height)),
        moment="" if first_ms is None else clock_time(first_ms),
        second=(first_ms or 0) / 1000,
        stands_at=(thing.at_ms or 0) / 1000,
        note=_note(thing),
    )


def _own(box: BoxCard, thing: Thing, least: Mapping[str, float]) -> BoxCard:
    """The same for its author. What they call something else can be called so again, or undone."""
    is_open = thing.position is not None and thing.verdict != RELABELLED
    return replace(
        box,
        key=key_of(thing),
        is_maybe=not thing.is_rejected and not is_counted(thing, least),
        may_confirm=is_open and thing.verdict != CONFIRMED and not thing.is_rejected_as_label,
        may_reject=is_open and not thing.is_rejected,
        may_undo=thing.verdict != "" or thing.is_rejected,
    )


def _note(thing: Thing) -> str:
    """What the author says of it, beside what the scanner does."""
    if not thing.is_said:
        return ""
    if thing.verdict == RELABELLED:
        return f"corrected by the author, the scanner saw {words.one(thing.found_as)}"
    return NOTES[thing.verdict]


def _css(share: float) -> str:
    return f"{share * 100:.2f}%"
