"""Reading a video: one frame a second, each with its moment."""

import tempfile
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session, col, select

from instaclone.db.session import read
from instaclone.errors import NotFound
from instaclone.media import developing
from instaclone.media.models import SERVED, Variant
from instaclone.media.renditions import MP4
from instaclone.settings import settings
from instaclone.storage.choosing import storage
from instaclone.vision.detector import Detector, Found, Reading


def look(detector: Detector, media_id: int) -> Reading:
    """What stands in the frames of a video, for `scanning.scan`.

    Raises NotFound when its film is gone, Refused, DecoderCrashed, Unavailable.
    """
    key = read(_film_key, media_id)
    if key is None:
        raise NotFound("The video's film is gone.")
    staging = settings().staging_dir
    staging.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=staging) as name:
        source = Path(name, "source")
        storage().fetch(key, source)
        stills = developing.stills(source, Path(name), "The video")
        if not stills:
            raise NotFound("The video has no frame that can be read.")
        return _together([(at_ms, detector.read(path.read_bytes())) for at_ms, path in stills])


def _together(readings: list[tuple[int, Reading]]) -> Reading:
    """One reading of all frames; the time is what all of them took."""
    found: list[Found] = []
    for at_ms, reading in readings:
        found += [replace(each, at_ms=at_ms) for each in reading.found]
    took_ms = round(sum(reading.took_ms for _, reading in readings), 1)
    return replace(readings[-1][1], found=tuple(found), took_ms=took_ms)


def _film_key(session: Session, media_id: int) -> str | None:
    """Where the smaller film is stored."""
    films = select(Variant.key).where(
        Variant.media_id == media_id, Variant.role == SERVED, Variant.content_type == MP4
    )
    return session.exec(films.order_by(col(Variant.width))).first()
