"""What each signal gives a post, in thousandths: arithmetic on what was found, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, log1p

from instaclone.explore import signals
from instaclone.explore.models import AUTHOR, OBJECT, TAG
from instaclone.explore.signals import BY_NAME
from instaclone.explore.tastes import Subject, Taste

NEW_FOR = timedelta(days=14)  # since somebody joined
FRESH_FOR = timedelta(days=4)  # after which the freshness is about a third
OLD = 0.004  # freshness of the oldest: where there is nothing newer, they are shown
MANY = 200  # likes, which is as good as any number
HALF_KIN = 0.6  # so much likeness together gives half of what kindred people can


@dataclass(frozen=True)
class Found:
    """A post that may be shown, with what the signals look at.

    `subjects` are its tags, its objects and its author; `friends` and `kin` those who like it;
    `near` are the viewer's places that it is near, by how much. `likes` is 0 where its author
    keeps the number to themselves.
    """

    id: int
    author_id: int
    sort_key: int
    shown_at: datetime
    joined_at: datetime
    likes: int = 0
    picture: str = ""  # perceptual hash of the first, 16 hex digits
    place_id: int | None = None
    subjects: frozenset[Subject] = frozenset()
    friends: tuple[int, ...] = ()
    kin: tuple[int, ...] = ()
    near: Mapping[int, float] = field(default_factory=dict)


def score(taste: Taste, post: Found, now: datetime) -> dict[str, int]:
    """What each signal that is on gives the post; those that say nothing are left out."""
    shares = {
        signals.WISHES: _wishes(taste, post),
        signals.FRIENDS: 1 - 0.5 ** len(post.friends),
        signals.KINDRED: _saturated(sum(taste.kin.get(each, 0.0) for each in post.kin), HALF_KIN),
        signals.AUTHORS: taste.interests.get((AUTHOR, str(post.author_id)), 0.0),
        signals.TAGS: _together(taste, post, TAG),
        signals.OBJECTS: _together(taste, post, OBJECT),
        signals.PLACES: max(post.near.values(), default=0.0),
        signals.FRESH: max(OLD, exp(-_passed(post.shown_at, now) / FRESH_FOR)),
        signals.NEWCOMERS: max(0.0, 1 - _passed(post.joined_at, now) / NEW_FOR),
        signals.POPULAR: min(1.0, log1p(post.likes) / log1p(MANY)),
    }
    given = {
        name: round(BY_NAME[name].weight * share)
        for name, share in shares.items()
        if taste.uses(name)
    }
    return {name: thousandths for name, thousandths in given.items() if thousandths}


def _passed(since: datetime, now: datetime) -> timedelta:
    return max(timedelta(), now - since)


def _saturated(amount: float, half: float) -> float:
    return amount / (amount + half)


def _together(taste: Taste, post: Found, kind: str) -> float:
    """The interests that a post meets, together; each is below 1 and so are all."""
    missed = 1.0
    for subject in post.subjects:
        if subject[0] == kind:
            missed *= 1 - min(1.0, taste.interests.get(subject, 0.0))
    return 1 - missed


def _wishes(taste: Taste, post: Found) -> float:
    leant = sum(taste.leanings.get(subject, 0.0) for subject in post.subjects)
    return max(-1.0, min(1.0, leant))
