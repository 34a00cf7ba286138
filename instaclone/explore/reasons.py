"""Why this? in plain sentences: from the same numbers that chose, and naming nobody unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.explore import signals
from instaclone.explore.cards import ReasonCard
from instaclone.explore.models import AUTHOR, OBJECT, TAG
from instaclone.explore.scoring import Found
from instaclone.explore.signals import BY_NAME, Score, strongest
from instaclone.explore.tastes import Subject, Taste
from instaclone.places.models import Place
from instaclone.relations.standing import visible_people
from instaclone.text import count_of, listed

MOST = 3  # reasons for one post
NAMED = 1  # of people, before the others are counted


@dataclass(frozen=True)
class _Told:
    """What the sentences are made of."""

    taste: Taste
    people: dict[int, str]
    places: dict[int, str]
    now: datetime


def reasons_for(
    session: Session,
    viewer: Viewer,
    taste: Taste,
    chosen: Sequence[tuple[Found, Score]],
) -> list[list[ReasonCard]]:
    """The strongest reasons for each of these posts, in two statements. Only people the viewer may
    know of are named, and a reason from likes stands only while there are some that they may be
    told of."""
    people = {post.author_id for post, _ in chosen}
    people |= {friend for post, _ in chosen for friend in post.friends}
    names = session.execute(
        select(col(User.id), col(User.username)).where(
            col(User.id).in_(sorted(people)), visible_people(viewer)
        )
    )
    places = {origin for post, _ in chosen for origin in post.near}
    named = session.execute(
        select(col(Place.id), col(Place.name)).where(
            col(Place.id).in_(sorted(places)), col(Place.is_of_gazetteer).is_(True)
        )
    )
    told = _Told(taste, {row[0]: row[1] for row in names}, {r[0]: r[1] for r in named}, clock.now())
    return [_reasons(told, post, score) for post, score in chosen]


def _reasons(told: _Told, post: Found, score: Score) -> list[ReasonCard]:
    """Left out is what may be said no more: "" instead of a sentence."""
    said = [(name, _SENTENCES[name](told, post)) for name, given in strongest(score) if given > 0]
    return [ReasonCard(name, BY_NAME[name].title, text) for name, text in said if text][:MOST]


def _wishes(told: _Told, post: Found) -> str:
    best = _strongest(told.taste.leanings, post, (TAG, OBJECT, AUTHOR))
    if best is None:
        return "You asked for more like this"
    return f"You asked for more {_called(told, best)}"


def _friends(told: _Told, post: Found) -> str:
    names = [told.people[each] for each in post.friends if each in told.people]
    if not names:
        return ""
    rest = len(names) - NAMED
    if not rest:
        return f"{names[0]}, whom you follow, likes it"
    return f"{listed([*names[:NAMED], count_of(rest, 'other', 'others')])} you follow like it"


def _kindred(_told: _Told, post: Found) -> str:
    return "People who like what you like, like it" if post.kin else ""


def _authors(told: _Told, post: Found) -> str:
    name = told.people.get(post.author_id, "their author")
    return _learned(told, f"You like what {name} posts", (AUTHOR, str(post.author_id)), "by them")


def _tags(told: _Told, post: Found) -> str:
    best = _strongest(told.taste.interests, post, (TAG,))
    return _learned(told, _called(told, best), best, "with it") if best else "A tag you like"


def _objects(told: _Told, post: Found) -> str:
    best = _strongest(told.taste.interests, post, (OBJECT,))
    return _learned(told, _called(told, best), best, "with one") if best else "Something you like"


def _places(told: _Told, post: Found) -> str:
    origin = max(post.near, key=lambda place_id: post.near[place_id], default=0)
    return f"Near {told.places[origin]}" if origin in told.places else "Near a place of yours"


def _fresh(told: _Told, post: Found) -> str:
    hours = max(0, int((told.now - post.shown_at).total_seconds() // 3600))
    if hours < 24:
        return "Posted today" if hours else "Posted just now"
    return f"Posted {count_of(hours // 24, 'day', 'days')} ago"


def _newcomers(told: _Told, post: Found) -> str:
    name = told.people.get(post.author_id, "its author")
    days = (told.now - post.joined_at).days
    when = f"{count_of(days, 'day', 'days')} ago" if days > 0 else "today"
    return f"New here: {name} joined {when}"


def _popular(_told: _Told, post: Found) -> str:
    if post.likes == 1:
        return "1 person likes it"
    return f"{post.likes:,} people like it" if post.likes else ""


def _turns(told: _Told, post: Found) -> str:
    name = told.people.get(post.author_id, "its author")
    return f"It is {name}'s turn: everybody who posts is shown to somebody"


_SENTENCES = {
    signals.WISHES: _wishes,
    signals.FRIENDS: _friends,
    signals.KINDRED: _kindred,
    signals.AUTHORS: _authors,
    signals.TAGS: _tags,
    signals.OBJECTS: _objects,
    signals.PLACES: _places,
    signals.FRESH: _fresh,
    signals.NEWCOMERS: _newcomers,
    signals.POPULAR: _popular,
    signals.TURNS: _turns,
}


def _strongest(weights: object, post: Found, kinds: tuple[str, ...]) -> Subject | None:
    known = weights if isinstance(weights, dict) else {}
    met = [each for each in post.subjects if each[0] in kinds and known.get(each, 0) > 0]
    return max(sorted(met), key=lambda each: known[each], default=None)


def _called(told: _Told, subject: Subject) -> str:
    kind, name = subject
    if kind == TAG:
        return f"#{name}"
    if kind == AUTHOR:
        return f"by {told.people.get(int(name), 'its author')}"
    return name


def _learned(told: _Told, what: str, subject: Subject, which: str) -> str:
    """What is liked, and from how much of it that was learned."""
    evidence = told.taste.evidence.get(subject, 0)
    if not evidence:
        return f"{what}: you follow it" if subject[0] == TAG else what
    return f"{what}: you liked or saved {count_of(evidence, 'post', 'posts')} {which}"
