"""Finishes a ready picture: the largest variant, the private master, and away with the upload."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlmodel import Session, select

from instaclone.db.session import transact
from instaclone.errors import NotFound
from instaclone.jobs import working
from instaclone.live.bus import publish_later
from instaclone.media import decoding, holding, limits
from instaclone.media.dropping import drop_upload
from instaclone.media.holding import Held, change_held
from instaclone.media.models import READY, SERVED, Variant
from instaclone.media.processing import store
from instaclone.media.renditions import Finished
from instaclone.storage.choosing import storage

log = structlog.get_logger("media")


@dataclass(frozen=True, slots=True)
class Master:
    """A stored master without metadata: of a photo a JPEG at full size, upright, in sRGB; of a
    video its own streams."""

    key: str
    bytes: int
    sha256: str


Finishing = Callable[[Held], tuple[list[Variant], Master | None]]


def finish(media_id: int, make: Finishing | None = None) -> bool:
    """Finish a ready picture whose upload is still there; True when this call removed the upload.

    May be called twice, at once, or again after a crash in the middle. A picture that cannot be
    finished in three tries stays as it is, without a larger variant and a master.
    """
    with holding.at_work(media_id):
        held = transact(holding.claim_ready, media_id, working.me())
        return held is not None and _finish_held(held, make or make_photo)


def _finish_held(held: Held, make: Finishing) -> bool:
    is_kept = False
    with holding.one_try(held):
        is_kept = transact(_keep, held, *_made(held, make))
    if is_kept:
        drop_upload(held.id)  # when storage is down now, a sweep comes back to it
    return is_kept


def _made(held: Held, make: Finishing) -> tuple[list[Variant], Master | None]:
    try:
        return make(held) if held.attempts <= limits.TRIES else ([], None)
    except (decoding.Refused, NotFound) as error:
        log.warning("picture_unfinished", media_id=held.id, reason=str(error))
        return [], None


def make_photo(held: Held) -> tuple[list[Variant], Master | None]:
    """The largest variant of a held photo, where it is worth it, and its master."""
    with holding.workplace(held) as (source, folder):
        made: Finished = decoding.finish(source, folder, held.file_name)
        variants = store(held, folder, [made.variant] if made.variant else [])
        path = folder / made.master.file_name if made.master else None
        master = store_master(f"m/{held.code}.jpg", path) if path else None
    return variants, master


def store_master(key: str, path: Path) -> Master:
    """Put a master into storage and describe it; raises Unavailable."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    storage().put(key, path)
    return Master(key, path.stat().st_size, sha256)


def _keep(session: Session, held: Held, variants: list[Variant], master: Master | None) -> bool:
    values: dict[str, object] = {}
    if master is not None:
        values = {
            "master_key": master.key,
            "master_bytes": master.bytes,
            "master_sha256": master.sha256,
        }
    if not change_held(session, held, READY, worker_id=None, attempts=0, **values):
        return False
    served = (Variant.media_id == held.id, Variant.role == SERVED)
    known = session.exec(select(Variant.content_type, Variant.width).where(*served)).all()
    session.add_all(each for each in variants if (each.content_type, each.width) not in known)
    publish_later(session, f"media:{held.id}")
    return True
