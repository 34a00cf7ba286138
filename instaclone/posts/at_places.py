"""Reads the posts of a place, and finds places by name, at a cost that does not grow with them.

A place of the gazetteer is known to everybody. One that people named themselves is known to those
alone who see a post from there, and is called as that post calls it.
"""

from typing import Any

from sqlalchemy import ColumnElement, false
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import by_index
from instaclone.db.paging import floor_of
from instaclone.errors import NotFound
from instaclone.ids import END_OF_TIME
from instaclone.places.cards import PlaceCard, PlaceHead
from instaclone.places.models import Place
from instaclone.places.naming import detail_of, fold, place_card
from instaclone.places.searching import ALMOST, EXACT, begins, search_towns, weight
from instaclone.posts.cards import TileCard
from instaclone.posts.models import Post
from instaclone.posts.queries import (
    TILES,
    post_rows,
    tile_cards,
)
from instaclone.posts.subject_heads import count_among, head_with
from instaclone.posts.visibility import counted_posts, findable_posts, visible_posts
from instaclone.settings import settings
from instaclone.ui.head import Head

GONE = "This place is not here. It may have been mistyped, or nobody posts from there any more."
WINDOW = 500  # of a place's newest posts, whoever may see them, looked at for one page
COUNT_WINDOW = 1000
NAMED = 50  # places people named themselves that are looked at for what is typed
# What a place people named weighs against towns that fit as well: as a town of so many people.
AS_A_TOWN = 50_000
INDEX = "ix_post_place_sort"


def search_places(
    session: Session, viewer: Viewer | None, words: str, limit: int
) -> list[PlaceCard]:
    """Up to `limit` places whose name begins like this, the likeliest first, in two statements:
    towns, and what people here named themselves in posts that the viewer sees."""
    if viewer is None and settings().private_community:
        return []
    found = [
        (fit, -weight(place), place_card(place)) for place, fit in search_towns(session, words)
    ]
    found += _named(session, viewer, fold(words))
    found.sort(key=lambda each: each[:2])
    return [card for _, _, card in found[:limit]]


def known_place(session: Session, viewer: Viewer | None, place_id: int) -> PlaceCard:
    """A place that the viewer may know of; raises NotFound otherwise."""
    place, name = _known(session, viewer, place_id)
    if place.is_of_gazetteer:
        return place_card(place)
    return PlaceCard(place_id, name, "", name, is_town=False)


def place_head(session: Session, viewer: Viewer | None, place_id: int) -> PlaceHead:
    """The head of a place's page; raises NotFound for one the viewer knows nothing of."""
    place, name = _known(session, viewer, place_id)
    return PlaceHead(
        id=place_id,
        name=name,
        detail=detail_of(place),
        post_count=_post_count(session, viewer, place_id),
        coordinates=_in_words(place),
        latitude=place.latitude or 0.0,
        longitude=place.longitude or 0.0,
    )


def place_page(
    session: Session, viewer: Viewer | None, place_id: int, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """The newest posts of a place older than the cursor, and the cursor of the next page. A page
    may be short, though others follow: where most of a window is not for the viewer."""
    before = before or END_OF_TIME
    floor = _floor(session, place_id, before)
    rows = session.execute(
        by_index(
            post_rows()
            .where(
                Post.place_id == place_id,
                col(Post.sort_key) < before,
                col(Post.sort_key) >= floor,
                findable_posts(viewer),
            )
            .order_by(col(Post.sort_key).desc())
            .limit(TILES),
            Post,
            INDEX,
        )
    ).all()
    cursor = rows[-1][0].sort_key if len(rows) == TILES else floor or None
    return tile_cards(session, viewer, rows), cursor


def link_head(session: Session, viewer: Viewer | None, place_id: int) -> Head | None:
    """What a link to a place says; None for one the viewer knows nothing of. A town nobody posted
    from is not indexed."""
    try:
        place, name = _known(session, viewer, place_id)
    except NotFound:
        return None
    rows = session.execute(
        by_index(
            post_rows()
            .where(
                Post.place_id == place_id,
                col(Post.sort_key) >= _floor(session, place_id),
                findable_posts(viewer),
            )
            .order_by(col(Post.sort_key).desc())
            .limit(1),
            Post,
            INDEX,
        )
    ).all()
    full = ", ".join(part for part in (name, detail_of(place)) if part)
    said = f"{_post_count(session, viewer, place_id)} from {full}."
    return head_with(session, viewer, name, said, rows)


def _known(session: Session, viewer: Viewer | None, place_id: int) -> tuple[Place, str]:
    """A place the viewer may know of, and what they call it."""
    place = session.get(Place, place_id)
    if place is None or (viewer is None and settings().private_community):
        raise NotFound(GONE)
    if place.is_of_gazetteer:
        return place, place.name
    name = session.scalar(_newest_name(visible_posts(viewer), place_id))
    if name is None:
        raise NotFound(GONE)
    return place, name


def _named(session: Session, viewer: Viewer | None, name: str) -> list[tuple[int, int, PlaceCard]]:
    """Places of people's own whose name begins like this, as the newest post calls them that the
    viewer finds; with how well they fit."""
    if not name:
        return []
    found = (
        sa_select(col(Place.id), col(Place.folded), col(Place.post_count))
        .where(col(Place.is_of_gazetteer) == false(), begins(name))
        .order_by(col(Place.post_count).desc(), col(Place.folded))
        .limit(NAMED)
        .subquery("found")
    )
    called = _newest_name(counted_posts(viewer), found.c.id).scalar_subquery()
    rows = session.execute(sa_select(found.c.id, found.c.folded, found.c.post_count, called))
    return [
        (
            EXACT if folded == name else ALMOST,
            -AS_A_TOWN * (1 + post_count),
            PlaceCard(place_id, own_name, "", own_name, is_town=False),
        )
        for place_id, folded, post_count, own_name in rows
        if own_name is not None
    ]


def _newest_name(allowed: ColumnElement[bool], place_id: Any) -> Any:
    """What the newest post of a place calls it, of those that are allowed."""
    return (
        sa_select(col(Post.place))
        .where(col(Post.place_id) == place_id, allowed)
        .order_by(col(Post.sort_key).desc())
        .limit(1)
    )


def _floor(session: Session, place_id: int, before: int = END_OF_TIME) -> int:
    is_there = col(Post.place_id) == place_id
    return floor_of(session, col(Post.sort_key), WINDOW, is_there, before=before)


def _post_count(session: Session, viewer: Viewer | None, place_id: int) -> str:
    newest = (
        sa_select(col(Post.id).label("post_id"))
        .where(col(Post.place_id) == place_id, col(Post.sort_key).is_not(None))
        .order_by(col(Post.sort_key).desc())
        .limit(COUNT_WINDOW)
        .subquery("newest")
    )
    return count_among(session, viewer, newest, COUNT_WINDOW)


def _in_words(place: Place) -> str:
    """Coordinates for people: 48.85° N, 2.35° E."""
    if place.latitude is None or place.longitude is None:
        return ""
    height = f"{abs(place.latitude):.2f}° {'N' if place.latitude >= 0 else 'S'}"
    return f"{height}, {abs(place.longitude):.2f}° {'E' if place.longitude >= 0 else 'W'}"
