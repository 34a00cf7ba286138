"""What somebody may be about to type: suggested from the piece of the search that ends it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.folding import fold
from instaclone.objects.models import PopularObject
from instaclone.posts.at_places import search_places
from instaclone.profiles.searching import find_people
from instaclone.search import cards, terms
from instaclone.search.addresses import same
from instaclone.search.asking import LANGUAGES, offered, words_known
from instaclone.search.cards import SavedCard, Suggestion
from instaclone.search.likeness import names_of
from instaclone.search.meaning import VALUES, quoted
from instaclone.search.remembering import recent
from instaclone.search.saving import saved
from instaclone.search.scanning_words import Piece, is_last, pieces
from instaclone.settings import settings
from instaclone.tags.completing import find_tags
from instaclone.text import count_of
from instaclone.vision.label_names import label_names, labels_beginning

MOST = 9
EACH, KEPT = 3, 2  # of one kind; of searches made before
SHORTEST = 2  # letters from which people, tags and places are looked for
WORDS = 3  # the most that name an object
OPERATORS = {
    "from:": "Posts by somebody, from:me for your own",
    "place:": "Posts from a place of this name",
    "near:": "Posts from around a town, near:Lisbon..20km",
    "before:": "Posts from before a day, a month or a year",
    "after:": "Posts from after a day, a month or a year",
    "on:": "Posts of a day, a month or a year",
    "has:": "Posts with a video, alt text or a place",
    "is:": "Posts you saved, liked or made",
    "orientation:": "Portrait, landscape or square pictures",
    "color:": "Pictures with much of a colour",
}


MEANINGS = {
    f"has:{terms.VIDEO}": "With a video",
    f"has:{terms.ALT}": "With alt text",
    f"has:{terms.PLACE}": "With a place",
    f"is:{terms.SAVED}": "Saved by you",
    f"is:{terms.LIKED}": "Liked by you",
    f"is:{terms.MINE}": "Posted by you",
}


@dataclass(frozen=True, slots=True)
class _Typing:
    """Where somebody is: the whole text, the piece they type, and where the words begin, the
    farthest first, that may name one object together with it."""

    text: str
    piece: Piece
    starts: tuple[int, ...]

    @property
    def before(self) -> str:
        """What stands before the piece."""
        return self.text[: self.piece.start]

    def suggest(self, kind: str, title: str, said: str, words: str, **how) -> Suggestion:
        """A suggestion that puts these words in place of the piece."""
        return Suggestion(kind, title, said, self.before + words, **how)


def suggest(
    session: Session, viewer: Viewer | None, text: str, languages: Sequence[str]
) -> list[Suggestion]:
    """Up to MOST suggestions for what stands in the box, the likeliest first, in a constant number
    of statements. Guests find none in a private community."""
    if not text.strip() or (viewer is None and settings().private_community):
        return []
    found = list(_made_before(session, viewer, text))
    if phrase := offered(text, languages):
        found.append(Suggestion(cards.PHRASE, phrase[0], phrase[1], phrase[1]))
    cut = pieces(text)
    if cut and is_last(text, cut[-1]):
        typing = _Typing(text, cut[-1], tuple(_starts(cut)))
        found += _completing(session, viewer, typing, languages)
    # Of several places of a name the likeliest is found, which comes first.
    told: dict[str, Suggestion] = {}
    for each in found:
        told.setdefault(each.text + each.href, each)
    return list(told.values())[:MOST]


def _made_before(session: Session, viewer: Viewer | None, text: str) -> Iterator[Suggestion]:
    """The viewer's own searches that begin like this, or whose names do."""
    if viewer is None:
        return
    begin = same(text)
    kept = [
        Suggestion(cards.SAVED, each.title, _said_of_saved(each), each.query)
        for each in saved(session, viewer)
    ]
    kept += [
        Suggestion(cards.RECENT, each.query, "Recent search", each.query)
        for each in recent(session, viewer)
    ]
    fitting = (
        each
        for each in kept
        if same(each.text) != begin
        and (same(each.text).startswith(begin) or same(each.title).startswith(begin))
    )
    yield from islice(fitting, KEPT)


def _said_of_saved(card: SavedCard) -> str:
    return "Saved search" if card.title == card.query else f"Saved search, {card.query}"


def _completing(
    session: Session, viewer: Viewer | None, typing: _Typing, languages: Sequence[str]
) -> Iterable[Suggestion]:
    piece = typing.piece
    if piece.kind == "operator":
        return _values(session, viewer, typing)
    if piece.kind != "word":
        return []
    if piece.name[0] == "#":
        return _tags(session, viewer, typing)
    if piece.name[0] == "@":
        return _people(session, viewer, typing, piece.name)
    found = list(_objects(session, typing, languages))
    found += _operators(typing)
    if len(fold(piece.name)) >= SHORTEST:
        found += _people(session, viewer, typing, piece.name)
        found += _tags(session, viewer, typing)
        found += _places(session, viewer, typing, piece.name)
    return found or _meant(typing, languages)


def _meant(typing: _Typing, languages: Sequence[str]) -> list[Suggestion]:
    """The object whose name is nearly what is typed."""
    meant = names_of(words_known(languages)).nearest(fold(typing.piece.name))
    return [typing.suggest(cards.OBJECT, meant, "Did you mean this?", meant)] if meant else []


def _objects(session: Session, typing: _Typing, languages: Sequence[str]) -> Iterator[Suggestion]:
    """Labels of which a word begins like what is typed."""
    known = languages[:LANGUAGES]
    names = label_names(known)
    counts = {row.label: row.post_count for row in session.exec(select(PopularObject))}
    taken: set[str] = set()
    for start in typing.starts:
        fitting = labels_beginning(typing.text[start:], known, EACH + len(taken), counts)
        for label in [each for each in fitting if each not in taken][: EACH - len(taken)]:
            number = counts.get(label, 0)
            said = f"Object, {count_of(number, 'post', 'posts')}" if number else "Object"
            yield Suggestion(cards.OBJECT, names[label], said, typing.text[:start] + names[label])
            taken.add(label)


def _starts(cut: Sequence[Piece]) -> list[int]:
    """Where the last plain words begin, the farthest first."""
    plain = takewhile(lambda each: each.kind == "word" and each.name[0] not in "#@", reversed(cut))
    return [piece.start for piece in plain][:WORDS][::-1]


def _operators(typing: _Typing) -> Iterator[Suggestion]:
    begin = typing.piece.name.lower()
    for name, said in OPERATORS.items():
        if name.startswith(begin):
            yield typing.suggest(cards.OPERATOR, name, said, name, continues=True)


def _values(session: Session, viewer: Viewer | None, typing: _Typing) -> Iterable[Suggestion]:
    """What may follow an operator."""
    name, value = typing.piece.name, typing.piece.value
    if name in VALUES:
        fitting = [each for each in VALUES[name] if each.startswith(value.lower())]
        return [
            typing.suggest(cards.OPERATOR, choice, MEANINGS.get(choice, ""), choice)
            for choice in (f"{name}:{each}" for each in fitting)
        ]
    if name == "from":
        return _people(session, viewer, typing, value)
    if name in ("place", "near"):
        return _places(session, viewer, typing, value, name)
    return []


def _people(
    session: Session, viewer: Viewer | None, typing: _Typing, name: str
) -> Iterator[Suggestion]:
    if typing.piece.kind == "operator" and viewer and terms.ME.startswith(name.lower()):
        yield typing.suggest(cards.OPERATOR, "from:me", "Your own posts", "from:me")
    is_alone = typing.piece.kind == "word" and name[0] != "@" and not typing.before.strip()
    for person in find_people(session, viewer, name, EACH):
        href = f"/{person.username}" if is_alone else ""
        said = person.display_name or "Person"
        word = f"@{person.username}"
        yield typing.suggest(
            cards.PERSON, person.username, said, word, href=href, avatar=person.avatar
        )


def _tags(session: Session, viewer: Viewer | None, typing: _Typing) -> Iterator[Suggestion]:
    for card in find_tags(session, viewer, typing.piece.name, EACH):
        yield typing.suggest(cards.TAG, f"#{card.tag}", card.people, f"#{card.tag}")


def _places(
    session: Session, viewer: Viewer | None, typing: _Typing, name: str, sign: str = "place"
) -> Iterator[Suggestion]:
    for place in search_places(session, viewer, name, EACH):
        words = f"{sign}:{quoted(place.name)}"
        yield typing.suggest(cards.PLACE, place.name, place.detail or "Place", words)
