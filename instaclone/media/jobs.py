"""What a worker does for pictures: read them, finish them, and find what got lost."""

from sqlmodel import Session

from instaclone.db.session import read
from instaclone.jobs.queue import enqueue
from instaclone.jobs.registry import job, sweep
from instaclone.media import (
    baking,
    burning,
    film_baking,
    film_parts,
    filming,
    mastering,
    processing,
    swapping,
    sweeping,
)
from instaclone.media.models import VIDEO, Media
from instaclone.media.queries import kind_of
from instaclone.posts import refusing
from instaclone.posts.indexing import index_picture
from instaclone.posts.publishing import SHOWN_PICTURES, is_posted, is_shown, publish_ready
from instaclone.profiles import cropping
from instaclone.studio.taking_in import IN_USE
from instaclone.vision import film_scanning, forgetting, scanning

OFTEN, EVERY_MINUTE, HOURLY = 5, 60, 3600  # seconds


@job("media.process")
def process(media_id: int) -> None:
    """Make a received picture ready, have it scanned at once, and leave the rest for later.

    A video goes into the lane of what takes minutes.
    """
    if is_video(media_id):
        enqueue("media.process_film", media_id)
        return
    if not processing.process(media_id, scan_and_show):
        return
    try:
        # Here and now rather than as a job of its own: people watch for what it finds.
        scanning.scan(media_id)
    finally:
        enqueue("media.finish", media_id)


@job("media.process_film")
def process_film(media_id: int) -> None:
    """Make a received video ready, have it scanned at once, and leave the rest for later."""
    if not processing.process(media_id, scan_shorten_and_show, filming.make):
        return
    try:
        scanning.scan(media_id, film_scanning.look)
    finally:
        enqueue("media.finish_film", media_id)


@job("media.finish")
def finish(media_id: int) -> None:
    """Make the largest variant and the master, remove the upload, and edit it as was asked."""
    if is_video(media_id):
        enqueue("media.finish_film", media_id)
    elif mastering.finish(media_id):
        bake(media_id)


@job("media.bake")
def bake(media_id: int) -> None:
    """Make a finished picture look as its author wants, and have what is shown then scanned."""
    if is_video(media_id):
        enqueue("media.bake_film", media_id)
    elif baking.bake(media_id, may_stay, scan_and_show_anew):
        burning.burn(media_id, SHOWN_PICTURES)
        scanning.scan(media_id)


@job("media.burn")
def burn(media_id: int) -> None:
    """Burn what is covered in a posted picture into all that is kept of it."""
    burning.burn(media_id, SHOWN_PICTURES)


@job("media.finish_film")
def finish_film(media_id: int) -> None:
    """Make a video's larger film and its master, remove the upload, and edit it as was asked."""
    if mastering.finish(media_id, filming.finish):
        bake_film(media_id)


@job("media.bake_film")
def bake_film(media_id: int) -> None:
    """Make a finished video begin, end and sound as its author wants, and have it scanned anew."""
    if baking.bake(media_id, may_stay, scan_and_show_anew, film_baking.make, VIDEO):
        scanning.scan(media_id, film_scanning.look)


def is_video(media_id: int) -> bool:
    """Whether a picture is a video."""
    return read(kind_of, media_id) == VIDEO


def may_stay(session: Session, media_id: int) -> bool:
    """Whether a picture that cannot be edited may stay as it is: others see it so already, or
    nobody will before its author shares it."""
    return is_shown(session, media_id) or not is_posted(session, media_id)


def scan_and_show(session: Session, media_id: int) -> None:
    """What must be true of a picture as soon as it is ready."""
    refusing.ask_scan(session, media_id)
    publish_ready(session, media_id)
    cropping.ask(session, media_id)


def scan_shorten_and_show(session: Session, media_id: int) -> None:
    """The same for a video, of which no more may be shown than others may post."""
    picture = session.get(Media, media_id, with_for_update=True, populate_existing=True)
    if picture is not None and is_posted(session, media_id):
        film_parts.shorten(session, picture)
        session.flush()
    scan_and_show(session, media_id)


def scan_and_show_anew(session: Session, media_id: int) -> None:
    """What must be true of a picture as soon as it is shown edited."""
    refusing.ask_scan_anew(session, media_id)
    publish_ready(session, media_id)
    index_picture(session, media_id)


@sweep("media.give_back", OFTEN)
def give_back() -> int:
    """Free what dead workers hold; how many."""
    return sweeping.give_back()


@sweep("media.ask_again", OFTEN)
def ask_again() -> int:
    """Put into the queue what it lost; how many."""
    return sweeping.ask_again()


@sweep("media.burn_waiting", OFTEN)
def burn_waiting() -> int:
    """Burn what is covered in pictures that were posted meanwhile; how many."""
    return sum(
        burning.burn(media_id, SHOWN_PICTURES) for media_id in burning.waiting(SHOWN_PICTURES)
    )


@sweep("media.drop_strays", OFTEN)
def drop_strays() -> int:
    """Remove what edits that a crash interrupted left in the storage; of how many pictures."""
    return swapping.drop_strays()


@sweep("media.discard_unused", HOURLY)
def discard_unused() -> int:
    """Delete pictures that were never posted; how many."""
    return sweeping.discard_unused(IN_USE)


@sweep("media.drop_deleted", EVERY_MINUTE)
def drop_deleted() -> int:
    """Remove the bytes of deleted and failed pictures, and what was seen in them; how many."""
    return sweeping.drop_deleted(forget)


def forget(session: Session, media_id: int) -> None:
    """What must be true of a picture as soon as its bytes are gone."""
    forgetting.forget(session, [media_id])


@sweep("media.keep_likeness", EVERY_MINUTE)
def keep_likeness() -> int:
    """Have pictures found by what they look like that are from before that; how many."""
    return sweeping.keep_likeness()


@sweep("media.drop_expired_masters", HOURLY)
def drop_expired_masters() -> int:
    """Remove masters whose days are over; how many."""
    return sweeping.drop_expired_masters()


@sweep("media.tidy", HOURLY)
def tidy() -> int:
    """Remove stale staging files and uploads without a row; how many."""
    return sweeping.remove_stale_staging() + sweeping.drop_orphaned_uploads()
