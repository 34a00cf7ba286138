"""Files of a draft on their way up: announced, begun, come back to, finished or given up.

A file that is chosen again is the same one when its name, size and time of change are the same:
then its upload goes on, in whatever tab. What has arrived lies in the staging folder, see
`studio.arriving`.
"""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Invalid, NotFound, Unavailable
from instaclone.media import intake, limits
from instaclone.media.models import FAILED, VIDEO, Media
from instaclone.studio import arriving, drafting, quotas, taking_in
from instaclone.studio.arriving import Busy, Place
from instaclone.studio.models import Draft, DraftFile

UNFINISHED_FOR = timedelta(days=1)
BATCH = 100  # files of one statement

log = structlog.get_logger("studio")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file as its device tells of it: `size` in bytes, `modified` in ms since 1970."""

    name: str
    size: int
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file need not be sent; `file` is its code where it stays in the draft with this."""

    error: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """How a file of a draft stands: `has_arrived` wholly, refused with a `failure`, or neither."""

    code: str
    draft_id: int
    name: str
    size: int
    has_arrived: bool = False
    failure: str = ""


def announce(
    session: Session, owner: Viewer, draft_code: str, files: list[Chosen]
) -> list[Refusal | None]:
    """Give files their places in a draft, in their order, before any of their bytes; for each of
    them why it need not be sent, or None.

    Files that are there already stay where they are, and one that is too large is kept with its
    `failure`.
    """
    draft = _begun(session, owner, draft_code)
    return [_place(session, owner, draft, chosen) for chosen in files]


def begin(
    session: Session,
    owner: Viewer,
    draft_code: str,
    chosen: Chosen,
    *,
    was_announced: bool = False,
) -> Upload:
    """Begin or come back to the upload of a file into a draft; one that has arrived stays as it is.

    A file that is too large is kept with its `failure`. Raises Invalid where the draft is full, or
    all of the owner's drafts together, NotFound for a file that `was_announced` and removed since,
    TooMany.
    """
    draft = _begun(session, owner, draft_code)
    file = _same(session, draft, chosen)
    if file is None:
        drafting.check_place(session, draft, chosen.name)
        if was_announced:
            raise NotFound("This file is not in a draft of yours any more.")
        file = _add(session, owner, draft, chosen)
    elif _has_arrived(session, file):
        return _upload(file)
    else:
        _forget_failed(session, file)
    if _is_fit(session, owner, file):
        intake.check_room(session, owner, taking_in.IN_USE)
        quotas.check_unfinished(session, owner)
        quotas.check_held(session, owner, chosen.name)
    return _upload(file)


def upload_of(session: Session, owner: Viewer, file_code: str) -> Upload:
    """How the upload of one of the owner's files stands; raises NotFound."""
    return _upload(drafting.own_file(session, owner, file_code)[1])


def check_head(upload: Upload, head: bytes) -> None:
    """Raise Refused when the first bytes of a file are those of nothing that is taken, or of
    something that may not be as large."""
    intake.check_start(upload.name, upload.size, head, videos=True)


def finish(owner: Viewer, upload: Upload, place: Place) -> None:
    """Have a file that is wholly there become a picture of its draft, or be refused.

    Blocks on storage and makes its own transactions. Raises Unavailable when storage is down: then
    the bytes stay, and a sweep tries again.
    """
    refuses_scans = read(drafting.refuses_scans, upload.draft_id)
    try:
        media_id = taking_in.take_in(owner, place.path, upload.name, refuses_scans=refuses_scans)
    except Unavailable:
        raise
    except AppError as refusal:
        refuse(owner, upload, place, str(refusal))
        return
    try:
        transact(drafting.arrived, owner, upload.code, media_id)
    except NotFound:  # removed at this moment
        transact(taking_in.discard, owner, media_id)
    place.remove()


def refuse(owner: Viewer, upload: Upload, place: Place, sentence: str) -> None:
    """Keep why a file is not taken, in the place of its bytes. Blocks."""
    try:
        transact(drafting.refuse_file, owner, upload.code, sentence)
    except NotFound:
        log.debug("refused file is gone", file=upload.code)
    place.remove()


def finish_left() -> int:
    """Finish uploads whose web process died at their end; how many."""
    finished = 0
    codes = arriving.codes()
    batches = [codes[start : start + BATCH] for start in range(0, len(codes), BATCH)]
    for owner, upload in [
        each for batch in batches for each in read(_unfinished, col(DraftFile.code).in_(batch))
    ]:
        if arriving.arrived_bytes(upload.code) != upload.size:
            continue
        try:
            place = Place(upload.code)
        except Busy:
            continue
        try:
            if place.size == upload.size:
                finish(owner, upload, place)
                finished += 1
        except Unavailable:
            return finished
        except Exception:
            log.exception("an upload could not be finished", file=upload.code)
        finally:
            place.close()
    return finished


def give_up_left() -> int:
    """Refuse files whose upload stopped a day ago; how many. They can be chosen again."""
    given_up = 0
    long_ago = clock.now() - UNFINISHED_FOR
    for owner, upload in read(_unfinished, col(DraftFile.created_at) <= long_ago):
        quiet = arriving.quiet_seconds(upload.code)
        if quiet is not None and quiet < UNFINISHED_FOR.total_seconds():
            continue
        try:
            transact(drafting.refuse_file, owner, upload.code, limits.unfinished(upload.name))
        except NotFound:
            continue  # removed at this moment
        arriving.forget(upload.code)
        given_up += 1
    return given_up


def _begun(session: Session, owner: Viewer, draft_code: str) -> Draft:
    """The draft, held; begun with this code where there is none yet."""
    drafting.begin(session, owner, draft_code)
    return drafting.own_draft(session, owner, draft_code, hold=True)


def _same(session: Session, draft: Draft, chosen: Chosen) -> DraftFile | None:
    """The file of the draft that a chosen one is, if it is there."""
    return session.exec(
        select(DraftFile).where(
            DraftFile.draft_id == draft.id,
            DraftFile.file_name == limits.clean_name(chosen.name),
            DraftFile.size == chosen.size,
            DraftFile.modified == chosen.modified,
        )
    ).first()


def _add(session: Session, owner: Viewer, draft: Draft, chosen: Chosen) -> DraftFile:
    code = drafting.add_file(session, owner, draft.code, chosen.name, chosen.size)
    file = session.exec(select(DraftFile).where(DraftFile.code == code)).one()
    file.modified = chosen.modified
    session.add(file)
    session.flush()
    return file


def _is_fit(session: Session, owner: Viewer, file: DraftFile) -> bool:
    """Whether a file may be as large as it is; it is told, and counts with what is to come or not,
    before anything else is."""
    try:
        intake.check_bytes(file.file_name, file.size, VIDEO)
    except limits.Refused as refusal:
        drafting.refuse_file(session, owner, file.code, str(refusal))
        return False
    file.failure = ""  # chosen again
    session.add(file)
    session.flush()
    return True


def _place(session: Session, owner: Viewer, draft: Draft, chosen: Chosen) -> Refusal | None:
    file = _same(session, draft, chosen)
    if file is None:
        try:
            if chosen.size <= limits.VIDEO_BYTES:
                quotas.check_held(session, owner, chosen.name, chosen.size)
            file = _add(session, owner, draft, chosen)
        except Invalid as refusal:
            return Refusal(str(refusal))
        if not _is_fit(session, owner, file):
            return Refusal(file.failure, file.code)
    elif _has_arrived(session, file):
        return Refusal(f"{limits.shown(file.file_name)} is in this post already.")
    return None


def _has_arrived(session: Session, file: DraftFile) -> bool:
    """Whether a file is a picture of its draft, and none that could not be read."""
    if file.media_id is None:
        return False
    return session.exec(select(Media.state).where(Media.id == file.media_id)).one() != FAILED


def _forget_failed(session: Session, file: DraftFile) -> None:
    """Make room for another try with a file that could not be read."""
    if file.media_id is None:
        return
    media = session.exec(select(Media).where(Media.id == file.media_id)).one()
    media.deleted_at, file.media_id = clock.now(), None
    session.add(media)
    session.add(file)
    session.flush()


def _unfinished(session: Session, condition) -> list[tuple[Viewer, Upload]]:
    rows = session.execute(
        select(User.id, User.username, DraftFile)
        .join(Draft, col(Draft.owner_id) == User.id)
        .join(DraftFile, col(DraftFile.draft_id) == Draft.id)
        .where(condition, *quotas.is_unfinished())
        .limit(BATCH)
    )
    return [(Viewer(user_id or 0, username), _upload(file)) for user_id, username, file in rows]


def _upload(file: DraftFile) -> Upload:
    return Upload(
        file.code,
        file.draft_id,
        file.file_name,
        file.size,
        file.media_id is not None,
        file.failure,
    )
