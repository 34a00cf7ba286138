"""Forgets what was seen in pictures that are gone."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col

from instaclone.vision.models import Detection, LabelCount, LabelRejection, Scan


def forget(session: Session, media_ids: Sequence[int]) -> None:
    """Remove the scans of these pictures, what they found, and what their authors said of it.

    A scan that runs at this moment finds its row gone and writes nothing.
    """
    # The scan first: who writes its result holds that row while it adds the others.
    session.execute(delete(Scan).where(col(Scan.media_id).in_(media_ids)))
    session.execute(delete(Detection).where(col(Detection.media_id).in_(media_ids)))
    session.execute(delete(LabelCount).where(col(LabelCount.media_id).in_(media_ids)))
    session.execute(delete(LabelRejection).where(col(LabelRejection.media_id).in_(media_ids)))
