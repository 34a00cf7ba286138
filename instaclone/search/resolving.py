"""What the names in a search stand for: people, and the towns something is near to."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.places.searching import search_towns
from instaclone.relations.standing import visible_people
from instaclone.search.simplifying import atoms
from instaclone.search.terms import LIKED, ME, MINE, SAVED, By, Is, Near, Term

# What a guest has nothing of.
OWN = {SAVED: "what you saved", LIKED: "what you liked", MINE: "what is yours"}


@dataclass(frozen=True, slots=True)
class Circle:
    """Everywhere no farther than `km` from a point in degrees."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Search:
    """A search by `viewer` whose names are looked up: people's ids, and the circles of towns; what
    is not here finds nothing. `notes` are sentences that say which names are unknown, and what
    guests cannot ask for."""

    viewer: Viewer | None
    term: Term
    people: tuple[tuple[By, int], ...] = ()
    circles: tuple[tuple[Near, Circle], ...] = ()
    notes: tuple[str, ...] = ()


def resolve(session: Session, viewer: Viewer | None, term: Term) -> Search:
    """The search with its names looked up, in one statement for all people and one a town."""
    asked = list(dict.fromkeys(each for each, _ in atoms(term)))
    people = _people(session, viewer, [each for each in asked if isinstance(each, By)])
    circles: dict[Near, Circle] = {}
    notes = []
    for each in asked:
        if isinstance(each, By) and each not in people:
            notes.append(_unknown_person(viewer, each))
        if isinstance(each, Is) and viewer is None:
            notes.append(f"Log in to search {OWN[each.standing]}.")
        if isinstance(each, Near):
            circle = _circle(session, each)
            if circle is None:
                notes.append(f"No town is called “{' '.join(each.tokens)}”.")
            else:
                circles[each] = circle
    said = tuple(dict.fromkeys(notes))
    return Search(viewer, term, tuple(people.items()), tuple(circles.items()), said)


def _people(session: Session, viewer: Viewer | None, named: list[By]) -> dict[By, int]:
    found: dict[By, int] = {}
    if viewer is not None:
        found |= {each: viewer.id for each in named if each.username == ME}
    names = {each.username: each for each in named if each.username != ME}
    if names:
        here = select(User.username, User.id).where(
            col(User.username).in_(names), visible_people(viewer)
        )
        found |= {names[name]: user_id for name, user_id in session.execute(here)}
    return found


def _unknown_person(viewer: Viewer | None, named: By) -> str:
    if named.username == ME and viewer is None:
        return f"Log in to search {OWN[MINE]}."
    return f"Nobody here is called @{named.username}."


def _circle(session: Session, near: Near) -> Circle | None:
    for town, _ in search_towns(session, " ".join(near.tokens)):
        if town.latitude is not None and town.longitude is not None:
            return Circle(town.latitude, town.longitude, near.km)
    return None
