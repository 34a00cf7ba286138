"""A person's own picture: a square of a photo they upload, cut out by a worker."""

import math
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read
from instaclone.errors import Invalid, TooMany
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import intake
from instaclone.media.models import FAILED, READY, Media
from instaclone.profiles.bonds import announce, hold, remove
from instaclone.profiles.cards import AvatarStatus
from instaclone.profiles.models import Avatar, AvatarWish
from instaclone.profiles.people import avatar_of

# Photos that become no picture of a person are removed a day later.
UPLOADS, WITHIN = 200, timedelta(days=1)
SMALLEST = 0.05  # of the shorter side


def take_in(viewer: Viewer, staged: Path, file_name: str) -> int:
    """Check, store and accept a staged file to cut the viewer's picture out of; the id of it.

    Blocks on storage. Raises what `media.intake.take` does, and TooMany after too many in a day.
    """
    read(_check_room, viewer)
    return intake.take(viewer, staged, file_name)


def set_avatar(
    session: Session, viewer: Viewer, media_id: int, left: float, top: float, side: float
) -> None:
    """Have a square of the viewer's own photo become their picture, as soon as it is ready.

    `left` and `top` are shares of the photo's width and height, `side` one of its shorter side.
    The news come as media:ID of the photo and relations:ID of the viewer; `avatar_status` tells.
    Raises Invalid with the field "file" or "crop".
    """
    # Held: a worker that makes it ready meanwhile must find the wish.
    photo = session.execute(
        select(Media).where(col(Media.id) == media_id).with_for_update()
    ).scalar()
    if photo is None or photo.owner_id != viewer.id or photo.deleted_at is not None:
        raise Invalid("This photo is gone. Choose it again.", "file")
    if photo.state == FAILED:
        raise Invalid(photo.failure or "This photo could not be read. Choose another one.", "file")
    _check_crop(left, top, side)
    hold(session, (viewer.id,))
    remove(session, AvatarWish, user_id=viewer.id)
    session.add(AvatarWish(user_id=viewer.id, media_id=media_id, left=left, top=top, side=side))
    session.flush()
    if photo.state == READY:
        enqueue_later(session, "profiles.crop", viewer.id)
    publish_later(session, f"media:{media_id}")


def remove_avatar(session: Session, viewer: Viewer) -> None:
    """Show no picture of the viewer any more, from now on; its bytes go within a minute."""
    hold(session, (viewer.id,))
    remove(session, AvatarWish, user_id=viewer.id)
    media_id = session.scalar(select(col(Avatar.media_id)).where(col(Avatar.user_id) == viewer.id))
    if media_id is None:
        return
    remove(session, Avatar, user_id=viewer.id)
    enqueue_later(session, "profiles.discard", media_id)
    tell(session, viewer.id)


def avatar_status(session: Session, viewer: Viewer) -> AvatarStatus:
    """The viewer's picture, and what becomes of the one they wish for."""
    wish = session.execute(
        select(col(AvatarWish.failure), col(Media.state), col(Media.failure))
        .join(Media, col(Media.id) == col(AvatarWish.media_id))
        .where(col(AvatarWish.user_id) == viewer.id)
    ).first()
    src = avatar_of(session, viewer.id)
    if wish is None:
        return AvatarStatus(src)
    failure = wish[0] or (wish[2] if wish[1] == FAILED else "")
    return AvatarStatus(src, is_working=not failure, failure=failure)


def tell(session: Session, user_id: int) -> None:
    """Have the open tabs that show this person's page read it again."""
    announce(session, user_id)
    publish_later(session, f"user:{user_id}")


def _check_room(session: Session, viewer: Viewer) -> None:
    sent = session.scalar(
        select(func.count())
        .select_from(Media)
        .where(
            col(Media.owner_id) == viewer.id,
            col(Media.received_at) > clock.now() - WITHIN,
            col(Media.deleted_at).is_(None),
        )
    )
    if (sent or 0) >= UPLOADS:
        raise TooMany(
            f"You uploaded {sent} photos within a day. Try again tomorrow.",
            int(WITHIN.total_seconds()),
        )


def _check_crop(left: float, top: float, side: float) -> None:
    sound = all(math.isfinite(each) for each in (left, top, side))
    if not (sound and 0 <= left < 1 and 0 <= top < 1 and SMALLEST <= side <= 1):
        raise Invalid("Choose a square that lies inside the photo.", "crop")
