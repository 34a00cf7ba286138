"""Pictures that the scanner leaves alone: of drafts, of posts or of people who refuse it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media.models import READY, Media
from instaclone.posts.models import Post, PostMedia
from instaclone.profiles.models import Avatar, Profile
from instaclone.profiles.opting_out import AT_ONCE, refuses_scans
from instaclone.vision import counting, scanning
from instaclone.vision.forgetting import forget
from instaclone.vision.models import Scan


def ask_scan(session: Session, media_id: int) -> bool:
    """Have a ready picture scanned, unless that is refused; True when nobody had asked before."""
    return not is_refused(session, media_id, hold=True) and scanning.ask(session, media_id)


def ask_scan_anew(session: Session, media_id: int) -> None:
    """Have a picture scanned that looks different now, unless that is refused."""
    if not is_refused(session, media_id, hold=True):
        scanning.ask_anew(session, media_id)


def is_refused(session: Session, media_id: int, *, hold: bool = False) -> bool:
    """Whether the scanner shall leave a picture alone. With `hold`, picture, post and profile are
    held, in this order, so that nobody refuses while a scan is asked for."""
    of_picture = select(Media.owner_id, Media.refuses_scans).where(Media.id == media_id)
    in_post = (
        select(Post.refuses_scans)
        .join(PostMedia, col(PostMedia.post_id) == col(Post.id))
        .where(PostMedia.media_id == media_id)
    )
    if hold:
        of_picture, in_post = of_picture.with_for_update(), in_post.with_for_update()
    picture = session.exec(of_picture).first()
    if picture is None:
        return True
    owner_id, in_draft = picture
    return (
        in_draft
        or bool(session.exec(in_post).first())
        or refuses_scans(session, owner_id, hold=hold)
    )


def set_refused(session: Session, media_ids: Sequence[int | None], wanted: bool) -> None:
    """Have the scanner leave pictures of a draft, which is held, alone, and forget at once what it
    saw in them; or have it look at them again, unless their owner refuses that."""
    rows = session.exec(
        select(Media)
        .where(col(Media.id).in_(media_ids))
        .order_by(col(Media.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    changed = {row.id: row for row in rows if row.id and row.refuses_scans != wanted}
    for row in changed.values():
        row.refuses_scans = wanted
        session.add(row)
    session.flush()
    if wanted:
        _forget(session, [*changed])
        return
    for media_id, row in changed.items():
        is_here = row.state == READY and row.deleted_at is None
        if is_here and ask_scan(session, media_id):
            enqueue_later(session, "vision.scan", media_id)


def forget_if_refused(session: Session, post: Post) -> None:
    """Forget what was seen in the pictures of a post, which is held, when it refuses scans."""
    if not post.refuses_scans:
        return
    _forget(session, _pictures_of(session, post))


def scan_if_allowed(session: Session, post: Post) -> None:
    """Have the pictures of a post, which is held, scanned that were left alone so far, unless it or
    its author still refuses that."""
    media_ids = _pictures_of(session, post)
    ready = select(Media.id).where(col(Media.id).in_(media_ids), Media.state == READY)
    for media_id in session.exec(ready):
        if media_id:
            ask_scan(session, media_id)
    if post.sort_key is not None:
        counting.set_sort_key(session, media_ids, post.sort_key)


def ask_once_more(session: Session, media_id: int) -> bool:
    """Have a picture scanned that was left alone so far; True when it is and was not before.

    The picture is held first: it may be on its way into a post that refuses this.
    """
    picture = session.get(Media, media_id, with_for_update=True, populate_existing=True)
    if picture is None or picture.state != READY or picture.deleted_at is not None:
        return False
    if not ask_scan(session, media_id):
        return False
    shown = (
        select(Post.sort_key)
        .join(PostMedia, col(PostMedia.post_id) == col(Post.id))
        .where(PostMedia.media_id == media_id)
    )
    sort_key = session.exec(shown).first()
    if sort_key is not None:  # what will be seen in it is found by the post
        counting.set_sort_key(session, [media_id], sort_key)
    return True


def alone_of(session: Session, user_id: int) -> list[int]:
    """Up to AT_ONCE pictures of somebody that are not scanned though neither draft nor post refuses
    it."""
    wanted = select(Media.id).where(Media.owner_id == user_id, _is_left_alone())
    found = session.exec(wanted.order_by(col(Media.id).desc()).limit(AT_ONCE))
    return [media_id for media_id in found if media_id]


def left_alone(session: Session, begin: int, end: int) -> list[int]:
    """Pictures with an id from `begin` up to, and without, `end` that are not scanned though nobody
    refuses it: a job was lost."""
    here = col(Media.id)
    wanted = (
        select(Media.id)
        .join(Profile, col(Profile.user_id) == col(Media.owner_id))
        .where(here >= begin, here < end, _is_left_alone(), col(Profile.refuses_scans).is_(False))
    )
    return [media_id for media_id in session.exec(wanted.order_by(here.desc())) if media_id]


def scan_refusal(session: Session, viewer: Viewer | None, post: Post) -> str:
    """What is said of a picture without a scan of a post that the viewer sees: why, to its author
    alone."""
    if viewer is None or viewer.id != post.author_id:
        return "The scanner has not looked at this picture."
    if post.refuses_scans:
        return "You asked the scanner to leave this post's pictures alone."
    if refuses_scans(session, post.author_id):
        return "You asked the scanner to leave your pictures alone."
    return "The scanner has not looked at this picture yet."


def _forget(session: Session, media_ids: Sequence[int]) -> None:
    forget(session, media_ids)
    for media_id in media_ids:
        publish_later(session, scanning.topic(media_id))


def _pictures_of(session: Session, post: Post) -> list[int]:
    return sorted(session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)))


def _is_left_alone() -> ColumnElement[bool]:
    # The squares that people are shown with are cut out of a picture, and not scanned themselves.
    is_avatar = exists().where(col(Avatar.media_id) == col(Media.id))
    is_scanned = exists().where(col(Scan.media_id) == col(Media.id))
    refused = (
        select(PostMedia.media_id)
        .join(Post, col(Post.id) == col(PostMedia.post_id))
        .where(PostMedia.media_id == Media.id, col(Post.refuses_scans).is_(True))
        .exists()
    )
    is_here = (col(Media.state) == READY) & col(Media.deleted_at).is_(None)
    in_draft = col(Media.refuses_scans)
    return is_here & in_draft.is_(False) & ~is_scanned & ~refused & ~is_avatar
