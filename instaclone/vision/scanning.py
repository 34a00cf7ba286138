"""Reading a picture: claim its row, run the detector outside any transaction, write it whole."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import structlog
from sqlalchemy import delete, insert
from sqlmodel import Session, col, exists, select

from instaclone import clock, errors
from instaclone.db.dialect import add_once, change_if
from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import holding
from instaclone.media.models import READY, Media, Variant
from instaclone.media.queries import is_served_still
from instaclone.storage import choosing
from instaclone.vision import loading
from instaclone.vision.counting import recount
from instaclone.vision.detector import Detector, ModelMissing, Reading
from instaclone.vision.models import DONE, FAILED, SCANNING, WAITING, Detection, Scan
from instaclone.vision.verdicts import drop_covered

MOST_ATTEMPTS = 3
SCANNED_WIDTH = 1080  # px; the rendition that holds enough for a 640 px model and decodes quickly
SAY_AGAIN_SECONDS = 60

log = structlog.get_logger("vision")
Look = Callable[[Detector, int], Reading]
_said_at: list[float] = []


@dataclass(frozen=True, slots=True)
class Claim:
    """A try at one picture as it looked at that `revision` of it.

    No other try has the same worker and number, unless the picture looks different by now.
    """

    media_id: int
    worker_id: int
    attempt: int
    revision: int | None


def ask(session: Session, media_id: int) -> bool:
    """Have a ready picture scanned; True when nobody had asked before.

    Leaves the row alone: enqueue `vision.scan` for haste, a sweep finds the row otherwise.
    """
    asked = add_once(session, Scan(media_id=media_id))
    if asked:
        publish_later(session, topic(media_id))
    return asked


def ask_anew(session: Session, media_id: int) -> None:
    """Have a picture scanned that looks different now: what was found in it no longer fits.

    A scan that runs at this moment finds its row changed and writes nothing. What its author said
    of it stays, as far as it still shows, and goes on counting.
    """
    anew = {"state": WAITING, "attempts": 0, "failure": "", "worker_id": None}
    if not change_if(session, Scan, col(Scan.media_id) == media_id, **anew):
        ask(session, media_id)
    session.execute(delete(Detection).where(col(Detection.media_id) == media_id))
    drop_covered(session, media_id)
    recount(session, media_id)
    enqueue_later(session, "vision.scan", media_id)
    publish_later(session, topic(media_id))


def topic(media_id: int) -> str:
    """What the bus calls a picture."""
    return f"media:{media_id}"


def look_at_photo(detector: Detector, media_id: int) -> Reading:
    """What stands in a photo; raises NotFound when its renditions are gone, Unavailable."""
    return detector.read(read_bytes(media_id))


def scan(media_id: int, look: Look = look_at_photo) -> bool:
    """Read one waiting picture; True when this call finished it.

    May be called twice, at once, or for a row that is gone: one caller claims the row. Without a
    model, or without the storage, the row goes on waiting and the try is not counted.
    """
    worker_id = working.me()
    try:
        detector = loading.detector()
    except ModelMissing as missing:
        _say(missing)
        return False
    with holding.at_work(media_id):  # what is held without it, a sweep gives back
        claim = transact(_claim, media_id, worker_id)
        return claim is not None and _try(claim, detector, look)


def _try(claim: Claim, detector: Detector, look: Look) -> bool:
    media_id = claim.media_id
    try:
        reading = look(detector, media_id)
    except errors.Unavailable as missing:  # the model or the storage; the picture waits for it
        _say(missing)
        transact(_give_back, claim)
        return False
    except Exception as error:
        # Whatever it is: the row must not stay held, and the third time says why.
        log.exception("scan_failed", media_id=media_id, attempt=claim.attempt)
        transact(_lose, claim, reason(error))
        return False
    done = transact(_finish, claim, reading)
    if done:
        log.info("scan_done", media_id=media_id, found=len(reading.found), ms=reading.took_ms)
    return done


def read_bytes(media_id: int) -> bytes:
    """The rendition that is scanned; raises NotFound when the picture has none."""
    key = read(scanned_key, media_id)
    if key is None:
        raise errors.NotFound("The picture's renditions are gone.")
    return choosing.storage().read(key)


def scanned_key(session: Session, media_id: int) -> str | None:
    """Where the widest rendition up to 1080 px is stored, else the narrowest there is."""
    rows = session.exec(
        select(Variant.width, Variant.key).where(Variant.media_id == media_id, is_served_still())
    ).all()
    if not rows:
        return None
    fitting = [row for row in rows if row[0] <= SCANNED_WIDTH]
    return (max(fitting) if fitting else min(rows))[1]


def reason(error: Exception) -> str:
    """What the author reads when a scan failed; details stay in the log."""
    if isinstance(error, errors.AppError):
        return str(error)[:300]
    return f"The scanner stopped at this picture ({type(error).__name__}); the log says more."


def _claim(session: Session, media_id: int, worker_id: int) -> Claim | None:
    scannable = exists().where(
        col(Media.id) == media_id, col(Media.state) == READY, col(Media.deleted_at).is_(None)
    )
    won = change_if(
        session,
        Scan,
        col(Scan.media_id) == media_id,
        col(Scan.state) == WAITING,
        col(Scan.worker_id).is_(None),
        scannable,
        state=SCANNING,
        worker_id=worker_id,
        attempts=Scan.attempts + 1,
        failure="",
    )
    if not won:
        return None
    publish_later(session, topic(media_id))
    attempt = session.exec(select(Scan.attempts).where(Scan.media_id == media_id)).one()
    return Claim(media_id, worker_id, attempt, _revision(session, media_id))


def _revision(session: Session, media_id: int) -> int | None:
    return session.exec(select(Media.revision).where(Media.id == media_id)).first()


def _looks_the_same(session: Session, claim: Claim) -> bool:
    """Whether what was read still shows: what is covered since must not be told of.

    The scan's row is held first, as whoever makes a picture look different waits for it.
    """
    row = select(Scan.media_id).where(Scan.media_id == claim.media_id).with_for_update()
    session.exec(row).first()
    return _revision(session, claim.media_id) == claim.revision


def _change_held(session: Session, claim: Claim, **values: object) -> bool:
    """Change the row if it is still this try's; it may have been given to somebody else."""
    held = change_if(
        session,
        Scan,
        col(Scan.media_id) == claim.media_id,
        col(Scan.state) == SCANNING,
        col(Scan.worker_id) == claim.worker_id,
        col(Scan.attempts) == claim.attempt,
        worker_id=None,
        **values,
    )
    if held:
        publish_later(session, topic(claim.media_id))
    return held


def _finish(session: Session, claim: Claim, reading: Reading) -> bool:
    done = _looks_the_same(session, claim) and _change_held(
        session,
        claim,
        state=DONE,
        failure="",
        model=reading.model,
        weights_hash=reading.weights_hash,
        input_size=reading.input_size,
        took_ms=reading.took_ms,
        scanned_at=clock.now(),
    )
    if not done:
        return False
    session.execute(delete(Detection).where(col(Detection.media_id) == claim.media_id))
    if reading.found:
        session.execute(insert(Detection), [*_rows(claim.media_id, reading)])
    recount(session, claim.media_id)
    return True


def _rows(media_id: int, reading: Reading) -> Iterator[dict[str, object]]:
    for position, found in enumerate(reading.found):
        yield {"media_id": media_id, "position": position, **asdict(found)}


def _give_back(session: Session, claim: Claim) -> bool:
    return _change_held(session, claim, state=WAITING, attempts=claim.attempt - 1)


def _lose(session: Session, claim: Claim, why: str) -> bool:
    if claim.attempt >= MOST_ATTEMPTS:
        return _change_held(session, claim, state=FAILED, failure=why)
    return _change_held(session, claim, state=WAITING)


def _say(missing: errors.Unavailable) -> None:
    """Log why pictures wait, once a minute: many may wait."""
    now = time.monotonic()
    if not _said_at or now - _said_at[-1] >= SAY_AGAIN_SECONDS:
        _said_at[:] = [now]
        log.warning("scans_wait", reason=str(missing))
