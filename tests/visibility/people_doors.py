"""The doors to a person: their page, lists of people, and what can be done to them."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotAllowed
from instaclone.explore import wishing
from instaclone.profiles import (
    befriending,
    blocking,
    bonds,
    following,
    lists,
    muting,
    people,
    renaming,
    searching,
    standings,
    suggesting,
)
from instaclone.profiles import queries as profiles
from instaclone.search import resolving
from instaclone.search.terms import By
from tests.visibility.doors import Door, anybody, needs_account
from tests.visibility.scenes import (
    APART,
    EVERYBODY,
    FORMER,
    NAME_BEGINS,
    NEAR,
    Scene,
    nothing,
    set_profile,
    suspend,
)

NOBODY: frozenset[str] = frozenset()
BLOCKER = frozenset({"blocker"})  # who has to find the person to end the block

PEOPLE_THINGS: dict[str, tuple[Callable[[Session, Scene], Any], frozenset[str]]] = {
    "public account": (nothing, EVERYBODY - APART),
    "private account": (set_profile(is_private=True), EVERYBODY - APART),
    "suspended account": (suspend, NOBODY),
}


def _is_named(scene: Scene, cards: Any) -> bool:
    return any(card.username == scene.author.username for card in cards)


def _profile(scene: Scene, viewer: Viewer | None) -> bool:
    """A profile that tells anything: who has blocked somebody is shown their name alone."""
    card = profiles.profile_card(scene.session, viewer, scene.author.username)
    return card.standing != "blocked"


def _lists(query: Callable[..., Any]) -> Callable[[Scene, Viewer | None], bool]:
    """A list of the person's is not to be read where it refuses."""

    def read(scene: Scene, viewer: Viewer | None) -> bool:
        try:
            query(scene.session, viewer, scene.author.username)
        except NotAllowed:
            return False
        return True

    return read


def _named(ability: Callable[..., Any], **how: Any) -> Door:
    """A door at which one names the person."""
    return needs_account(lambda s, v: ability(s.session, v, s.author.username), **how)


PEOPLE_DOORS: dict[str, Door] = {
    "profiles.queries.profile_card": anybody(_profile),
    "profiles.queries.profile_head": Door(
        lambda s, v: profiles.profile_head(s.session, v, s.author.username) is not None,
        always=BLOCKER,  # their name alone, as on the page
        never=frozenset({"suspended account"}),
    ),
    "profiles.people.person_cards": Door(
        lambda s, v: _is_named(s, people.person_cards(s.session, v, [s.author.id]))
    ),
    "profiles.standings.standings": Door(
        lambda s, v: bool(standings.standings(s.session, v, [s.author.username])), always=BLOCKER
    ),
    "profiles.bonds.id_of": needs_account(
        lambda s, v: bonds.id_of(s.session, v, s.author.username, "Oneself")
    ),
    "profiles.bonds.hold_other": needs_account(
        lambda s, v: bonds.hold_other(s.session, v, s.author.username, "Oneself")
    ),
    "profiles.following.follow": _named(following.follow),
    "profiles.following.unfollow": _named(following.unfollow),
    "profiles.following.remove_follower": _named(following.remove_follower),
    "profiles.befriending.add": _named(befriending.add),
    "profiles.muting.mute": _named(muting.mute),
    "explore.wishing.hide_person": _named(wishing.hide_person),
    "explore.wishing.unhide_person": _named(wishing.unhide_person),
    "profiles.suggesting.refuse": _named(suggesting.refuse),
    "profiles.blocking.block": _named(blocking.block, always=BLOCKER),
    "profiles.blocking.unblock": _named(blocking.unblock, only=NOBODY, always=BLOCKER),
    "profiles.lists.followers": anybody(_lists(lists.followers), but={"private account": NEAR}),
    "profiles.lists.following": anybody(_lists(lists.following), but={"private account": NEAR}),
    "profiles.renaming.person_of_former": Door(
        lambda s, v: renaming.person_of_former(s.session, v, FORMER) is not None
    ),
    "profiles.searching.find_people": Door(
        lambda s, v: _is_named(s, searching.find_people(s.session, v, NAME_BEGINS, 10))
    ),
    "profiles.searching.search_people": needs_account(
        lambda s, v: _is_named(s, searching.search_people(s.session, v, NAME_BEGINS, 10))
    ),
    # A search by somebody says whether there is such a person.
    "search.resolving.resolve": Door(
        lambda s, v: not resolving.resolve(s.session, v, By(s.author.username)).notes
    ),
}
