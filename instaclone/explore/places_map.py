"""The map of explore: where the latest public posts are from."""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.db.kept import kept
from instaclone.explore.cards import PinCard
from instaclone.explore.gate import allowing, explorable, hidden_people
from instaclone.places.labelling import sides_of_names
from instaclone.places.measuring import on_paper
from instaclone.places.models import Place
from instaclone.posts.indexing import HAS_PLACE
from instaclone.posts.models import Post, PostFact
from instaclone.posts.queries import post_rows, tile_cards
from instaclone.posts.visibility import public_posts
from instaclone.settings import settings
from instaclone.text import count_of

WINDOW = 1000  # newest posts with a place that are looked at
PINS = 100  # places on the map
# px: the least paper on phones, and beside the list where a window is 1024 px wide or more.
SMALL, LARGE = (320, 286), (580, 510)


def recent_places(session: Session, viewer: Viewer | None, limit: int = PINS) -> list[PinCard]:
    """Where the latest public posts that the viewer may find are from, the newest first: towns, for
    what people named themselves has no coordinates. Seven statements at most."""
    hidden = hidden_people(session, viewer) if viewer else []
    values = allowing(viewer, hidden) | {"pins": min(limit, PINS)}
    found = session.execute(_recent(viewer, settings().private_community), values).all()
    keys = [row.newest for row in found]
    rows = session.execute(post_rows().where(col(Post.sort_key).in_(keys))).all()
    tiles = dict(
        zip((row[0].sort_key for row in rows), tile_cards(session, viewer, rows), strict=True)
    )
    points = on_paper([(row.latitude, row.longitude) for row in found])
    names = [row.name for row in found]
    small, large = (sides_of_names(names, points, paper) for paper in (SMALL, LARGE))
    return [
        PinCard(
            row.id,
            row.name,
            row.latitude,
            row.longitude,
            f"{left:.1f}%",
            f"{top:.1f}%",
            on_small,
            on_large,
            row.posts,
            count_of(row.posts, "post", "posts"),
            tiles[row.newest],
        )
        for row, (left, top), on_small, on_large in zip(found, points, small, large, strict=True)
    ]


@kept
def _recent(viewer: Viewer | None, _private_community: bool) -> Any:
    latest = (
        select(col(PostFact.post_id))
        .where(col(PostFact.fact) == HAS_PLACE)
        .order_by(col(PostFact.sort_key).desc())
        .limit(WINDOW)
        .subquery("latest")
    )
    newest = func.max(col(Post.sort_key))
    return (
        select(
            col(Place.id),
            col(Place.name),
            col(Place.latitude),
            col(Place.longitude),
            func.count().label("posts"),
            newest.label("newest"),
        )
        .select_from(latest)
        .join(Post, col(Post.id) == latest.c.post_id)
        .join(Place, col(Place.id) == col(Post.place_id))
        .where(col(Place.latitude).is_not(None), public_posts(), explorable(viewer))
        .group_by(col(Place.id))
        .order_by(newest.desc())
        .limit(bindparam("pins"))
    )
