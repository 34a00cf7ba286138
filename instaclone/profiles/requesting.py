"""Letting people in who asked to follow, or not."""

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import announce as announce_notifications
from instaclone.activity.notifying import notify
from instaclone.errors import NotFound
from instaclone.profiles.bonds import announce, hold, hold_other, tie, unask
from instaclone.relations.models import FollowRequest
from instaclone.relations.standing import visible_people

GONE = "This request is not here any more. It may have been taken back."
ONESELF = "Nobody asks themselves."
BATCH = 200  # requests in one transaction


def approve(session: Session, viewer: Viewer, username: str) -> None:
    """Let somebody follow the viewer; raises NotFound when they do not ask for it."""
    other = hold_other(session, viewer, username, ONESELF)
    if not _let_in(session, viewer, other.id):
        raise NotFound(GONE)
    announce(session, viewer.id, other.id)


def decline(session: Session, viewer: Viewer, username: str) -> None:
    """Send a request away; who asked is not told, and may ask again. Raises NotFound."""
    other = hold_other(session, viewer, username, ONESELF)
    if not unask(session, other.id, viewer.id):
        raise NotFound(GONE)
    announce(session, viewer.id, other.id)


def approve_all(session: Session, viewer: Viewer) -> int:
    """Let everybody in who asked, the oldest BATCH of them; how many.

    Whoever gets BATCH back calls again, in a transaction of its own.
    """
    asking = session.scalars(
        select(col(FollowRequest.requester_id))
        .join(User, col(User.id) == col(FollowRequest.requester_id))
        .where(col(FollowRequest.requested_id) == viewer.id, visible_people(viewer))
        .order_by(col(FollowRequest.created_at), col(FollowRequest.requester_id))
        .limit(BATCH)
    ).all()
    hold(session, (viewer.id, *asking))
    let_in = [user_id for user_id in sorted(asking) if _let_in(session, viewer, user_id)]
    if let_in:
        announce(session, viewer.id, *let_in)
    return len(let_in)


def _let_in(session: Session, viewer: Viewer, requester_id: int) -> bool:
    # Who is no longer asking, blocked or gone, has no request any more once both are held.
    if not unask(session, requester_id, viewer.id):
        return False
    if tie(session, requester_id, viewer.id) and not notify(
        session, kinds.ACCEPT, viewer, requester_id
    ):
        announce_notifications(session, requester_id)  # what was hidden from them is shown now
    return True
