"""The author corrects the scanner box by box: confirm, reject, call it something else, add.

What they say stays, whatever later scans find; `vision.verdicts` finds its box again.
"""

import math

from sqlalchemy import func
from sqlmodel import Session, col, select

from instaclone import clock, errors
from instaclone.accounts.viewer import Viewer
from instaclone.media.models import VIDEO, Media
from instaclone.retouching import points, recipes
from instaclone.retouching.recipes import Area
from instaclone.vision.boxes import is_covered, likeness
from instaclone.vision.counting import hold
from instaclone.vision.labels import COCO_LABELS
from instaclone.vision.models import (
    ADDED,
    CONFIRMED,
    REJECTED,
    RELABELLED,
    BoxVerdict,
    LabelRejection,
)
from instaclone.vision.rejecting import recounted, reject, restore
from instaclone.vision.verdicts import ALIKE, Thing, key_of, things_in

MOST = 50  # verdicts on one picture
SMALLEST = 0.01  # share of a side that an added box takes up at least
EDGE = 1e-6  # what a browser's sums may be off
MOVED = "The scanner has looked at this picture again meanwhile. Look at what it saw now."
UNKNOWN = "Choose one of the things that the scanner knows."
OUTSIDE = "Draw the box inside the picture, around the whole thing."


def confirm(session: Session, viewer: Viewer, media_id: int, key: str) -> bool:
    """Say that a box of one's own picture is what the scanner calls it; False when said before.

    Raises NotFound for other people's pictures, Conflict when the box is there no more or its label
    is rejected for the whole picture, Invalid.
    """
    thing = _thing(session, viewer, media_id, key)
    if thing.position is None:
        return False
    if _rejects_label(session, media_id, thing.found_as):
        raise errors.Conflict(
            f"You said that there is no {thing.found_as} in this picture. Restore it first."
        )
    return _say(session, viewer, media_id, thing, CONFIRMED, thing.found_as)


def reject_box(session: Session, viewer: Viewer, media_id: int, key: str) -> bool:
    """Say that what a box of one's own picture is called is wrong; False when said before.

    In a film, where a label is listed once, the whole label is rejected. Raises as `confirm`.
    """
    thing = _thing(session, viewer, media_id, key)
    if thing.position is None:
        raise errors.Conflict("You said this yourself. Take it back instead.")
    if thing.at_ms is not None:
        return reject(session, viewer, media_id, thing.found_as)
    return _say(session, viewer, media_id, thing, REJECTED, "")


def relabel(session: Session, viewer: Viewer, media_id: int, key: str, label: str) -> bool:
    """Say what a box of one's own picture is instead; False when said before.

    In a film the label is rejected with it, for its line stands for all that is called so. Raises
    as `confirm`, Invalid for a label that the scanner does not know.
    """
    thing = _thing(session, viewer, media_id, key)
    _check_label(label)
    if label == thing.found_as and thing.position is not None:
        return confirm(session, viewer, media_id, key)
    is_new = _say(session, viewer, media_id, thing, RELABELLED, label)
    if thing.at_ms is not None and thing.position is not None:
        is_new = reject(session, viewer, media_id, thing.found_as) or is_new
    return is_new


def add_box(
    session: Session,
    viewer: Viewer,
    media_id: int,
    label: str,
    area: Area,
    at_ms: int | None = None,
) -> int:
    """Say that there is one more thing in one's own picture, and where; the id of the verdict.

    `area` is in shares of the picture as it is shown, `at_ms` the moment in a film. Raises NotFound
    for other people's pictures, Invalid naming what is wrong.
    """
    media = _own(session, viewer, media_id)
    _check_label(label)
    area = _checked(area)
    if (media.kind == VIDEO) != (at_ms is not None) or not 0 <= (at_ms or 0) <= media.duration_ms:
        raise errors.Invalid("Say at which moment of the film it is seen.", "at_ms")
    for thing in things_in(session, [media_id])[media_id]:
        is_there = thing.label == label and not thing.is_rejected and thing.at_ms == at_ms
        if is_there and likeness(thing.area, area) >= ALIKE:
            raise errors.Invalid(
                f"There is a box round this {label} already. Confirm it instead.", "area"
            )
    row = _row(viewer, media_id)
    row.verdict, row.said, row.at_ms = ADDED, label, at_ms
    _placed(media, row, area)
    covers = recipes.from_text(media.recipe).covers
    if any(is_covered(_area(row), cover.area) for cover in covers):
        raise errors.Invalid("This place is covered; nothing is told of it.", "area")
    return _keep(session, row)


def undo(session: Session, viewer: Viewer, media_id: int, key: str) -> bool:
    """Take back what one said last of a box of one's own picture, or that its label is wrong for
    all of it; False when one said nothing. Raises NotFound for other people's pictures, Conflict
    when the box is there no more.
    """
    thing = _thing(session, viewer, media_id, key)
    if thing.is_rejected_as_label:
        return restore(session, viewer, media_id, thing.found_as)
    if thing.verdict_id is None:
        return False
    return take_back(session, viewer, media_id, thing.verdict_id)


def take_back(session: Session, viewer: Viewer, media_id: int, verdict_id: int) -> bool:
    """Take back what one said of a box of one's own picture; False when there is nothing.

    Raises NotFound for other people's pictures.
    """
    _own(session, viewer, media_id)
    row = session.get(BoxVerdict, verdict_id)
    if row is None or row.media_id != media_id:
        return False
    if row.at_ms is not None and row.verdict == RELABELLED:
        _restore_label(session, media_id, row.label)
    session.delete(row)
    session.flush()
    recounted(session, media_id)
    return True


def _own(session: Session, viewer: Viewer, media_id: int) -> Media:
    """One's own picture, whose scan is held; raises NotFound, Conflict where it is not scanned."""
    media = session.get(Media, media_id)
    if media is None or media.owner_id != viewer.id or media.deleted_at:
        raise errors.NotFound
    if hold(session, media_id) is None:
        raise errors.Conflict("The scanner leaves this picture alone.")
    session.refresh(media)  # edited while the scan was waited for, it looks different
    return media


def _thing(session: Session, viewer: Viewer, media_id: int, key: str) -> Thing:
    _own(session, viewer, media_id)
    for thing in things_in(session, [media_id])[media_id]:
        if key_of(thing) == key:
            return thing
    raise errors.Conflict(MOVED)


def _say(
    session: Session, viewer: Viewer, media_id: int, thing: Thing, verdict: str, said: str
) -> bool:
    """Write the verdict on a box in the place of one that was given before."""
    media = session.get_one(Media, media_id)
    if thing.position is None:
        return _rename(session, thing, said)
    row = _row(viewer, media_id)
    if thing.verdict_id is not None:
        row = session.get_one(BoxVerdict, thing.verdict_id)
        if (row.verdict, row.said) == (verdict, said):
            return False
    row.verdict, row.label, row.said = verdict, thing.found_as, said
    row.given_at, row.at_ms = clock.now(), thing.at_ms
    _keep(session, _placed(media, row, thing.area))
    return True


def _row(viewer: Viewer, media_id: int) -> BoxVerdict:
    blank = {"verdict": "", "label": "", "left": 0.0, "top": 0.0, "width": 0.0, "height": 0.0}
    return BoxVerdict(media_id=media_id, given_by=viewer.id, **blank)


def _rename(session: Session, thing: Thing, said: str) -> bool:
    """Call what the author's word alone stands behind something else."""
    row = session.get_one(BoxVerdict, thing.verdict_id)
    if thing.label == said:
        return False
    if row.verdict != ADDED:
        row.verdict = CONFIRMED if said == row.label else RELABELLED
    row.said, row.given_at = said, clock.now()
    _keep(session, row)
    return True


def _keep(session: Session, row: BoxVerdict) -> int:
    if row.id is None:
        count = select(func.count()).where(col(BoxVerdict.media_id) == row.media_id)
        if session.exec(count).one() >= MOST:
            raise errors.Invalid(
                f"A picture may have {MOST} corrections. Take one back to make another.", "area"
            )
    session.add(row)
    session.flush()
    recounted(session, row.media_id)
    assert row.id
    return row.id


def _placed(media: Media, row: BoxVerdict, area: Area) -> BoxVerdict:
    """The verdict with a box and a moment of what is shown, as they are in what was uploaded."""
    recipe = recipes.from_text(media.recipe)
    if media.kind == VIDEO:
        row.at_ms = (row.at_ms or 0) + recipe.start_ms
    else:
        area = points.uploaded_box(recipe, media.width, media.height, area)
    row.left, row.top, row.width, row.height = area.left, area.top, area.width, area.height
    return row


def _area(row: BoxVerdict) -> Area:
    return Area(row.left, row.top, row.width, row.height)


def _checked(area: Area) -> Area:
    sides = (area.left, area.top, area.width, area.height)
    if not all(
        isinstance(side, int | float) and not isinstance(side, bool) and math.isfinite(side)
        for side in sides
    ):
        raise errors.Invalid(OUTSIDE, "area")
    left, top, width, height = sides
    if min(left, top) < -EDGE or max(left + width, top + height) > 1 + EDGE:
        raise errors.Invalid(OUTSIDE, "area")
    if min(width, height) < SMALLEST:
        raise errors.Invalid("Draw the box larger: it is too small to be seen.", "area")
    left, top = max(0.0, left), max(0.0, top)
    return Area(left, top, min(width, 1 - left), min(height, 1 - top))


def _check_label(label: str) -> None:
    if label not in COCO_LABELS:
        raise errors.Invalid(UNKNOWN, "label")


def _rejects_label(session: Session, media_id: int, label: str) -> bool:
    return session.get(LabelRejection, (media_id, label)) is not None


def _restore_label(session: Session, media_id: int, label: str) -> None:
    row = session.get(LabelRejection, (media_id, label))
    if row is not None:
        session.delete(row)
