"""The doors of explore to a post."""

from typing import Any

from sqlmodel import col, delete

from instaclone.accounts.viewer import Viewer
from instaclone.explore import (
    chronological,
    explaining,
    places_map,
    recording,
    serving,
    wishing,
)
from instaclone.explore.models import Shown
from instaclone.places.models import Place
from instaclone.posts.indexing import HAS_PLACE, HAS_VIDEO
from instaclone.posts.models import PostFact, PostLike, SavedPost
from tests.visibility.doors import Door, needs_account
from tests.visibility.scenes import EVERYBODY, Scene

# Not one's own, nor of whom one muted; what moderation hid is no discovery for moderators either.
DISCOVERERS = EVERYBODY - {"muter", "author"}
UNSHOWN = frozenset({"archived", "unpublished", "hidden"})


def _discovers(scene: Scene, cards: Any) -> bool:
    return any(card.tile.code == scene.code for card in cards)


def _unmarked(scene: Scene, viewer: Viewer | None) -> None:
    """Take the viewer's like and what they saved away: explore leaves out what they know."""
    if viewer:
        for table in (PostLike, SavedPost):
            scene.session.execute(delete(table).where(col(table.user_id) == viewer.id))


def _fact(scene: Scene, fact: str) -> None:
    key = scene.post.sort_key
    if key is not None:
        scene.session.add(PostFact(post_id=scene.post_id, fact=fact, sort_key=key))
        scene.session.flush()


def _page(scene: Scene, viewer: Viewer | None) -> bool:
    _unmarked(scene, viewer)
    return _discovers(scene, serving.explore_page(scene.session, viewer).cards)


def _films(scene: Scene, viewer: Viewer | None) -> bool:
    _unmarked(scene, viewer)
    _fact(scene, HAS_VIDEO)
    films = serving.explore_films(scene.session, viewer).films
    return any(film.post.code == scene.code for film in films)


def _film_of(scene: Scene, viewer: Viewer | None) -> bool:
    _fact(scene, HAS_VIDEO)
    return serving.film_of(scene.session, viewer, scene.code) is not None


def _tiles_again(scene: Scene, viewer: Viewer | None) -> bool:
    tiles = serving.tiles_again(scene.session, viewer, [scene.post_id])
    return any(tile.code == scene.code for tile in tiles)


def _films_again(scene: Scene, viewer: Viewer | None) -> bool:
    films = serving.films_again(scene.session, viewer, [scene.post_id])
    return any(film.post.code == scene.code for film in films)


def _newest(scene: Scene, viewer: Viewer | None) -> bool:
    picks = chronological.newest(scene.session, viewer, 24).picks
    return any(pick.post_id == scene.post_id for pick in picks)


def _map(scene: Scene, viewer: Viewer | None) -> bool:
    place = scene.session.get_one(Place, scene.place_id)
    place.latitude, place.longitude = 46.0, 7.0
    _fact(scene, HAS_PLACE)
    return _discovers(scene, places_map.recent_places(scene.session, viewer))


def _records(scene: Scene, viewer: Viewer) -> bool:
    recording.record_shown(scene.session, viewer, {scene.post_id: ""})
    return scene.session.get(Shown, (viewer.id, scene.post_id)) is not None


def _records_watching(scene: Scene, viewer: Viewer) -> bool:
    recording.record_watched(scene.session, viewer, {scene.post_id: ""})
    return scene.session.get(Shown, (viewer.id, scene.post_id)) is not None


EXPLORE_DOORS: dict[str, Door] = {
    "explore.serving.explore_page": Door(_page, only=DISCOVERERS, never=UNSHOWN),
    "explore.serving.explore_films": Door(_films, only=DISCOVERERS, never=UNSHOWN),
    "explore.serving.film_of": Door(_film_of, only=DISCOVERERS, never=UNSHOWN),
    "explore.serving.tiles_again": Door(_tiles_again, only=DISCOVERERS, never=UNSHOWN),
    "explore.serving.films_again": Door(_films_again, only=DISCOVERERS, never=UNSHOWN),
    # What one put away oneself, of whoever it is: no more than the post's own page tells.
    "explore.serving.still_visible": Door(
        lambda s, v: s.code in serving.still_visible(s.session, v, [s.code]),
        never=frozenset({"archived"}),
    ),
    "explore.explaining.why": Door(
        lambda s, v: explaining.why(s.session, v, s.code) is not None,
        only=DISCOVERERS,
        never=UNSHOWN,
    ),
    "explore.chronological.newest": Door(_newest, only=DISCOVERERS, never=UNSHOWN),
    # The map is of public posts: what is for some alone is not said to be somewhere.
    "explore.places_map.recent_places": Door(
        _map,
        only=DISCOVERERS,
        never=UNSHOWN | {"followers", "close friends", "of a private account"},
    ),
    "explore.recording.record_shown": needs_account(
        _records, only=EVERYBODY - {"muter"}, never=frozenset({"archived", "unpublished"})
    ),
    "explore.recording.record_watched": needs_account(
        _records_watching, only=EVERYBODY - {"muter"}, never=frozenset({"archived", "unpublished"})
    ),
    "explore.wishing.more_like": needs_account(
        lambda s, v: wishing.more_like(s.session, v, s.code)
    ),
    "explore.wishing.less_like": needs_account(
        lambda s, v: wishing.less_like(s.session, v, s.code)
    ),
    "explore.wishing.undo_more": needs_account(
        lambda s, v: wishing.undo_more(s.session, v, s.code)
    ),
    "explore.wishing.undo_less": needs_account(
        lambda s, v: wishing.undo_less(s.session, v, s.code)
    ),
}
