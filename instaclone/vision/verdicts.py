"""What stands in a picture by what the scanner found and by what its author says of that.

A re-scan replaces the detections; verdicts stay and are found again: by label and likeness of the
boxes, the likest first, each with one. A verdict that no box answers to goes on counting by itself,
but for a rejection, which takes nothing away then.

The boxes of verdicts are kept in the picture as it was uploaded, so that they stay right however it
is edited. What the edit cuts off is not told of while it is cut off; of what it covers the verdict
is dropped, for a cover is for good.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone.media.models import VIDEO, Media
from instaclone.retouching import points, recipes
from instaclone.retouching.recipes import Area
from instaclone.vision.boxes import is_covered, likeness, visible_part
from instaclone.vision.models import (
    CONFIRMED,
    REJECTED,
    RELABELLED,
    BoxVerdict,
    Detection,
    LabelRejection,
)

ALIKE = 0.5  # likeness of the boxes from which on two of one label are one thing
SAME = 0.7  # the same of two labels
NEAR_MS = 500  # two moments of a film closer than this are one frame


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a picture: what it is called, how sure that is (1 where its author says it) and
    where it is, in shares of what is shown.

    `found_as` is what the scanner calls it, `found_confidence` how sure it is and `position` its
    detection's, "", 0 and None where it found nothing there. `is_rejected`: it is not there, says
    the author.
    """

    label: str
    confidence: float
    area: Area
    at_ms: int | None = None
    found_as: str = ""
    found_confidence: float = 0.0
    position: int | None = None
    verdict: str = ""
    verdict_id: int | None = None
    is_rejected: bool = False

    @property
    def is_said(self) -> bool:
        """Whether the author says that it is there."""
        return self.verdict not in ("", REJECTED) and not self.is_rejected

    @property
    def is_rejected_as_label(self) -> bool:
        """Whether not this box but its label is wrong, everywhere in the picture."""
        return self.is_rejected and self.verdict != REJECTED


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict where it lies in the picture as it is shown now."""

    id: int
    verdict: str
    label: str
    said: str
    area: Area
    at_ms: int | None


def things_in(session: Session, media_ids: Collection[int]) -> dict[int, list[Thing]]:
    """What stands in each of these pictures as they are shown, the scanner's order first, rejected
    things among them; three statements. Who may see them is asked before."""
    found: dict[int, list[Detection]] = defaultdict(list)
    for row in session.exec(
        select(Detection)
        .where(col(Detection.media_id).in_(media_ids))
        .order_by(col(Detection.media_id), col(Detection.position))
    ):
        found[row.media_id].append(row)
    said = verdicts_of(session, media_ids)
    rejected: dict[int, set[str]] = defaultdict(set)
    for rejection in session.exec(
        select(LabelRejection).where(col(LabelRejection.media_id).in_(media_ids))
    ):
        rejected[rejection.media_id].add(rejection.label)
    return {
        media_id: told(found[media_id], said.get(media_id, ()), rejected[media_id])
        for media_id in media_ids
    }


def verdicts_of(session: Session, media_ids: Collection[int]) -> dict[int, list[Said]]:
    """The verdicts on each of these pictures that has some, as far as they show; one statement."""
    rows = session.execute(
        select(BoxVerdict, Media)
        .join(Media, col(Media.id) == col(BoxVerdict.media_id))
        .where(col(BoxVerdict.media_id).in_(media_ids))
        .order_by(col(BoxVerdict.id))
    )
    shown: dict[int, list[Said]] = {}
    for row, media in rows:
        said = _shown(row, media)
        shown.setdefault(row.media_id, []).extend([said] if said else [])
    return shown


def told(
    found: Sequence[Detection], said: Sequence[Said], rejected: Collection[str] = ()
) -> list[Thing]:
    """What stands in one picture. `rejected` are the labels that are wrong for the whole of it, by
    which the author's own words are not touched."""
    frames = {row.at_ms for row in found if row.at_ms is not None}
    said = [_in_frame(each, frames) for each in said]
    verdict_on = _matched(found, said)
    things = [_found(row, verdict_on.get(row.position), rejected) for row in found]
    answered = {each.id for each in verdict_on.values()}
    alone = (each for each in said if each.id not in answered and each.verdict != REJECTED)
    return [*things, *(_alone(each, rejected) for each in alone)]


def key_of(thing: Thing) -> str:
    """What names a box of the present scan, or one that the author's word alone stands behind."""
    if thing.position is None:
        return f"said:{thing.verdict_id}"
    area = thing.area
    sides = (area.left, area.top, area.width, area.height)
    return ":".join((str(thing.position), thing.found_as, *(f"{side:.4f}" for side in sides)))


def box_of(row: Detection) -> Area:
    """Where an object was found."""
    return Area(row.left, row.top, row.width, row.height)


def drop_covered(session: Session, media_id: int) -> None:
    """Drop the verdicts on what the picture's edit covers: nothing tells of that any more."""
    media = session.get(Media, media_id, populate_existing=True)
    covers = recipes.from_text(media.recipe).covers if media is not None else ()
    if not covers:
        return
    rows = session.exec(select(BoxVerdict).where(BoxVerdict.media_id == media_id)).all()
    gone = [row.id for row in rows if any(is_covered(_kept(row), each.area) for each in covers)]
    session.execute(delete(BoxVerdict).where(col(BoxVerdict.id).in_(gone)))


def _kept(row: BoxVerdict) -> Area:
    return Area(row.left, row.top, row.width, row.height)


def _shown(row: BoxVerdict, media: Media) -> Said | None:
    """The verdict where it lies now; None where what it is about does not show."""
    assert row.id
    recipe = recipes.from_text(media.recipe)
    at_ms, area = row.at_ms, _kept(row)
    if media.kind == VIDEO:
        at_ms = (at_ms or 0) - recipe.start_ms
        lasts = recipe.end_ms - recipe.start_ms
        shown = area if at_ms >= 0 and (not recipe.end_ms or at_ms <= lasts) else None
    elif any(is_covered(area, cover.area) for cover in recipe.covers):
        shown = None
    else:
        shown = visible_part(points.shown_box(recipe, media.width, media.height, area))
    if shown is None:
        return None
    return Said(row.id, row.verdict, row.label, row.said or row.label, shown, at_ms)


def _in_frame(said: Said, frames: Collection[int]) -> Said:
    """The same in the frame that was scanned nearest to its moment: a film that begins elsewhere is
    scanned at other moments."""
    if said.at_ms is None or not frames:
        return said
    at_ms = said.at_ms
    nearest = min(frames, key=lambda frame: (abs(frame - at_ms), frame))
    return replace(said, at_ms=nearest) if abs(nearest - at_ms) <= NEAR_MS else said


def _matched(found: Sequence[Detection], said: Sequence[Said]) -> dict[int, Said]:
    """For detections, by position, the verdict that is on them.

    First what the scanner still calls the same; then what it calls by now as the author does; then
    what it calls anything else in the very same place: there the author's word counts.
    """
    on: dict[int, Said] = {}
    done: set[int] = set()
    for pairs in (
        _pairs(found, said, lambda row, each: row.label == each.label, ALIKE),
        _pairs(found, said, lambda row, each: row.label == each.said and _says(each), ALIKE),
        _pairs(found, said, lambda _, each: _says(each), SAME),
    ):
        for _, each, position in sorted(pairs, key=lambda pair: (-pair[0], pair[1].id, pair[2])):
            if each.id not in done and position not in on:
                done.add(each.id)
                on[position] = each
    return on


def _says(said: Said) -> bool:
    return said.verdict != REJECTED


def _pairs(found: Sequence[Detection], said: Sequence[Said], fits, least: float) -> Iterator:
    for each in said:
        for row in found:
            if row.at_ms == each.at_ms and fits(row, each):
                like = likeness(box_of(row), each.area)
                if like >= least:
                    yield like, each, row.position


def _found(row: Detection, on: Said | None, rejected: Collection[str]) -> Thing:
    thing = Thing(
        label=row.label,
        confidence=row.confidence,
        area=box_of(row),
        at_ms=row.at_ms,
        found_as=row.label,
        found_confidence=row.confidence,
        position=row.position,
        is_rejected=row.label in rejected,
    )
    if on is None:
        return thing
    thing = replace(thing, verdict=on.verdict, verdict_id=on.id)
    if on.verdict == REJECTED:
        return replace(thing, is_rejected=True)
    if on.verdict == CONFIRMED and thing.is_rejected:
        return thing
    return replace(thing, label=on.said, confidence=1.0, is_rejected=False)


def _alone(said: Said, rejected: Collection[str]) -> Thing:
    return Thing(
        label=said.said,
        confidence=1.0,
        area=said.area,
        at_ms=said.at_ms,
        found_as=said.label if said.verdict in (CONFIRMED, RELABELLED) else "",
        verdict=said.verdict,
        verdict_id=said.id,
        is_rejected=said.verdict == CONFIRMED and said.label in rejected,
    )
