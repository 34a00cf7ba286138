"""Keeps a post of somebody else out of the viewer's lists."""

from sqlalchemy import delete
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce
from instaclone.db.dialect import add_once, change_if
from instaclone.errors import Invalid
from instaclone.posts.models import HIDDEN, NOT_INTERESTED, PutAside
from instaclone.posts.visibility import visible_post

REASONS = (HIDDEN, NOT_INTERESTED)


def put_aside(session: Session, viewer: Viewer, code: str, reason: str = HIDDEN) -> None:
    """Leave a post out of all that brings posts to the viewer from now on: feed, search, explore.
    Raises NotFound, Invalid for one's own and for an unknown reason."""
    if reason not in REASONS:
        raise Invalid("Say why: hidden or not interested.", "reason")
    post = visible_post(session, viewer, code)
    if post.author_id == viewer.id:
        raise Invalid("This is your own post. Archive it to take it out of sight.")
    assert post.id
    if not add_once(session, PutAside(user_id=viewer.id, post_id=post.id, reason=reason)):
        mine = (col(PutAside.user_id) == viewer.id, col(PutAside.post_id) == post.id)
        change_if(session, PutAside, *mine, reason=reason)
    announce(session, viewer.id)  # what a saved search told of it is gone from their list


def take_back(session: Session, viewer: Viewer, code: str) -> None:
    """Let a post into the viewer's lists again; raises NotFound when it is not for them."""
    post = visible_post(session, viewer, code)
    session.execute(
        delete(PutAside).where(col(PutAside.user_id) == viewer.id, col(PutAside.post_id) == post.id)
    )
    announce(session, viewer.id)
