"""Takes pictures in on the web side: checks what can be checked without decoding, stores, asks."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from instaclone import clock, ids
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.errors import Conflict, NotFound, TooMany
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import limits
from instaclone.media.models import FAILED, PHOTO, PROCESSING, RECEIVED, VIDEO, Media
from instaclone.storage.choosing import storage

# Selects the ids of pictures that something shows: posts, people. This room knows neither.
InUse = Sequence[SelectOfScalar[int]]
CODE_LENGTH = 22  # of Media.code
RETRY_SECONDS, UNPOSTED_RETRY_SECONDS = 30, 3600


def check_start(
    file_name: str, declared_size: int | None, head: bytes, *, videos: bool = False
) -> str:
    """The format of a file by its first bytes, before the rest has come.

    `declared_size` is in bytes, as the browser says; None where it does not. `head` is the first
    limits.HEAD_BYTES. Videos are taken where `videos` says so. Raises Refused (an Invalid with
    field "file") naming the file.
    """
    if declared_size == 0 or not head:
        raise limits.empty(file_name)
    found = limits.sniff(head) or (limits.sniff_video(head) if videos else None)
    if declared_size is not None and found:
        check_bytes(file_name, declared_size, limits.kind_of(found))
    if found is None:
        raise limits.unknown(file_name, head, videos=videos)
    return found


def check_bytes(file_name: str, size: int, kind: str = PHOTO) -> None:
    """Raise Refused when a file has none or too many bytes; ask again while they arrive."""
    if size == 0:
        raise limits.empty(file_name)
    if size > (limits.VIDEO_BYTES if kind == VIDEO else limits.FILE_BYTES):
        raise limits.too_big(file_name, size, kind)


def take(
    owner: Viewer,
    staged: Path,
    file_name: str,
    in_use: InUse | None = None,
    *,
    videos: bool = False,
    refuses_scans: bool = False,
) -> int:
    """Check, store and accept a whole staged file; the id of its Media row.

    Blocks on storage and makes its own transactions. The staged file stays with the caller.
    `in_use` selects the ids of pictures that something shows; with it the others are limited.
    A video is taken where `videos` says so. With `refuses_scans` the scanner leaves it alone.
    Raises Refused, TooMany, or Unavailable when storage is down.
    """
    size = staged.stat().st_size
    with staged.open("rb") as file:
        head = file.read(limits.HEAD_BYTES)
    source_format = check_start(file_name, size, head, videos=videos)
    transact(check_room, owner, in_use)  # before the bytes travel
    code = store_upload(staged)
    try:
        return transact(
            accept,
            owner,
            code=code,
            file_name=file_name,
            source_format=source_format,
            source_bytes=size,
            in_use=in_use,
            refuses_scans=refuses_scans,
        )
    except BaseException:
        storage().delete(upload_key(code))
        raise


def upload_key(code: str) -> str:
    """Where the bytes of a picture stay until it is finished."""
    return f"upload/{code}"


def store_upload(staged: Path) -> str:
    """Put a staged file into storage under a new code, outside any transaction; the code."""
    code = ids.code(CODE_LENGTH)
    storage().put(upload_key(code), staged)
    return code


def accept(
    session: Session,
    owner: Viewer,
    *,
    code: str,
    file_name: str,
    source_format: str,
    source_bytes: int,
    in_use: InUse | None = None,
    refuses_scans: bool = False,
) -> int:
    """Make the row of a stored upload and ask for its processing; its id.

    Raises Refused for its size, TooMany as check_room does.
    """
    kind = limits.kind_of(source_format)
    check_bytes(file_name, source_bytes, kind)
    check_room(session, owner, in_use)
    row = Media(
        code=code,
        kind=kind,
        owner_id=owner.id,
        file_name=limits.clean_name(file_name),
        source_format=source_format,
        source_bytes=source_bytes,
        upload_key=upload_key(code),
        refuses_scans=refuses_scans,
    )
    session.add(row)
    session.flush()
    assert row.id
    enqueue_later(session, "media.process", row.id)
    publish_later(session, f"media:{row.id}")
    return row.id


def check_room(session: Session, owner: Viewer, in_use: InUse | None = None) -> None:
    """Raise TooMany when the owner has as many unread pictures as one person may, or unposted.

    The unposted are counted only where `in_use` selects the ids of pictures that something shows.
    """
    waiting = _count(session, owner, col(Media.state).in_((RECEIVED, PROCESSING)))
    if waiting >= limits.WAITING:
        raise TooMany(
            f"{waiting} of your files are still being read. Wait until some are ready.",
            RETRY_SECONDS,
        )
    if in_use is None:
        return
    unposted = _count(session, owner, Media.state != FAILED, *is_unused(in_use))
    if unposted >= limits.UNPOSTED:
        raise TooMany(
            f"{unposted} files that you uploaded are in no post. Each is removed a day after its "
            "upload; upload more when there is room again.",
            UNPOSTED_RETRY_SECONDS,
        )


def _count(session: Session, owner: Viewer, *conditions: ColumnElement[bool] | bool) -> int:
    of_theirs = (Media.owner_id == owner.id, col(Media.deleted_at).is_(None), *conditions)
    return session.exec(select(func.count()).select_from(Media).where(*of_theirs)).one()


def discard(
    session: Session,
    owner: Viewer,
    media_id: int,
    *,
    in_use: InUse,
) -> None:
    """Remove the owner's picture that nothing shows yet; its bytes go with the next sweep.

    Raises NotFound when it is not theirs, Conflict when it is in use.
    """
    # Locked first, then looked at: publishing holds the same row while it takes the picture.
    row = session.exec(select(Media).where(Media.id == media_id).with_for_update()).first()
    if row is None or row.owner_id != owner.id or row.deleted_at is not None:
        raise NotFound()
    if is_in_use(session, media_id, in_use):
        raise Conflict("This file is in a post already. Delete the post to remove it.", "file")
    row.deleted_at = clock.now()
    session.add(row)
    publish_later(session, f"media:{media_id}")


def is_in_use(session: Session, media_id: int, in_use: InUse) -> bool:
    """Whether something shows this picture."""
    shown = (col(Media.id).in_(each) for each in in_use)
    found = select(Media.id).where(Media.id == media_id, or_(*shown))
    return session.exec(found).first() is not None


def is_unused(in_use: InUse) -> list[ColumnElement[bool]]:
    """The conditions on Media that nothing shows it; one each, so that each uses an index."""
    return [col(Media.id).not_in(each) for each in in_use]
