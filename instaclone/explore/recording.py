"""Remembers what explore showed to whom, and for how long: so that nothing comes twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.explore.models import Exposure, Shown
from instaclone.explore.signals import line_of, score_of
from instaclone.media.models import VIDEO
from instaclone.posts.models import Post
from instaclone.posts.visibility import findable_posts

WEEK = timedelta(days=7)
MOST = 100  # posts recorded at once
# Whoever was shown this lately waits no longer for it: their row need not change with each screen.
RECENT = timedelta(hours=1)
PRUNED_AT_ONCE = 5000


def record_shown(session: Session, viewer: Viewer, shown: Mapping[int, str]) -> None:
    """Remember that these posts were shown to the viewer, each with its line; and that it was the
    turn of their authors. What the viewer may not find is left out."""
    _record(session, viewer, shown, is_watched=False)


def record_watched(session: Session, viewer: Viewer, watched: Mapping[int, str]) -> None:
    """Remember that the viewer for videos showed these posts: they come no more in the grid either,
    as `record_shown` has it. An empty line leaves the one that is there."""
    _record(session, viewer, watched, is_watched=True)


def was_shown_anything(session: Session, viewer: Viewer, since: datetime, kind: str = "") -> bool:
    """Whether explore showed the viewer any post since that moment; with `kind` VIDEO, whether they
    watched any."""
    when = col(Shown.watched_at if kind == VIDEO else Shown.shown_at)
    mine = (col(Shown.user_id) == viewer.id, when >= since)
    return session.scalar(select(Shown.post_id).where(*mine).limit(1)) is not None


def prune(session: Session) -> int:
    """Forget some of what was shown longer ago than anything asks; how many."""
    end = clock.now() - WEEK
    when = col(Shown.shown_at)
    oldest = select(when).where(when < end).order_by(when).offset(PRUNED_AT_ONCE).limit(1)
    first_kept = session.scalar(oldest) or end
    forgotten = session.execute(delete(Shown).where(when < first_kept))
    return cast(CursorResult[Any], forgotten).rowcount


def _record(
    session: Session, viewer: Viewer, shown: Mapping[int, str], *, is_watched: bool
) -> None:
    found = session.execute(
        select(col(Post.id), Post.author_id).where(
            col(Post.id).in_(list(shown)[:MOST]), findable_posts(viewer)
        )
    ).all()
    if not found:
        return
    lines = {post_id: line_of(score_of(shown[post_id])) for post_id, _ in found}
    _write(session, viewer, lines, is_watched=is_watched)
    now = clock.now()
    session.execute(
        update(Exposure)
        .where(
            col(Exposure.author_id).in_(sorted({author for _, author in found} - {viewer.id})),
            col(Exposure.shown_at) < now - RECENT,
        )
        .values(shown_at=now)
        .execution_options(synchronize_session=False)
    )


def _write(session: Session, viewer: Viewer, lines: dict[int, str], *, is_watched: bool) -> None:
    now = clock.now()
    values: dict[str, Any] = {"shown_at": now} | ({"watched_at": now} if is_watched else {})
    mine = (col(Shown.user_id) == viewer.id, col(Shown.post_id).in_(list(lines)))
    known = set(session.exec(select(Shown.post_id).where(*mine)))
    for post_id in sorted(known):
        line = lines[post_id]
        session.execute(
            update(Shown)
            .where(col(Shown.user_id) == viewer.id, col(Shown.post_id) == post_id)
            .values(values | ({} if is_watched and not line else {"signals": line}))
            .execution_options(synchronize_session=False)
        )
    new = [
        {"user_id": viewer.id, "post_id": post_id, "signals": lines[post_id], **values}
        for post_id in sorted(lines.keys() - known)
    ]
    if not new:
        return
    try:
        with session.begin_nested():
            session.execute(insert(Shown), new)
    except IntegrityError:  # another tab of theirs was quicker with one of these
        for each in new:
            add_once(session, Shown(**each))
