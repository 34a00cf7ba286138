"""How much of one person may lie in their drafts, and be on its way there."""

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.errors import Invalid, TooMany
from instaclone.media import limits
from instaclone.media.models import FAILED, Media
from instaclone.settings import settings
from instaclone.studio.models import Draft, DraftFile

UNFINISHED_BYTES = 20 * limits.VIDEO_BYTES  # announced and not arrived, of one person
RETRY_SECONDS = 600
NEARLY = 0.8  # of what drafts may hold: from here on the list of drafts says so


def check_held(session: Session, owner: Viewer, name: str, coming: int = 0) -> None:
    """Raise Invalid when this person's drafts hold more than they may, with `coming` bytes more of
    the file `name`."""
    held, most = _held_bytes(session, owner), settings().draft_bytes
    if held + coming > most:
        raise Invalid(
            f"{limits.shown(name)} finds no room: your drafts may hold {limits.size_of(most)} "
            "together. Share or delete one of them, or remove a file.",
            "file",
        )


def held_notice(session: Session, owner: Viewer) -> str:
    """A sentence once this person's drafts hold nearly all that they may; "" before."""
    held, most = _held_bytes(session, owner), settings().draft_bytes
    if held < NEARLY * most:
        return ""
    return (
        f"Your drafts hold {limits.size_of(held)} of the {limits.size_of(most)} that they may. "
        "Share or delete some to make room."
    )


def check_unfinished(session: Session, owner: Viewer) -> None:
    """Raise TooMany when too many bytes of this person's files are still to come."""
    if _bytes(session, owner, *is_unfinished()) > UNFINISHED_BYTES:
        raise TooMany(
            "Many of your files have not arrived yet. Wait for them, or remove some.",
            RETRY_SECONDS,
        )


def is_unfinished() -> tuple[ColumnElement[bool], ...]:
    """The conditions on DraftFile under which its bytes are still to come."""
    return col(DraftFile.media_id).is_(None), col(DraftFile.failure) == ""


def _held_bytes(session: Session, owner: Viewer) -> int:
    """Of all files that are there or to come, as they were uploaded; refused ones hold nothing."""
    return _bytes(
        session,
        owner,
        col(DraftFile.failure) == "",
        func.coalesce(Media.state, "") != FAILED,
    )


def _bytes(session: Session, owner: Viewer, *conditions: ColumnElement[bool]) -> int:
    said = session.exec(
        select(func.coalesce(func.sum(DraftFile.size), 0))
        .join(Draft, col(Draft.id) == DraftFile.draft_id)
        .outerjoin(Media, col(Media.id) == DraftFile.media_id)
        .where(Draft.owner_id == owner.id, *conditions)
    ).one()
    return int(said)  # MariaDB sums to a Decimal
