"""Which stored bytes stand for which picture: what the site serves, and what must be there."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from instaclone.media.models import READY, Media, Variant
from instaclone.storage.checking import Expected


@dataclass(frozen=True, slots=True)
class Served:
    """A rendition as it goes out; `sha256` in hexadecimal names its bytes."""

    key: str
    media_id: int
    role: str
    content_type: str
    bytes: int
    sha256: str


def variant_by_key(session: Session, key: str) -> Served | None:
    """The rendition stored under a key; None for a deleted picture and for everything that is no
    rendition, such as masters and uploads. Who may see it is not asked here."""
    row = session.exec(
        select(Variant)
        .join(Media, col(Media.id) == Variant.media_id)
        .where(Variant.key == key, Media.state == READY, col(Media.deleted_at).is_(None))
    ).first()
    if row is None:
        return None
    return Served(row.key, row.media_id, row.role, row.content_type, row.bytes, row.sha256)


def stored_objects(session: Session) -> list[Expected]:
    """What the storage must hold: every rendition and master of pictures that are not deleted."""
    kept = col(Media.deleted_at).is_(None)
    variants = session.execute(
        select(Variant.key, Variant.bytes, Variant.sha256)
        .join(Media, col(Media.id) == Variant.media_id)
        .where(kept)
        .order_by(col(Variant.media_id), col(Variant.width))
    )
    masters = session.execute(
        select(Media.master_key, Media.master_bytes, Media.master_sha256)
        .where(kept, col(Media.master_key).is_not(None))
        .order_by(col(Media.id))
    )
    return [Expected(*row) for row in (*variants, *masters)]
