"""What of a scan still shows in a picture once its author has edited it; for its owner alone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from instaclone.media.models import VIDEO, Media
from instaclone.retouching import geometry, recipes
from instaclone.retouching.recipes import Area, Recipe
from instaclone.vision.models import DONE, Detection, LabelRejection, Scan

SHOWS = 0.35  # of an object: what is cropped or covered beyond that is not seen any more


@dataclass(frozen=True, slots=True)
class Seen:
    """One object that was found: its label, confidence, and box in shares of what is shown."""

    label: str
    confidence: float
    area: Area


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen in one picture. `is_scanned`: the scanner has looked at it. Of a film, `frames`
    holds what is seen in each frame, and `seen` all of these."""

    is_scanned: bool
    seen: tuple[Seen, ...] = ()
    frames: tuple[tuple[Seen, ...], ...] = ()

    def most(self, least: float) -> dict[str, int]:
        """The most of each label that one frame holds, of at least this confidence."""
        most: Counter[str] = Counter()
        for frame in self.frames or (self.seen,):
            most |= Counter(each.label for each in frame if each.confidence >= least)
        return dict(most)


def likeness(one: Area, other: Area) -> float:
    """How much two boxes are one: what they share of what either takes up (0 to 1)."""
    common = geometry.overlap(one, other)
    shared = common.width * common.height if common else 0.0
    either = one.width * one.height + other.width * other.height - shared
    return shared / either if either else 0.0


def sights(session: Session, pictures: Iterable[tuple[Media, str]]) -> dict[int, Sight]:
    """What is seen in each of these pictures once it is edited by the recipe beside it.

    Rejected labels are left out. Three statements. Whose the pictures are is asked before.
    """
    wanted = [(media, media.id, recipe) for media, recipe in pictures if media.id]
    ids = [media_id for _, media_id, _ in wanted]
    done = select(Scan.media_id).where(col(Scan.media_id).in_(ids), Scan.state == DONE)
    scanned = set(session.exec(done))
    found = _found(session, ids)
    return {
        media_id: _sight(media, recipe, found[media_id], media_id in scanned)
        for media, media_id, recipe in wanted
    }


def _sight(media: Media, text: str, found: list[Detection], is_scanned: bool) -> Sight:
    # The scan is of what is served: where that is edited already, nothing is taken away again.
    recipe = recipes.from_text(text if text != media.recipe else "")
    if media.kind == VIDEO:
        frames: dict[int, list[Seen]] = defaultdict(list)
        for row in found:
            if _is_kept(row.at_ms or 0, recipe):
                frames[row.at_ms or 0].append(Seen(row.label, row.confidence, _box(row)))
        told = tuple(tuple(each) for each in frames.values())
        return Sight(is_scanned, tuple(each for frame in told for each in frame), told)
    seen = (_shown(row, recipe, media.width, media.height) for row in found)
    return Sight(is_scanned, tuple(each for each in seen if each is not None))


def _shown(row: Detection, recipe: Recipe, width: int, height: int) -> Seen | None:
    """The object where it is in the edited picture; None where too little of it is left."""
    box = _box(row)
    if any(_share(box, cover.area) > 1 - SHOWS for cover in recipe.covers):
        return None
    moved = geometry.to_frame(box, recipe, width, height)
    inside = geometry.visible(moved)
    size = moved.width * moved.height
    if inside is None or size <= 0 or inside.width * inside.height < SHOWS * size:
        return None
    return Seen(row.label, row.confidence, inside)


def _share(box: Area, cover: Area) -> float:
    """How much of a box lies under a cover."""
    common = geometry.overlap(box, cover)
    size = box.width * box.height
    return common.width * common.height / size if common and size else 0.0


def _is_kept(at_ms: int, recipe: Recipe) -> bool:
    return recipe.start_ms <= at_ms and (not recipe.end_ms or at_ms <= recipe.end_ms)


def _box(row: Detection) -> Area:
    return Area(row.left, row.top, row.width, row.height)


def _found(session: Session, media_ids: Collection[int]) -> dict[int, list[Detection]]:
    rejected = set(
        session.execute(
            select(LabelRejection.media_id, LabelRejection.label).where(
                col(LabelRejection.media_id).in_(media_ids)
            )
        ).tuples()
    )
    found: dict[int, list[Detection]] = defaultdict(list)
    for row in session.exec(
        select(Detection)
        .where(col(Detection.media_id).in_(media_ids))
        .order_by(col(Detection.media_id), col(Detection.position))
    ):
        if (row.media_id, row.label) not in rejected:
            found[row.media_id].append(row)
    return found
