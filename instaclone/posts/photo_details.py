"""What a post's page says of each photo beside what is on it: its camera, what was done to it."""

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.media import facts
from instaclone.media.cards import ReceiptCard
from instaclone.media.facts import Camera
from instaclone.media.models import Media
from instaclone.media.receipts import receipts_of
from instaclone.posts.cards import CameraCard, CameraLine
from instaclone.posts.models import PostMedia
from instaclone.posts.visibility import visible_post

# In the order in which people read them.
NAMES = {
    "lens": "Lens",
    "exposure": "Exposure",
    "aperture": "Aperture",
    "iso": "ISO",
    "focal_length": "Focal length",
    "taken": "Taken",
}


def camera_cards(session: Session, viewer: Viewer | None, code: str) -> list[CameraCard]:
    """With what each photo of a post was taken, as far as its author shows it and the file said so;
    raises NotFound when it is not for the viewer."""
    post = visible_post(session, viewer, code)
    if not post.shows_camera:
        return []
    rows = session.execute(
        select(PostMedia.media_id, Media.facts)
        .join(Media, col(Media.id) == PostMedia.media_id)
        .where(PostMedia.post_id == post.id)
    )
    cards = (CameraCard(media_id, _lines(facts.from_text(said).camera)) for media_id, said in rows)
    return [card for card in cards if card.lines]


def own_receipts(session: Session, viewer: Viewer | None, code: str) -> list[ReceiptCard]:
    """What was done to the photos of the viewer's own post, in order; none for others.

    Raises NotFound when it is not for the viewer.
    """
    post = visible_post(session, viewer, code)
    if viewer is None or viewer.id != post.author_id:
        return []
    ids = select(PostMedia.media_id).where(PostMedia.post_id == post.id)
    return receipts_of(session, viewer, list(session.exec(ids.order_by(col(PostMedia.position)))))


def _lines(camera: Camera) -> list[CameraLine]:
    make, model = camera.make, camera.model
    whole = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    said = [CameraLine("Camera", whole)]
    said += [CameraLine(title, getattr(camera, name)) for name, title in NAMES.items()]
    return [line for line in said if line.text]
