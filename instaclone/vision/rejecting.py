"""The author corrects the scanner: a rejected label stays rejected, whatever later scans find."""

from sqlmodel import Session, select

from instaclone import errors
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.live.bus import publish_later
from instaclone.media.models import Media
from instaclone.vision.counting import hold, recount
from instaclone.vision.models import Detection, LabelRejection


def reject(session: Session, viewer: Viewer, media_id: int, label: str) -> bool:
    """Say that a found label is wrong for one's own picture; True when it was new.

    Raises NotFound for other people's pictures, Invalid for a label that was not found.
    """
    _own(session, viewer, media_id)
    hold(session, media_id)
    # Compared here, because MariaDB holds "dog " for "dog".
    found = session.exec(select(Detection.label).where(Detection.media_id == media_id)).all()
    if label not in found:
        raise errors.Invalid("The scanner did not find that in this picture.", field="label")
    new = add_once(session, LabelRejection(media_id=media_id, label=label, rejected_by=viewer.id))
    if new:
        recounted(session, media_id)
    return new


def restore(session: Session, viewer: Viewer, media_id: int, label: str) -> bool:
    """Take a rejection back; True when there was one. Raises NotFound as `reject` does."""
    _own(session, viewer, media_id)
    hold(session, media_id)
    row = session.get(LabelRejection, (media_id, label))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    recounted(session, media_id)
    return True


def _own(session: Session, viewer: Viewer, media_id: int) -> None:
    row = session.get(Media, media_id)
    if row is None or row.owner_id != viewer.id or row.deleted_at:
        raise errors.NotFound


def recounted(session: Session, media_id: int) -> None:
    """Count a picture anew after its author corrected it, and tell who looks at it."""
    recount(session, media_id)
    publish_later(session, f"media:{media_id}")
