"""Which renditions a picture has: what is served gives way to what was made anew.

Rows first, bytes afterwards: from the moment the rows are changed nobody is given the old bytes,
and `strays_since` says that they are still to be removed, should the worker die in between.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.errors import Unavailable
from instaclone.jobs import working
from instaclone.jobs.queue import enqueue_later
from instaclone.media import holding
from instaclone.media.holding import Held, change_held
from instaclone.media.models import READY, SERVED, SOURCE, Media, Variant
from instaclone.storage.choosing import storage

STRAY_AFTER = timedelta(seconds=15)
BATCH = 50


def serve_anew(session: Session, media_id: int, made: Sequence[Variant]) -> None:
    """Serve these renditions; those of the picture as it was uploaded are kept for its owner."""
    if has_source(session, media_id):
        session.execute(_delete(media_id, SERVED))
    else:
        session.execute(_turn(media_id, SERVED, SOURCE))
    session.add_all(made)
    session.flush()


def serve_source(session: Session, media_id: int) -> None:
    """Serve the picture as it was uploaded again, where its renditions are kept."""
    if has_source(session, media_id):
        session.execute(_delete(media_id, SERVED))
        session.execute(_turn(media_id, SOURCE, SERVED))


def has_source(session: Session, media_id: int) -> bool:
    """Whether the renditions of a picture as it was uploaded are kept beside those of its edit."""
    wanted = select(Variant.id).where(Variant.media_id == media_id, Variant.role == SOURCE)
    return session.exec(wanted).first() is not None


def keep_source(session: Session, media_id: int, made: Sequence[Variant]) -> None:
    """Keep these renditions for the owner, in the place of those of before."""
    session.execute(_delete(media_id, SOURCE))
    for each in made:
        each.role = SOURCE
    session.add_all(made)
    session.flush()


def master_key(code: str, number: int) -> str:
    """Where the master lies that was burned for the `number`th area, beside that of before."""
    return f"m/{code}/{number}.jpg"


def release(held: Held) -> None:
    """Remove the bytes that no row names and let the picture go; then see what else is asked.

    When storage is down a sweep comes back to it.
    """
    if not read(_is_held, held):  # who holds it now may be storing what no row names yet
        return
    try:
        remove_strays(held)
    except Unavailable:
        transact(_let_go, held, strays_since=clock.now())
    except BaseException:
        transact(_let_go, held)
        raise
    else:
        transact(_let_go, held, strays_since=None)


def drop_strays() -> int:
    """Remove bytes that are left over from edits that a crash interrupted; how many pictures had
    some."""
    found = read(_with_strays)
    for media_id in found:
        with holding.at_work(media_id):
            held = transact(
                holding.claim_finished, media_id, working.me(), col(Media.strays_since).is_not(None)
            )
            if held is not None:
                release(held)
    return len(found)


def remove_strays(held: Held) -> None:
    """Remove every rendition and master of a picture, which is held, that no row names."""
    named = read(_named, held.id)
    # By name, not by row: a try that died may have stored what no row tells of.
    for prefix in (f"v/{held.code}/", f"m/{held.code}/", f"m/{held.code}.jpg"):
        for key in [key for key in storage().keys(prefix) if key not in named]:
            storage().delete(key)


def _is_held(session: Session, held: Held) -> bool:
    row = session.get(Media, held.id)
    return row is not None and (row.worker_id, row.attempts) == (held.worker_id, held.attempts)


def _let_go(session: Session, held: Held, **values: object) -> None:
    if not change_held(session, held, READY, worker_id=None, attempts=0, **values):
        return
    asked = select(Media.bake_asked_at, Media.burn_asked_at).where(Media.id == held.id)
    bake_asked_at, burn_asked_at = session.exec(asked).one()
    if bake_asked_at is not None:  # once more: it was asked while the picture was held
        enqueue_later(session, "media.bake", held.id)
    elif burn_asked_at is not None:
        enqueue_later(session, "media.burn", held.id)


def _named(session: Session, media_id: int) -> set[str | None]:
    keys = session.exec(select(Variant.key).where(Variant.media_id == media_id)).all()
    return {*keys, session.exec(select(Media.master_key).where(Media.id == media_id)).first()}


def _with_strays(session: Session) -> Sequence[int]:
    statement = select(col(Media.id)).where(
        col(Media.strays_since) <= clock.now() - STRAY_AFTER,
        col(Media.worker_id).is_(None),
        col(Media.deleted_at).is_(None),
    )
    return [media_id for media_id in session.exec(statement.limit(BATCH)) if media_id]


def _delete(media_id: int, role: str):
    return delete(Variant).where(col(Variant.media_id) == media_id, col(Variant.role) == role)


def _turn(media_id: int, role: str, into: str):
    of_role = (col(Variant.media_id) == media_id, col(Variant.role) == role)
    return update(Variant).where(*of_role).values(role=into)
