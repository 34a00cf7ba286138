"""The people, tags and places that are called as a search has it."""

from dataclasses import dataclass, field

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.folding import fold
from instaclone.places.cards import PlaceCard
from instaclone.posts.at_places import search_places
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.searching import find_people
from instaclone.search.addresses import ALL, PEOPLE, PLACES, TAGS
from instaclone.search.asking import Names
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.completing import find_tags

FEW = 3  # of each beside the posts
MANY = 50  # on a tab of their own


@dataclass(frozen=True)
class Namesakes:
    """Who and what bears a name, the likeliest first."""

    people: list[PersonCard] = field(default_factory=list)
    tags: list[PopularTagCard] = field(default_factory=list)
    places: list[PlaceCard] = field(default_factory=list)


def namesakes(session: Session, viewer: Viewer | None, names: Names, tab: str) -> Namesakes:
    """What stands on a tab of what begins like these names: MANY on that of its kind, the first FEW
    of each kind on the tab All, none on others. In a constant number of statements."""
    limit = FEW if tab == ALL else MANY
    found = Namesakes()
    if names.people and tab in (ALL, PEOPLE):
        found.people.extend(find_people(session, viewer, names.people, limit))
    if names.tags and tab in (ALL, TAGS):
        found.tags.extend(find_tags(session, viewer, names.tags, limit))
    if names.places and tab in (ALL, PLACES):
        places = search_places(session, viewer, names.places, limit)
        found.places.extend(place for place in places if tab != ALL or _is_meant(names, place))
    return found


def _is_meant(names: Names, place: PlaceCard) -> bool:
    """Who asks for dogs wants no Dogville above them, but may mean a place that is called Dog."""
    return not names.is_of_things or fold(place.name) == fold(names.places)
