"""Pictures brought in through the product's own code, in this process: for what is not measured."""

from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.media import intake, processing
from instaclone.media.jobs import scan_and_show
from instaclone.vision.models import WAITING, Scan


def take_in(owner: Viewer, photo: Path) -> int:
    """Receive a photo and make it ready; its scan waits. The id of its row."""
    media_id = intake.take(owner, photo, photo.name)
    if not processing.process(media_id, scan_and_show):
        raise RuntimeError(f"{photo.name} was refused.")
    return media_id


def let_wait(media_ids: list[int]) -> None:
    """Have these pictures wait for the scanner again."""
    transact(_let_wait, media_ids)


def _let_wait(session: Session, media_ids: list[int]) -> None:
    session.execute(
        update(Scan)
        .where(col(Scan.media_id).in_(media_ids))
        .values(state=WAITING, attempts=0, worker_id=None)
    )
