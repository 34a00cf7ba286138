"""Where in the pictures of posts an object stands, so that a tile is cut round it."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.posts.framing import Focus
from instaclone.posts.models import PostMedia
from instaclone.posts.queries import Wanted
from instaclone.vision.models import LabelCount
from instaclone.vision.verdicts import Thing, things_in


def showing(session: Session, label: str, post_ids: Collection[int]) -> dict[int, Wanted]:
    """Of each post the first picture that shows the object, and where in it all of them stand; four
    statements. None of a film: its boxes are of moments, which a tile does not show.

    Who may see the posts is asked before.
    """
    counts: dict[int, tuple[int, int]] = {}
    rows = session.execute(
        select(col(PostMedia.post_id), col(PostMedia.media_id), col(LabelCount.count))
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(col(PostMedia.post_id).in_(post_ids), col(LabelCount.label) == label)
        .order_by(col(PostMedia.position))
    )
    for post_id, media_id, count in rows:
        counts.setdefault(post_id, (media_id, count))
    things = things_in(session, [media_id for media_id, _ in counts.values()])
    wanted: dict[int, Wanted] = {}
    for post_id, (media_id, count) in counts.items():
        surest = _surest(label, things[media_id])[:count]
        if surest:
            wanted[post_id] = Wanted(media_id, _around(surest))
    return wanted


def _surest(label: str, things: Iterable[Thing]) -> list[Thing]:
    seen = (
        thing
        for thing in things
        if thing.label == label and thing.at_ms is None and not thing.is_rejected
    )
    return sorted(seen, key=lambda thing: -thing.confidence)


def _around(things: Collection[Thing]) -> Focus:
    """The smallest part of a picture that holds all of them."""
    areas = [thing.area for thing in things]
    return Focus(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.left + area.width for area in areas),
        max(area.top + area.height for area in areas),
    )
