"""Forgets what was seen in pictures that are gone, or whose authors want no scans."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col

from instaclone.vision.models import BoxVerdict, Detection, LabelCount, LabelRejection, Scan


def forget(session: Session, media_ids: Sequence[int]) -> None:
    """Remove the scans of these pictures, what they found, and what their authors said of it.

    A scan that runs at this moment finds its row gone and writes nothing.
    """
    # The scan first: who writes its result holds that row while it adds the others.
    session.execute(delete(Scan).where(col(Scan.media_id).in_(media_ids)))
    for table in (Detection, LabelCount, LabelRejection, BoxVerdict):
        session.execute(delete(table).where(col(table.media_id).in_(media_ids)))
