"""Removes from storage what a picture no longer needs: first the bytes, then what the row says.

A crash in between leaves a key whose bytes are gone; removing them again does no harm.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from instaclone.db.dialect import change_if
from instaclone.db.session import read, transact
from instaclone.media import likeness
from instaclone.media.models import SOURCE, Media, Variant
from instaclone.storage.choosing import storage

Then = Callable[[Session, int], object]


def drop_upload(media_id: int) -> None:
    """Remove the uploaded bytes; raises Unavailable when storage is down."""
    row = read(_row, media_id)
    if row is not None and row.upload_key:
        storage().delete(row.upload_key)
        transact(_set, media_id, upload_key=None)


def drop_master(media_id: int) -> None:
    """Remove the full-size master, and the renditions with which its owner edits it; raises
    Unavailable when storage is down."""
    row = read(_row, media_id)
    if row is not None and row.master_key:
        for key in (row.master_key, *read(_source_keys, media_id)):
            storage().delete(key)
        transact(_forget_master, media_id, row.master_key)


def drop_everything(media_id: int, and_then: Then | None = None) -> None:
    """Remove all bytes of a deleted or failed picture and what could show it; raises Unavailable.

    Its row forgets where and with what it was taken, and its edit; that of a deleted one also loses
    its words. `and_then(session, media_id)` runs in the
    transaction that changes the row: what others know of the picture goes with it.
    """
    row = read(_row, media_id)
    if row is None:
        return
    drop_upload(media_id)
    drop_master(media_id)
    # By name, not by row: a try that died may have stored what no row tells of.
    for folder in ("v", "m"):
        for key in list(storage().keys(f"{folder}/{row.code}/")):
            storage().delete(key)
    transact(_forget, row, and_then)


def _row(session: Session, media_id: int) -> Media | None:
    return session.exec(select(Media).where(Media.id == media_id)).first()


def _source_keys(session: Session, media_id: int) -> Sequence[str]:
    of_source = (Variant.media_id == media_id, Variant.role == SOURCE)
    return session.exec(select(Variant.key).where(*of_source)).all()


def _forget_master(session: Session, media_id: int, key: str) -> None:
    gone = {"master_key": None, "master_bytes": 0, "master_sha256": "", "master_expires_at": None}
    # Unless a worker has made another one of it meanwhile.
    if change_if(session, Media, col(Media.id) == media_id, Media.master_key == key, **gone):
        of_source = (col(Variant.media_id) == media_id, col(Variant.role) == SOURCE)
        session.execute(delete(Variant).where(*of_source))


def _set(session: Session, media_id: int, **values: object) -> None:
    session.execute(update(Media).where(col(Media.id) == media_id).values(**values))


def _forget(session: Session, row: Media, and_then: Then | None) -> None:
    assert row.id
    session.execute(delete(Variant).where(col(Variant.media_id) == row.id))
    seen = {"placeholder": "", "blurhash": "", "perceptual_hash": ""}
    taken = {"latitude": None, "longitude": None, "facts": ""}
    edits = {"recipe": "", "wanted_recipe": "", "bake_asked_at": None, "burn_asked_at": None}
    _set(session, row.id, **seen, **taken, **edits, strays_since=None)
    likeness.keep(session, row.id, "")
    if row.deleted_at is not None:  # the owner of one that only failed still reads why
        _set(session, row.id, file_name="", failure="")
    if and_then is not None:
        and_then(session, row.id)
