"""Where a post's picture is on its way, in the words of `posts.cards`."""

from collections.abc import Iterable

from sqlmodel import Session

from instaclone import text
from instaclone.media import models as media_models
from instaclone.media.models import Media
from instaclone.posts import cards
from instaclone.vision import models as vision_models
from instaclone.vision.models import Scan
from instaclone.vision.queries import is_model_present

Picture = tuple[Media, Scan | None]


def has_model(session: Session, pictures: Iterable[Picture]) -> bool:
    """Whether scans that wait will run soon; asked only where one waits."""
    waiting = (scan is not None and scan.state == vision_models.WAITING for _, scan in pictures)
    return not any(waiting) or is_model_present(session)


def status_of(media: Media, scan: Scan | None, has_model: bool) -> str:
    """The word for a picture and its scan."""
    if media.state == media_models.FAILED:
        return f"{cards.FAILED}: {media.failure}"
    if media.state == media_models.RECEIVED:
        return cards.RECEIVED
    # Shared and not edited yet: what its author would see as ready is not what they made.
    is_unmade = media.bake_asked_at is not None and media.revision == 0
    if media.state == media_models.PROCESSING or is_unmade:
        return cards.PROCESSING
    if scan is not None and scan.state == vision_models.FAILED:
        return f"{cards.FAILED}: {scan.failure}"
    if scan is None or scan.state == vision_models.DONE:  # none where scans are refused
        return cards.READY
    return cards.SCANNING if has_model else cards.WAITING_FOR_MODEL


def overall(statuses: Iterable[str]) -> str:
    """The word for a post whose pictures have these: of one somebody works on, or that failed."""
    found = list(statuses)
    working = (each for each in found if is_working(each))
    failed = (each for each in found if each != cards.READY)
    return next(working, next(failed, cards.READY))


def is_working(status: str) -> bool:
    """Whether somebody still works on the picture with this status."""
    return status != cards.READY and not status.startswith(cards.FAILED)


def about_scan(scan: Scan | None) -> str:
    """With what and when the picture was scanned; "" when it was not."""
    if scan is None or scan.scanned_at is None:
        return ""
    return (
        f"{scan.model} at {scan.input_size} px, {scan.took_ms:.0f} ms, "
        f"{text.date_and_time(scan.scanned_at)}"
    )
