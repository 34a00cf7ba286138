"""The doors of search to a post, asked for what the scanner saw in it."""

from instaclone.search import finding
from instaclone.search.terms import Objects
from tests.visibility.doors import Door
from tests.visibility.scenes import EVERYBODY, SEEN

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
}
