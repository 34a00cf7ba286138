"""The doors of search to a post, asked for what the scanner saw in it."""

from instaclone.accounts.viewer import Viewer
from instaclone.folding import tokens
from instaclone.posts import indexing
from instaclone.search import finding, seen_here, unknown_places
from instaclone.search.terms import At, Objects
from tests.visibility.doors import Door
from tests.visibility.scenes import EVERYBODY, PLACE, SEEN, TAG, Scene

FINDERS = EVERYBODY - {"muter"}
UNSHOWN = frozenset({"archived", "unpublished"})
ASKED, THERE = Objects(SEEN), At(tuple(tokens(PLACE)))


def _is_known(scene: Scene, viewer: Viewer | None) -> bool:
    """Nothing is said of a place from where a post is that they may know of."""
    indexing.index(scene.session, scene.post)
    return unknown_places.unknown_places(scene.session, viewer, THERE) == ()


SEARCH_DOORS: dict[str, Door] = {
    "search.finding.find_ids": Door(
        lambda s, v: s.post_id in finding.find_ids(s.session, v, ASKED).post_ids,
        only=FINDERS,
        never=UNSHOWN,
    ),
    "search.finding.count_up_to": Door(
        lambda s, v: finding.count_up_to(s.session, v, ASKED, 9)[0] == 1,
        only=FINDERS,
        never=UNSHOWN,
    ),
    "search.finding.matches": Door(
        lambda s, v: bool(finding.matches(s.session, v, ASKED, [s.post_id])),
        only=FINDERS,
        never=UNSHOWN,
    ),
    "search.unknown_places.unknown_places": Door(_is_known, never=UNSHOWN),
    "search.seen_here.seen_with_tag": Door(
        lambda s, v: bool(seen_here.seen_with_tag(s.session, v, TAG)), only=FINDERS, never=UNSHOWN
    ),
    "search.seen_here.seen_at_place": Door(
        lambda s, v: bool(seen_here.seen_at_place(s.session, v, s.place_id, PLACE)),
        only=FINDERS,
        never=UNSHOWN,
    ),
}
