"""What of a scan still shows in a picture once its author has edited it; for its owner alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from instaclone.media.models import VIDEO, Media
from instaclone.retouching import geometry, recipes
from instaclone.retouching.recipes import Area, Recipe
from instaclone.vision.boxes import is_covered, visible_part
from instaclone.vision.models import DONE, Scan
from instaclone.vision.thresholds import DEFAULT, thresholds
from instaclone.vision.verdicts import Thing, things_in


@dataclass(frozen=True, slots=True)
class Seen:
    """One object that was found: its label, confidence, and box in shares of what is shown.

    The confidence is 1 where the author stands behind it; it is counted from `least` on.
    """

    label: str
    confidence: float
    area: Area
    least: float = DEFAULT

    @property
    def is_sure(self) -> bool:
        """Whether it is counted."""
        return self.confidence >= self.least


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen in one picture. `is_scanned`: the scanner has looked at it. Of a film, `frames`
    holds what is seen in each frame, and `seen` all of these."""

    is_scanned: bool
    seen: tuple[Seen, ...] = ()
    frames: tuple[tuple[Seen, ...], ...] = ()

    def most(self, least: float | None = None) -> dict[str, int]:
        """The most of each label that one frame holds, of at least this confidence, or of what is
        counted."""
        most: Counter[str] = Counter()
        for frame in self.frames or (self.seen,):
            most |= Counter(
                each.label
                for each in frame
                if (each.is_sure if least is None else each.confidence >= least)
            )
        return dict(most)


def sights(session: Session, pictures: Iterable[tuple[Media, str]]) -> dict[int, Sight]:
    """What is seen in each of these pictures once it is edited by the recipe beside it.

    What its author rejected is left out, what they confirmed or added is sure. Five statements.
    Whose the pictures are is asked before.
    """
    wanted = [(media, media.id, recipe) for media, recipe in pictures if media.id]
    ids = [media_id for _, media_id, _ in wanted]
    done = select(Scan.media_id).where(col(Scan.media_id).in_(ids), Scan.state == DONE)
    scanned = set(session.exec(done))
    least = thresholds(session)
    found = {
        media_id: [
            (each, least.get(each.label, DEFAULT)) for each in things if not each.is_rejected
        ]
        for media_id, things in things_in(session, ids).items()
    }
    return {
        media_id: _sight(media, recipe, found[media_id], media_id in scanned)
        for media, media_id, recipe in wanted
    }


Found = list[tuple[Thing, float]]  # each with how sure one must be of it


def _sight(media: Media, text: str, found: Found, is_scanned: bool) -> Sight:
    # The scan is of what is served: where that is edited already, nothing is taken away again.
    recipe = recipes.from_text(text if text != media.recipe else "")
    if media.kind == VIDEO:
        frames: dict[int, list[Seen]] = defaultdict(list)
        for thing, least in found:
            at_ms = thing.at_ms or 0
            if _is_kept(at_ms, recipe):
                frames[at_ms].append(Seen(thing.label, thing.confidence, thing.area, least))
        told = tuple(tuple(each) for each in frames.values())
        return Sight(is_scanned, tuple(each for frame in told for each in frame), told)
    seen = (_shown(*each, recipe, media.width, media.height) for each in found)
    return Sight(is_scanned, tuple(each for each in seen if each is not None))


def _shown(thing: Thing, least: float, recipe: Recipe, width: int, height: int) -> Seen | None:
    """The object where it is in the edited picture; None where too little of it is left."""
    if any(is_covered(thing.area, cover.area) for cover in recipe.covers):
        return None
    inside = visible_part(geometry.to_frame(thing.area, recipe, width, height))
    return Seen(thing.label, thing.confidence, inside, least) if inside is not None else None


def _is_kept(at_ms: int, recipe: Recipe) -> bool:
    return recipe.start_ms <= at_ms and (not recipe.end_ms or at_ms <= recipe.end_ms)
