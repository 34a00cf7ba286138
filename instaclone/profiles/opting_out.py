"""Accounts that are found by nobody who does not follow them, or whose pictures nobody scans."""

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce_posts_of
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media.models import Media
from instaclone.profiles.bonds import announce, hold
from instaclone.profiles.models import Profile
from instaclone.vision.forgetting import forget
from instaclone.vision.models import Scan

AT_ONCE = 300  # pictures that are dealt with in one transaction; a worker does the others


def set_unlisted(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Keep the viewer and their posts out of what others find and discover who do not follow them;
    or no longer."""
    _held(session, viewer.id).is_unlisted = wanted
    session.flush()
    announce(session, viewer.id)
    announce_posts_of(session, viewer.id)


def set_refuses_scans(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Have the scanner leave all the viewer's pictures alone, and forget at once what it saw in
    them; or have it look at them again, but for those of posts that refuse it themselves."""
    profile = _held(session, viewer.id)
    if profile.refuses_scans == wanted:
        return
    profile.refuses_scans = wanted
    session.flush()
    if wanted:
        forget_scans(session, viewer.id)
    else:
        enqueue_later(session, "posts.ask_scans", viewer.id)
    announce(session, viewer.id)
    announce_posts_of(session, viewer.id)


def forget_scans(session: Session, user_id: int) -> int:
    """Forget what was seen in up to AT_ONCE pictures of somebody who refuses scans, and have a
    worker go on; how many. None of them when they want scans again by now."""
    profile = _held(session, user_id)
    if not profile.refuses_scans:
        return 0
    # Of all states: a worker may be making one ready at this moment.
    seen = (
        select(Scan.media_id)
        .join(Media, col(Media.id) == col(Scan.media_id))
        .where(Media.owner_id == user_id)
        .order_by(col(Scan.media_id))
        .limit(AT_ONCE)
    )
    found = session.exec(seen).all()
    forget(session, found)
    for media_id in found:
        publish_later(session, f"media:{media_id}")
    if len(found) == AT_ONCE:
        enqueue_later(session, "profiles.forget_scans", user_id)
    return len(found)


def refusers(session: Session, begin: int, end: int) -> list[int]:
    """Who refuses scans and has pictures that were scanned, of people with an id from `begin` up
    to, and without, `end`: a job was lost."""
    scanned = (
        select(Scan.media_id)
        .join(Media, col(Media.id) == col(Scan.media_id))
        .where(Media.owner_id == Profile.user_id)
    )
    here = col(Profile.user_id)
    statement = select(here).where(
        here >= begin, here < end, col(Profile.refuses_scans).is_(True), scanned.exists()
    )
    return list(session.exec(statement.order_by(here.desc())))


def refuses_scans(session: Session, user_id: int, *, hold: bool = False) -> bool:
    """Whether somebody wants no scans of their pictures. With `hold` they say nothing else until
    the end of the transaction: who asks for a scan wants that."""
    statement = select(Profile.refuses_scans).where(Profile.user_id == user_id)
    if hold:
        statement = statement.with_for_update(read=True)
    return bool(session.exec(statement).first())


def _held(session: Session, user_id: int) -> Profile:
    hold(session, (user_id,))
    profile = session.get(Profile, user_id, populate_existing=True)
    assert profile
    return profile
