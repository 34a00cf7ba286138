"""Makes a received video ready: its poster first, then the smaller film, with its progress."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy import delete, update
from sqlmodel import Session, col

from instaclone.db.session import transact
from instaclone.live.bus import publish_later
from instaclone.media import developing, holding, limits
from instaclone.media.decoding import DecoderCrashed
from instaclone.media.holding import Held, change_held
from instaclone.media.mastering import Master, store_master
from instaclone.media.models import PROCESSING, Media, Variant
from instaclone.media.processing import Made, store
from instaclone.media.renditions import MP4, Rendered
from instaclone.storage.choosing import storage
from instaclone.video import plans
from instaclone.video.plans import Film

SECONDS = 1.0  # between two looks at a child's progress

log = structlog.get_logger("media")


def make(held: Held) -> Made:
    """The poster and the smaller film of a held video, for `processing.process`.

    The poster is shown as soon as it is there. Raises Refused, NotFound, DecoderCrashed,
    Unavailable.
    """
    with holding.workplace(held) as (source, folder):
        film, poster = developing.begin(source, folder, held.file_name)
        transact(_show_poster, held, film, poster, store(held, folder, poster.variants))
        with telling(held, folder):
            made = developing.make(source, folder, held.file_name, film, plans.SIDES[0])
        variant = store_film(held, folder, made)
    return Made(poster, [variant], {"duration_ms": made.duration_ms, "has_audio": made.has_audio})


def finish(held: Held) -> tuple[list[Variant], Master | None]:
    """The larger film of a held video, where it is worth it, and its master, for
    `mastering.finish`."""
    with holding.workplace(held) as (source, folder):
        copied = folder / "master.mkv"
        try:
            developing.copy(source, copied, held.file_name)
            master = store_master(f"m/{held.code}.mkv", copied)
        except DecoderCrashed as error:
            if held.attempts < limits.TRIES:
                raise
            # Matroska holds nearly everything, not all; such a film cannot be edited later.
            log.warning("film_without_master", media_id=held.id, reason=str(error))
            master = None
        film = developing.probe(source, held.file_name)
        side = plans.larger_side(film)
        if side is None:
            return [], master
        made = developing.make(source, folder, held.file_name, film, side)
        return [store_film(held, folder, made)], master


def store_film(held: Held, folder: Path, made: plans.Made, mark: str = "") -> Variant:
    """Put a film into storage and describe it as a row; raises Unavailable.

    `mark` begins its name, so that it lies beside those of before.
    """
    path = folder / made.file_name
    key = f"v/{held.code}/{mark}{made.file_name}"
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    storage().put(key, path)
    return Variant(
        media_id=held.id,
        key=key,
        content_type=MP4,
        width=made.width,
        height=made.height,
        bytes=path.stat().st_size,
        sha256=sha256,
    )


@contextmanager
def telling(held: Held, folder: Path) -> Iterator[None]:
    """Meanwhile copy a child's progress into the row, at most once a second."""
    ended = threading.Event()
    thread = threading.Thread(
        target=_tell, args=(held, folder / plans.PROGRESS, ended), daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _tell(held: Held, note: Path, ended: threading.Event) -> None:
    said = 0
    while not ended.wait(SECONDS):
        try:
            percent = min(99, int(note.read_text() or 0)) if note.exists() else 0
            if percent > said:
                said = percent
                transact(_set_progress, held, percent)
        except Exception:  # the film goes on; that nobody sees how far is the smaller evil
            log.exception("progress_untold", media_id=held.id)


def _set_progress(session: Session, held: Held, percent: int) -> None:
    session.execute(
        update(Media)
        .where(
            col(Media.id) == held.id,
            col(Media.worker_id) == held.worker_id,
            col(Media.attempts) == held.attempts,
        )
        .values(progress=percent)
    )
    publish_later(session, f"media:{held.id}")


def _show_poster(
    session: Session, held: Held, film: Film, poster: Rendered, variants: list[Variant]
) -> None:
    is_mine = change_held(
        session,
        held,
        PROCESSING,
        progress=0,
        width=poster.width,
        height=poster.height,
        duration_ms=film.duration_ms,
        has_audio=film.has_audio,
        blurhash=poster.blurhash,
        placeholder=poster.placeholder,
    )
    if is_mine:
        session.execute(delete(Variant).where(col(Variant.media_id) == held.id))  # of a try before
        session.add_all(variants)
        publish_later(session, f"media:{held.id}")
