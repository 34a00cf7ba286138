"""Marks notifications as read."""

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import Notification
from instaclone.activity.notifying import announce
from instaclone.notifications.visibility import visible_notifications

AT_ONCE = 500


def mark_read(session: Session, viewer: Viewer, key: str) -> int:
    """Mark one line of the list as read; returns how many notifications that were."""
    return _mark(session, viewer, col(Notification.bundle) == key)


def mark_all(session: Session, viewer: Viewer) -> int:
    """Mark everything the viewer finds as read; what is kept from them now stays unread."""
    return _mark(session, viewer)


def _mark(session: Session, viewer: Viewer, *which: ColumnElement[bool]) -> int:
    ids = list(
        session.execute(
            select(col(Notification.id))
            .where(visible_notifications(viewer), col(Notification.read_at).is_(None), *which)
            .order_by(col(Notification.id))
        ).scalars()
    )
    for begin in range(0, len(ids), AT_ONCE):
        session.execute(
            update(Notification)
            .where(col(Notification.id).in_(ids[begin : begin + AT_ONCE]))
            .values(read_at=clock.now())
        )
    if ids:
        announce(session, viewer.id)
    return len(ids)
