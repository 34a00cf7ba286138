"""How the databases find a screen of explore: by key, never by reading everything there is."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.explore import kindred, learning, recording, switching, turns
from instaclone.explore.explaining import why
from instaclone.explore.models import AUTHOR, OBJECT, PLACE, TAG
from instaclone.explore.places_map import recent_places
from instaclone.explore.serving import explore_films, explore_page
from instaclone.explore.wishing import leanings, more_like
from tests import make, people
from tests.explore import scene
from tests.feed import test_plans as plans

Act = Callable[[Session, Viewer], object]


def _in_order_of_time(session: Session, viewer: Viewer) -> object:
    switching.switch_all(session, viewer, is_on=False)
    session.flush()
    return explore_page(session, viewer)


def _why(session: Session, viewer: Viewer) -> object:
    card = explore_page(session, viewer).cards[0]
    return why(session, viewer, card.tile.code, card.line)


ACTS: dict[str, Act] = {
    "page": explore_page,
    "films": explore_films,
    "why": _why,
    "order of time": _in_order_of_time,
    "guest": lambda session, _viewer: explore_page(session, None),
    "map": recent_places,
    "wishes": leanings,
    "recording": lambda session, viewer: recording.record_shown(session, viewer, {1: "", 2: ""}),
    "watching": lambda session, viewer: recording.record_watched(session, viewer, {1: "", 2: ""}),
    "forgetting": lambda session, _viewer: recording.prune(session),
    "learning": lambda session, viewer: learning.learn(session, viewer.id, {}),
    "who acted": lambda session, viewer: learning.acted_since(session, viewer.id, viewer.id),
    "kindred": lambda session, viewer: kindred.kin_of(session, viewer.id),
    "turns": turns.waiting,
    "newly active": lambda session, _viewer: turns.newly_active(session),
    "inactive": lambda session, _viewer: turns.inactive(session),
    "background": lambda session, _viewer: learning.background(session),
}
# Read in the order of their index, and only the first few of it; and what such a read has made.
FIRST_FEW = (
    "SCAN exposure USING COVERING INDEX ix_exposure_shown_at",
    "SCAN user",
    "SCAN latest",
    "SCAN longest",
)


@pytest.mark.parametrize("name", ACTS)
def test_everything_is_found_by_key(session: Session, name: str):
    cast = people.cast(session)
    bern = make.town(session, "Bern", latitude=46.9, longitude=7.4)
    for kind, subject in ((TAG, "lake"), (OBJECT, "dog"), (AUTHOR, cast.cleo.id), (PLACE, bern.id)):
        scene.interest(session, cast.ben, kind, subject, 0.7)
    scene.kin(session, cast.ben, cast.cleo)
    more_like(session, cast.ben, scene.post(session, cast.ana, "sea", labels={"cat": 1}).code)
    for _ in range(3):
        post = scene.post(session, cast.cleo, "lake", labels={"dog": 1})
        post.place, post.place_id = "Bern", bern.id
        scene.like(session, cast.ana, post)
    scene.like(session, cast.ben, scene.post(session, cast.ana, "lake"))
    turns.add(session, turns.newly_active(session))
    session.flush()
    with plans._sent(session) as statements:
        ACTS[name](session, cast.ben)
    assert statements
    steps = [step for each in list(statements) for step in plans._careless(session, *each)]
    assert [step for step in steps if step not in FIRST_FEW] == []


def test_what_is_read_in_order_ends_after_the_first_few(session: Session):
    """What FIRST_FEW leaves out of the plans is limited in its statement."""
    cast = people.cast(session)
    with plans._sent(session) as statements:
        explore_page(session, cast.ben)
    scans = [
        statement
        for statement, values in list(statements)
        if set(plans._careless(session, statement, values)) & set(FIRST_FEW)
    ]
    assert all("LIMIT" in statement for statement in scans)
