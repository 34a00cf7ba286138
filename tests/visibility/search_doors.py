"""The doors of search to a post, asked for what the scanner saw in it."""

from instaclone.search import finding, seen_here
from instaclone.search.terms import Objects
from tests.visibility.doors import Door
from tests.visibility.scenes import EVERYBODY, PLACE, SEEN, TAG

FINDERS = EVERYBODY - {"muter"}
UNSHOWN = frozenset({"archived", "unpublished"})
ASKED = Objects(SEEN)

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
    "search.seen_here.seen_with_tag": Door(
        lambda s, v: bool(seen_here.seen_with_tag(s.session, v, TAG)), only=FINDERS, never=UNSHOWN
    ),
    "search.seen_here.seen_at_place": Door(
        lambda s, v: bool(seen_here.seen_at_place(s.session, v, s.place_id, PLACE)),
        only=FINDERS,
        never=UNSHOWN,
    ),
}
