"""What a place is called, how names are compared, and which place an author means."""

import hmac

from sqlalchemy import false, true
from sqlmodel import Session, col, select

from instaclone import folding
from instaclone.db.dialect import add_once
from instaclone.errors import Conflict, Invalid
from instaclone.places.cards import PlaceCard
from instaclone.places.models import Place
from instaclone.settings import settings

LABEL_LENGTH = 100  # as long as a post's place may be
FOLDED_LENGTH = 120
# Above every number of a town. Below 2**31: MariaDB's INTEGER.
OWN_FROM, OWN_IDS = 1_000_000, 2**31 - 1_000_000
TRIES = 8
GONE = "This place is not in the list any more. Choose it again, or type its name."


def fold(name: str) -> str:
    """A name as places are searched: without accents, case and punctuation, words apart by a blank.

    Köln is koln, Saint-Denis "saint denis", L'Aquila laquila. Marks that are letters of their
    script stay.
    """
    # A name of signs alone is a name too.
    return (folding.fold(name) or folding.signs_of(name))[:FOLDED_LENGTH]


def detail_of(place: Place) -> str:
    """What a place lies in, without saying anything twice: "Texas, United States"."""
    parts = (part for part in (place.region, place.country_name) if part and part != place.name)
    return ", ".join(dict.fromkeys(parts))


def label_of(place: Place) -> str:
    """A place as it stands on a post: "Paris, Île-de-France, France"."""
    detail = detail_of(place)
    for rest in (detail, place.country_name):
        label = f"{place.name}, {rest}" if rest else place.name
        if len(label) <= LABEL_LENGTH:
            return label
    return place.name[:LABEL_LENGTH]


def place_card(place: Place) -> PlaceCard:
    """The card of a town; what people named themselves is called as a post calls it."""
    return PlaceCard(place.id or 0, place.name, detail_of(place), label_of(place))


def place_for(session: Session, place_id: int | None, words: str) -> tuple[str, int | None]:
    """What a post says of where it was, and which place that is: ("", None) for nowhere.

    A town of the gazetteer is called by its own label. Any other words make a place of their own,
    the same for everybody who says them; an id that does not go with its words is refused with
    Invalid, so that nobody learns by numbers what others call their places.
    """
    if place_id is not None:
        town = session.exec(
            select(Place).where(Place.id == place_id, col(Place.is_of_gazetteer) == true())
        ).first()
        if town is not None:
            return label_of(town), town.id
    if not words:
        if place_id is not None:
            raise Invalid(GONE, "place")
        return "", None
    named = _own(session, words)
    if place_id is not None and named.id != place_id:
        raise Invalid(GONE, "place")
    return words, named.id


def _own(session: Session, words: str) -> Place:
    """The place that people call so, held until the end of the transaction; made when it is new."""
    folded = fold(words)
    # Held: a sweep forgets places where no post is, and must not do so meanwhile.
    named = select(Place).where(col(Place.is_of_gazetteer) == false(), col(Place.folded) == folded)
    if found := session.exec(named.with_for_update()).first():
        return found
    for number in range(TRIES):
        place = Place(id=_own_id(folded, number), name=words, folded=folded)
        if add_once(session, place):
            return place
        there = session.exec(
            select(Place)
            .where(Place.id == place.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).first()
        if there is not None and there.folded == folded:
            return there  # somebody named it at the same moment
    raise Conflict("This place could not be kept. Try again.", "place")


def _own_id(folded: str, number: int) -> int:
    """A number that tells nothing: one in order would tell who was the first to say a name."""
    sealed = hmac.digest(settings().secret_key, f"place {number} {folded}".encode(), "sha256")
    return OWN_FROM + int.from_bytes(sealed[:8], "big") % OWN_IDS
