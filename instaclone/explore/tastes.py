"""What is known of a viewer when explore chooses for them: learned, wished, switched off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.explore.commonness import Subject, telling
from instaclone.explore.models import (
    AUTHOR,
    OBJECT,
    PLACE,
    TAG,
    Interest,
    Kinship,
    Leaning,
)
from instaclone.explore.signals import (
    AUTHORS,
    FRIENDS,
    KINDRED,
    OBJECTS,
    PLACES,
    TAGS,
    WISHES,
)
from instaclone.explore.switching import signals_off
from instaclone.relations.models import Follow
from instaclone.relations.standing import mutes, visible_people

FOLLOWED, KIN = 40, 40  # people whose likes are looked at

# Which signal an interest of this kind is for.
SIGNAL_OF = {TAG: TAGS, OBJECT: OBJECTS, AUTHOR: AUTHORS, PLACE: PLACES}


@dataclass(frozen=True)
class Taste:
    """`interests` and `leanings` by subject, these the weaker, the more common it is; `evidence` is
    from how many posts an interest was learned; `kin` how alike each is; `friends` are those the
    viewer follows, the latest first; who is muted or hidden is neither. Of a signal
    that is off nothing is there."""

    off: frozenset[str] = frozenset()
    interests: Mapping[Subject, float] = field(default_factory=dict)
    evidence: Mapping[Subject, int] = field(default_factory=dict)
    leanings: Mapping[Subject, float] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    friends: tuple[int, ...] = ()
    kin: Mapping[int, float] = field(default_factory=dict)

    def uses(self, signal: str) -> bool:
        """Whether the signal may choose."""
        return signal not in self.off

    def best(self, kind: str, most: int) -> dict[str, float]:
        """The subjects of a kind to look for and how much they matter, the strongest first: what
        the viewer likes, and what they asked more of."""
        found: dict[str, float] = {}
        for known in (self.interests, self.leanings):
            for (each, subject), weight in known.items():
                if each == kind and weight > found.get(subject, 0.0):
                    found[subject] = weight
        ranked = sorted(found, key=lambda subject: (-found[subject], subject))
        return {subject: found[subject] for subject in ranked[:most]}


def taste_of(session: Session, viewer: Viewer) -> Taste:
    """What is known of the viewer, in eight statements at most."""
    off = signals_off(session, viewer)
    learned = select(Interest).where(Interest.user_id == viewer.id)
    interests = [row for row in session.exec(learned) if SIGNAL_OF.get(row.kind) not in off]
    leanings = session.exec(select(Leaning).where(Leaning.user_id == viewer.id)).all()
    hidden = frozenset(
        int(row.subject)
        for row in leanings
        if row.kind == AUTHOR and row.is_hidden and row.subject.isdecimal()
    )
    friends = () if FRIENDS in off else _friends(session, viewer)
    kin = {} if KINDRED in off else _kin(session, viewer)
    return Taste(
        off=off,
        interests={(row.kind, row.subject): row.weight for row in interests},
        evidence={(row.kind, row.subject): row.evidence for row in interests},
        leanings={} if WISHES in off else _leanings(session, leanings),
        hidden=hidden,
        friends=tuple(each for each in friends if each not in hidden),
        kin={other: score for other, score in kin.items() if other not in hidden},
    )


def _leanings(session: Session, rows: Iterable[Leaning]) -> dict[Subject, float]:
    """A wish for more or less of a post is about what sets it apart from others, which are not the
    tags and objects of all of them."""
    asked = {(row.kind, row.subject): row.weight for row in rows if row.weight}
    says = telling(session, asked)
    return {subject: weight * says[subject] for subject, weight in asked.items()}


def _friends(session: Session, viewer: Viewer) -> tuple[int, ...]:
    rows = session.scalars(
        select(col(Follow.followed_id))
        .join(User, col(User.id) == Follow.followed_id)
        .where(
            col(Follow.follower_id) == viewer.id,
            visible_people(viewer),
            ~mutes(viewer.id, col(Follow.followed_id)),
        )
        .order_by(col(Follow.created_at).desc(), col(Follow.followed_id).desc())
        .limit(FOLLOWED)
    )
    return tuple(rows)


def _kin(session: Session, viewer: Viewer) -> dict[int, float]:
    rows = session.execute(
        select(Kinship.other_id, Kinship.score)
        .join(User, col(User.id) == Kinship.other_id)
        .where(
            col(Kinship.user_id) == viewer.id,
            visible_people(viewer),
            ~mutes(viewer.id, col(Kinship.other_id)),
        )
        .order_by(col(Kinship.score).desc(), col(Kinship.other_id))
        .limit(KIN)
    )
    return dict(rows.all())
