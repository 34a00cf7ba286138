"""Makes a received picture ready: decoded in a child, its first renditions stored, its row told."""

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import case
from sqlmodel import Session, col

from instaclone import clock
from instaclone.db.session import transact
from instaclone.errors import NotFound, Unavailable
from instaclone.jobs import working
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import decoding, facts, holding, likeness, limits
from instaclone.media.dropping import drop_everything
from instaclone.media.holding import Held, change_held
from instaclone.media.models import FAILED, PROCESSING, READY, RECEIVED, Media, Variant
from instaclone.media.renditions import Rendered, Rendition
from instaclone.storage.choosing import storage

PATIENCE = timedelta(days=1)  # how long a picture waits for a storage that is down
NO_STORAGE = "the storage could not be reached for a day"

log = structlog.get_logger("media")
Then = Callable[[Session, int], object]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a picture: the renditions that are to be added, and `more` for its row."""

    rendered: Rendered
    variants: list[Variant]
    more: dict[str, Any] = field(default_factory=dict)


def make_photo(held: Held) -> Made:
    """The first renditions of a held photo, decoded and stored."""
    with holding.workplace(held) as (source, folder):
        rendered = decoding.render(source, folder, held.file_name)
        return Made(rendered, store(held, folder, rendered.variants))


def process(
    media_id: int, and_then: Then | None = None, make: Callable[[Held], Made] = make_photo
) -> bool:
    """Make a received picture ready or failed; True when this call made it ready.

    May be called twice, at once, or for a row that is gone: one caller claims the row.
    `and_then(session, media_id)` runs in the transaction that makes it ready.
    """
    with holding.at_work(media_id):
        held = transact(holding.claim_received, media_id, working.me())
        if held is None:
            return False
        made = _tried(held, make)
        return made is not None and _keep(held, made, and_then)


def _tried(held: Held, make: Callable[[Held], Made]) -> Made | None:
    """What was made, and in which time; None after the row was told why not."""
    begun = time.monotonic()
    try:
        made = make(held)
        took_ms = round((time.monotonic() - begun) * 1000)
        timed = replace(made.rendered.facts, took_ms=took_ms)
        return replace(made, rendered=replace(made.rendered, facts=timed))
    except decoding.Refused as refusal:
        _fail(held, str(refusal))
    except NotFound:
        _fail(held, limits.lost(held.file_name))
    except decoding.DecoderCrashed as crash:
        _try_again(held, str(crash))
    except Unavailable:
        _wait_for_storage(held)
    except Exception as error:
        # Whatever it is: a living worker must not go on holding the row.
        _try_again(held, type(error).__name__)
        raise
    return None


def _keep(held: Held, made: Made, and_then: Then | None) -> bool:
    try:
        return transact(_make_ready, held, made, and_then)
    except Exception as error:
        _try_again(held, type(error).__name__)
        raise


def store(
    held: Held, folder: Path, renditions: Iterable[Rendition], mark: str = ""
) -> list[Variant]:
    """Put variants into storage and describe them as rows; raises Unavailable.

    `mark` begins their names, so that they lie beside those of before.
    """
    rows = []
    for each in renditions:
        content = (folder / each.file_name).read_bytes()
        key = f"v/{held.code}/{mark}{each.file_name}"
        storage().put(key, content)
        rows.append(
            Variant(
                media_id=held.id,
                key=key,
                content_type=each.content_type,
                width=each.width,
                height=each.height,
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )
    return rows


def _make_ready(session: Session, held: Held, made: Made, and_then: Then | None) -> bool:
    rendered = made.rendered
    north, east = rendered.place or (None, None)
    is_unposted = col(Media.master_expires_at).is_(None)  # posted, it forgets where it was taken
    found = {
        "perceptual_hash": rendered.perceptual_hash,
        "facts": facts.to_text(rendered.facts),
        "latitude": case((is_unposted, north)),
        "longitude": case((is_unposted, east)),
        **made.more,
    }
    if not mark_ready(session, held, rendered, made.variants, **found):
        return False
    likeness.keep(session, held.id, rendered.perceptual_hash)
    if and_then is not None:
        and_then(session, held.id)
    publish_later(session, f"media:{held.id}")
    return True


def mark_ready(
    session: Session, held: Held, rendered: Rendered, variants: list[Variant], **more: Any
) -> bool:
    """Tell the row what was rendered, and `more`, and add its variants; False when the picture is
    held by this worker no longer, and then nothing is changed."""
    is_mine = change_held(
        session,
        held,
        PROCESSING,
        state=READY,
        ready_at=clock.now(),
        worker_id=None,
        attempts=0,
        width=rendered.width,
        height=rendered.height,
        source_format=rendered.source_format,
        blurhash=rendered.blurhash,
        placeholder=rendered.placeholder,
        **more,
    )
    if is_mine:
        session.add_all(variants)
        session.flush()
    return is_mine


def _fail(held: Held, sentence: str) -> None:
    if transact(_set_state, held, FAILED, held.attempts, sentence):
        log.info("picture_refused", media_id=held.id, failure=sentence)
        with contextlib.suppress(Unavailable):  # a sweep removes the bytes later
            drop_everything(held.id)


def _try_again(held: Held, reason: str) -> None:
    log.warning("picture_crashed", media_id=held.id, attempt=held.attempts, reason=reason)
    if held.attempts >= limits.TRIES:
        _fail(held, limits.unreadable(held.file_name, reason))
    else:
        transact(_give_back, held)


def _wait_for_storage(held: Held) -> None:
    if clock.now() - held.received_at > PATIENCE:
        _fail(held, limits.unread(held.file_name, NO_STORAGE))
    else:  # a sweep asks again; the try is not counted, the picture is not at fault
        transact(_set_state, held, RECEIVED, held.attempts - 1)


def _set_state(session: Session, held: Held, state: str, attempts: int, failure: str = "") -> bool:
    changed = change_held(
        session,
        held,
        PROCESSING,
        state=state,
        worker_id=None,
        attempts=attempts,
        failure=failure,
    )
    if changed:
        publish_later(session, f"media:{held.id}")
    return changed


def _give_back(session: Session, held: Held) -> None:
    if _set_state(session, held, RECEIVED, held.attempts):
        enqueue_later(session, "media.process", held.id)
