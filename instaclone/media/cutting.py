"""Makes a picture of its own out of a square of a ready one; what else was on it is not in it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.session import transact
from instaclone.errors import NotFound
from instaclone.jobs import working
from instaclone.media import decoding, holding, limits
from instaclone.media.holding import Held, change_held
from instaclone.media.models import PROCESSING, READY, Media, Variant
from instaclone.media.processing import mark_ready, store
from instaclone.media.queries import is_served_still
from instaclone.media.renditions import Rendered
from instaclone.settings import settings
from instaclone.storage.choosing import storage

Then = Callable[[Session, int], bool]
FILE_NAME = "square.webp"


@dataclass(frozen=True, slots=True)
class Square:
    """Which part: `left` and `top` as shares of width and height, `side` of the shorter side."""

    left: float
    top: float
    side: float


def cut(source_id: int, square: Square, and_then: Then) -> bool:
    """Cut a square out of a ready picture; False where it is not ready any more.

    `and_then(session, media_id)` runs in the transaction that makes the new picture ready, and says
    whether it is still wanted. Raises Refused, DecoderCrashed, NotFound, Unavailable.
    """
    begun = transact(_begin, source_id, working.me())
    if begun is None:
        return False
    held, key, file_name = begun
    with holding.at_work(held.id):
        try:
            with _workplace(key) as (source, folder):
                place = (square.left, square.top, square.side)
                rendered = decoding.square(source, folder, file_name, *place)
                variants = store(held, folder, rendered.variants)
            return transact(_keep, held, rendered, variants, and_then)
        except BaseException:
            transact(_give_up, held)
            raise


def _begin(session: Session, source_id: int, worker_id: int) -> tuple[Held, str, str] | None:
    """The row of the picture to be, where the widest rendition of the other lies, and its name."""
    source = session.get(Media, source_id)
    if source is None or source.state != READY or source.deleted_at is not None:
        return None
    key = session.exec(
        select(Variant.key)
        .where(Variant.media_id == source_id, is_served_still())
        .order_by(col(Variant.width).desc())
    ).first()
    if key is None:
        raise NotFound()
    # The last try: should this worker die, it fails, and is discarded as what nobody posts.
    row = Media(
        owner_id=source.owner_id,
        state=PROCESSING,
        attempts=limits.TRIES,
        worker_id=worker_id,
        file_name=FILE_NAME,
    )
    session.add(row)
    session.flush()
    assert row.id
    held = Held(row.id, row.code, FILE_NAME, "", row.attempts, row.received_at, worker_id)
    return held, key, source.file_name


@contextmanager
def _workplace(key: str) -> Iterator[tuple[Path, Path]]:
    staging = settings().staging_dir
    staging.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=staging) as name:
        source = Path(name, "source")
        storage().fetch(key, source)
        yield source, Path(name)


def _keep(
    session: Session, held: Held, rendered: Rendered, variants: list[Variant], and_then: Then
) -> bool:
    if not mark_ready(session, held, rendered, variants):
        return False
    if and_then(session, held.id):
        return True
    _delete(session, held)
    return False


def _give_up(session: Session, held: Held) -> None:
    change_held(session, held, PROCESSING, worker_id=None, deleted_at=clock.now())


def _delete(session: Session, held: Held) -> None:
    row = session.get(Media, held.id, populate_existing=True)
    if row is not None:
        row.deleted_at = clock.now()
        session.add(row)
