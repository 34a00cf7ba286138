"""What the editor opens: a file of a draft, or a photo that is posted."""

from collections import Counter
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict
from instaclone.media.cards import PictureCard
from instaclone.media.models import READY, Media
from instaclone.media.queries import source_cards
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.refusing import is_refused
from instaclone.posts.retouching_posts import gone, is_original_kept, own_photo, shown_recipe
from instaclone.retouching import geometry, recipes
from instaclone.retouching.recipes import UNTOUCHED, Area, Cover, Recipe
from instaclone.studio.drafting import own_file
from instaclone.vision.models import DONE, Detection, LabelRejection, Scan

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
    """A picture in the editor. `home` is the code of its draft or of its post. `picture` is how it
    was uploaded, with the `burned` areas that are covered for good; so will be the first `covered`
    areas of its `recipe`. `is_refused`: the scanner leaves it alone."""

    code: str = ""
    home: str = ""
    name: str = ""
    kind: str = "photo"
    media_id: int = 0
    is_posted: bool = False
    picture: PictureCard | None = None
    duration_ms: int = 0
    has_audio: bool = False
    recipe: Recipe = UNTOUCHED
    covered: int = 0
    burned: int = 0
    boxes: list[FoundBox] = field(default_factory=list)
    is_refused: bool = False


def file_to_edit(session: Session, owner: Viewer, file_code: str) -> EditCard:
    """A file of one of the owner's drafts; raises NotFound, Conflict while it cannot be edited."""
    draft, file = own_file(session, owner, file_code)
    media = session.get(Media, file.media_id) if file.media_id else None
    if media is None or media.state != READY:
        raise Conflict(UNREAD)
    recipe = recipes.from_text(file.recipe)
    return replace(
        _card(session, media, recipe), code=file.code, home=draft.code, name=file.file_name
    )


def photo_to_edit(session: Session, viewer: Viewer, media_code: str) -> EditCard:
    """A photo in a post of the viewer's; raises NotFound, Conflict when its original is gone."""
    media = own_photo(session, viewer, media_code)
    if not is_original_kept(media):
        raise Conflict(gone())
    home, position = session.execute(
        select(Post.code, PostMedia.position)
        .join(PostMedia, col(PostMedia.post_id) == Post.id)
        .where(PostMedia.media_id == media.id)
    ).one()
    recipe = shown_recipe(media)
    return replace(
        _card(session, media, recipe),
        code=media.code,
        home=home,
        name=f"photo {position + 1}",
        is_posted=True,
        covered=len(recipe.covers),
    )


def found_boxes(session: Session, media: Media, width: int, height: int) -> list[FoundBox]:
    """What the scanner found in a picture that was uploaded with this size in px, but for what its
    author says is wrong; nothing while it is scanned anew, as an edited picture is."""
    rejected = select(LabelRejection.label).where(LabelRejection.media_id == media.id)
    is_done = select(Scan.media_id).where(Scan.media_id == media.id, Scan.state == DONE)
    rows = session.exec(
        select(Detection)
        .where(
            col(Detection.media_id).in_(is_done),
            col(Detection.label).not_in(rejected),
            col(Detection.at_ms).is_(None),
        )
        .order_by(col(Detection.position))
    ).all()
    scanned = recipes.from_text(media.recipe)
    several = {label for label, count in Counter(row.label for row in rows).items() if count > 1}
    numbers: Counter[str] = Counter()
    found = []
    for row in rows:
        numbers[row.label] += 1
        name = f"{row.label} {numbers[row.label]}" if row.label in several else row.label
        box: Area | None = Area(row.left, row.top, row.width, row.height)
        if media.recipe:
            box = geometry.visible(geometry.to_source(box, scanned, width, height))
        if box is not None:
            found.append(FoundBox(name, box, with_margin(box)))
    return found


def with_margin(box: Area) -> Area:
    """What covers a box: MARGIN of its sides more on each side, inside the picture."""
    left, top = max(0, box.left - box.width * MARGIN), max(0, box.top - box.height * MARGIN)
    right = min(1, box.left + box.width * (1 + MARGIN))
    bottom = min(1, box.top + box.height * (1 + MARGIN))
    cover = Cover(Area(left, top, right - left, bottom - top))
    return recipes.checked(Recipe(covers=(cover,))).covers[0].area  # rounded as it is kept


def _card(session: Session, media: Media, recipe: Recipe) -> EditCard:
    assert media.id
    picture = source_cards(session, [media])[media.id]
    return EditCard(
        kind=media.kind,
        media_id=media.id,
        picture=picture,
        duration_ms=media.duration_ms,
        has_audio=media.has_audio,
        burned=media.covered,
        recipe=recipe,
        boxes=found_boxes(session, media, picture.width, picture.height),
        is_refused=is_refused(session, media.id),
    )
