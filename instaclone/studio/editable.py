"""What the editor opens: a file of a draft, or a photo that is posted."""

from collections import Counter
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict
from instaclone.media.cards import PictureCard
from instaclone.media.models import READY, Media
from instaclone.media.queries import source_cards
from instaclone.posts.models import PostMedia
from instaclone.posts.retouching_posts import gone, is_original_kept, own_photo, shown_recipe
from instaclone.retouching import recipes
from instaclone.retouching.recipes import UNTOUCHED, Area, Cover, Recipe
from instaclone.studio.drafting import own_file
from instaclone.vision.models import Detection, LabelRejection

MARGIN = 0.08  # of a box: its edges are the scanner's guess
UNREAD = "This file is still being read. Edit it when it is ready."


@dataclass(frozen=True)
class FoundBox:
    """Something the scanner found, numbered where there are several of its kind, in the picture as
    it was uploaded; `area` is what covers it, with a margin."""

    name: str
    box: Area
    area: Area


@dataclass(frozen=True)
class EditCard:
    """A picture in the editor. `picture` is how it was uploaded, the first
    `covered` areas of its `recipe` are burned in."""

    code: str = ""
    name: str = ""
    kind: str = "photo"
    media_id: int = 0
    is_posted: bool = False
    picture: PictureCard | None = None
    duration_ms: int = 0
    has_audio: bool = False
    recipe: Recipe = UNTOUCHED
    covered: int = 0
    boxes: list[FoundBox] = field(default_factory=list)


def file_to_edit(session: Session, owner: Viewer, file_code: str) -> EditCard:
    """A file of one of the owner's drafts; raises NotFound, Conflict while it cannot be edited."""
    _, file = own_file(session, owner, file_code)
    media = session.get(Media, file.media_id) if file.media_id else None
    if media is None or media.state != READY:
        raise Conflict(UNREAD)
    recipe = recipes.from_text(file.recipe)
    return _card(session, media, file.code, file.file_name, recipe)


def photo_to_edit(session: Session, viewer: Viewer, media_code: str) -> EditCard:
    """A photo in a post of the viewer's; raises NotFound, Conflict when its original is gone."""
    media = own_photo(session, viewer, media_code)
    if not is_original_kept(media):
        raise Conflict(gone())
    position = session.exec(
        select(PostMedia.position).where(PostMedia.media_id == media.id)
    ).first()
    recipe = shown_recipe(media)
    name = f"photo {(position or 0) + 1}"
    return _card(session, media, media.code, name, recipe, is_posted=True)


def found_boxes(session: Session, media: Media) -> list[FoundBox]:
    """What the scanner found in a picture, but for what its author says is wrong."""
    rejected = select(LabelRejection.label).where(LabelRejection.media_id == media.id)
    rows = session.exec(
        select(Detection)
        .where(Detection.media_id == media.id, col(Detection.label).not_in(rejected))
        .order_by(col(Detection.position))
    ).all()
    several = {label for label, count in Counter(row.label for row in rows).items() if count > 1}
    numbers: Counter[str] = Counter()
    found = []
    for row in rows:
        numbers[row.label] += 1
        name = f"{row.label} {numbers[row.label]}" if row.label in several else row.label
        box = Area(row.left, row.top, row.width, row.height)
        found.append(FoundBox(name, box, with_margin(box)))
    return found


def with_margin(box: Area) -> Area:
    """What covers a box: MARGIN of its sides more on each side, inside the picture."""
    left, top = max(0, box.left - box.width * MARGIN), max(0, box.top - box.height * MARGIN)
    right = min(1, box.left + box.width * (1 + MARGIN))
    bottom = min(1, box.top + box.height * (1 + MARGIN))
    cover = Cover(Area(left, top, right - left, bottom - top))
    return recipes.checked(Recipe(covers=(cover,))).covers[0].area  # rounded as it is kept


def _card(
    session: Session,
    media: Media,
    code: str,
    name: str,
    recipe: Recipe,
    *,
    is_posted: bool = False,
) -> EditCard:
    assert media.id
    return EditCard(
        code=code,
        name=name,
        kind=media.kind,
        media_id=media.id,
        is_posted=is_posted,
        picture=source_cards(session, [media])[media.id],
        duration_ms=media.duration_ms,
        has_audio=media.has_audio,
        recipe=recipe,
        covered=len(recipe.covers) if is_posted else 0,
        boxes=found_boxes(session, media),
    )
