"""What is known of a viewer when explore chooses for them: learned, wished, switched off."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.explore.models import AUTHOR, Interest, Kinship, Leaning
from instaclone.explore.signals import FRIENDS, KINDRED
from instaclone.explore.switching import signals_off
from instaclone.relations.models import Follow
from instaclone.relations.standing import visible_people

FOLLOWED, KIN = 40, 40  # people whose likes are looked at

Subject = tuple[str, str]  # kind and subject, as in Interest and Leaning


@dataclass(frozen=True)
class Taste:
    """`interests` and `leanings` by subject; `evidence` is from how many posts an interest was
    learned; `kin` how alike each is; `friends` are those the viewer follows, the latest first."""

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

    def best(self, kind: str, signal: str, wishes: str, most: int) -> list[str]:
        """The subjects of a kind to look for, the strongest first: what the viewer likes, where
        that signal may choose, and what they asked more of, where wishes may."""
        found: dict[str, float] = {}
        for name, known in ((signal, self.interests), (wishes, self.leanings)):
            if self.uses(name):
                for (each, subject), weight in known.items():
                    if each == kind and weight > found.get(subject, 0.0):
                        found[subject] = weight
        return sorted(found, key=lambda subject: (-found[subject], subject))[:most]


def taste_of(session: Session, viewer: Viewer) -> Taste:
    """What is known of the viewer, in five statements at most."""
    off = signals_off(session, viewer)
    interests = session.exec(select(Interest).where(Interest.user_id == viewer.id)).all()
    leanings = session.exec(select(Leaning).where(Leaning.user_id == viewer.id)).all()
    return Taste(
        off=off,
        interests={(row.kind, row.subject): row.weight for row in interests},
        evidence={(row.kind, row.subject): row.evidence for row in interests},
        leanings={(row.kind, row.subject): row.weight for row in leanings if row.weight},
        hidden=frozenset(
            int(row.subject)
            for row in leanings
            if row.kind == AUTHOR and row.is_hidden and row.subject.isdecimal()
        ),
        friends=() if FRIENDS in off else _friends(session, viewer),
        kin={} if KINDRED in off else _kin(session, viewer),
    )


def _friends(session: Session, viewer: Viewer) -> tuple[int, ...]:
    rows = session.scalars(
        select(col(Follow.followed_id))
        .join(User, col(User.id) == Follow.followed_id)
        .where(col(Follow.follower_id) == viewer.id, visible_people(viewer))
        .order_by(col(Follow.created_at).desc(), col(Follow.followed_id).desc())
        .limit(FOLLOWED)
    )
    return tuple(rows)


def _kin(session: Session, viewer: Viewer) -> dict[int, float]:
    rows = session.execute(
        select(Kinship.other_id, Kinship.score)
        .join(User, col(User.id) == Kinship.other_id)
        .where(col(Kinship.user_id) == viewer.id, visible_people(viewer))
        .order_by(col(Kinship.score).desc(), col(Kinship.other_id))
        .limit(KIN)
    )
    return dict(rows.tuples().all())
