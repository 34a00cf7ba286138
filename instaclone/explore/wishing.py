"""What people ask explore for: more or less like this, nobody of these; all of it can be undone."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.errors import Invalid
from instaclone.explore.cards import LeaningCard
from instaclone.explore.models import AUTHOR, OBJECT, TAG, Leaning
from instaclone.posts import putting_aside
from instaclone.posts.models import NOT_INTERESTED, Post, PostMedia, PostTag
from instaclone.posts.visibility import visible_post
from instaclone.profiles.bonds import id_of
from instaclone.relations.standing import visible_people
from instaclone.vision.models import LabelCount

# How far one wish leans, and how far any number of them: 1 is all that the signal can give.
STEPS = {TAG: 0.5, OBJECT: 0.4, AUTHOR: 0.3}
FURTHEST = 1.0
NOTHING = 0.01  # as good as none
TAGS, OBJECTS = 5, 3  # of a post's that one wish is about
EVERYWHERE = "person"  # is in pictures of all kinds, and says something only alone
MOST = 300  # leanings of one person; the oldest are forgotten
OWN = "This is your own post: explore shows you those of others."
ONESELF = "Explore shows you nothing of yourself."


def more_like(session: Session, viewer: Viewer, code: str) -> list[LeaningCard]:
    """Show the viewer more like this post; what it was taken for. Raises NotFound, Invalid for
    one's own."""
    return _lean(session, viewer, code, 1)


def less_like(session: Session, viewer: Viewer, code: str) -> list[LeaningCard]:
    """Show the viewer less like this post and not itself again; what it was taken for. Raises
    NotFound, Invalid for one's own."""
    leaned = _lean(session, viewer, code, -1)
    putting_aside.put_aside(session, viewer, code, NOT_INTERESTED)
    return leaned


def undo_more(session: Session, viewer: Viewer, code: str) -> None:
    """Take `more_like` back; raises NotFound."""
    _lean(session, viewer, code, -1)


def undo_less(session: Session, viewer: Viewer, code: str) -> None:
    """Take `less_like` back; raises NotFound."""
    _lean(session, viewer, code, 1)
    putting_aside.take_back(session, viewer, code)


def hide_person(session: Session, viewer: Viewer, username: str) -> None:
    """Show the viewer nothing of this person in explore; they are not told. Raises NotFound,
    Invalid for oneself."""
    other = id_of(session, viewer, username, ONESELF)
    _held(session, viewer, AUTHOR, str(other)).is_hidden = True
    session.flush()


def unhide_person(session: Session, viewer: Viewer, username: str) -> None:
    """Show the viewer posts of this person again. Raises NotFound, Invalid for oneself."""
    other = id_of(session, viewer, username, ONESELF)
    row = session.get(Leaning, (viewer.id, AUTHOR, str(other)), with_for_update=True)
    if row is not None:
        row.is_hidden = False
        _keep(session, row)


def take_back(session: Session, viewer: Viewer, kind: str, subject: str) -> None:
    """Forget what the viewer asked for about a subject, as `leanings` names it."""
    session.execute(
        delete(Leaning).where(
            col(Leaning.user_id) == viewer.id,
            col(Leaning.kind) == kind,
            col(Leaning.subject) == subject,
        )
    )


def leanings(session: Session, viewer: Viewer) -> list[LeaningCard]:
    """What the viewer asked for more and less of, the latest first: two statements."""
    rows = session.exec(
        select(Leaning)
        .where(Leaning.user_id == viewer.id)
        .order_by(col(Leaning.said_at).desc(), col(Leaning.kind), col(Leaning.subject))
    ).all()
    return _cards(session, viewer, rows)


def _lean(session: Session, viewer: Viewer, code: str, direction: int) -> list[LeaningCard]:
    post = visible_post(session, viewer, code)
    if post.author_id == viewer.id:
        raise Invalid(OWN)
    changed = []
    for kind, subject in _subjects(session, post):
        row = _held(session, viewer, kind, subject)
        leant = row.weight + direction * STEPS[kind]
        row.weight, row.said_at = max(-FURTHEST, min(FURTHEST, leant)), clock.now()
        changed.append(row)
    cards = _cards(session, viewer, changed)
    for row in changed:
        _keep(session, row)
    _forget_oldest(session, viewer)
    return cards


def _subjects(session: Session, post: Post) -> list[tuple[str, str]]:
    """What a post is about, always in the same order, in which their rows are taken."""
    tags = session.exec(
        select(PostTag.tag).where(PostTag.post_id == post.id).order_by(PostTag.tag).limit(TAGS)
    ).all()
    counted = session.exec(
        select(LabelCount.label)
        .join(PostMedia, col(PostMedia.media_id) == LabelCount.media_id)
        .where(PostMedia.post_id == post.id)
        .order_by(col(LabelCount.count).desc(), LabelCount.label)
    )
    labels = list(dict.fromkeys(counted))
    if len(labels) > 1 and EVERYWHERE in labels:
        labels.remove(EVERYWHERE)
    found = [(AUTHOR, str(post.author_id)), *((OBJECT, each) for each in labels[:OBJECTS])]
    return sorted([*found, *((TAG, each) for each in tags)])


def _held(session: Session, viewer: Viewer, kind: str, subject: str) -> Leaning:
    """The row of this leaning, made where there is none."""
    key = (viewer.id, kind, subject)
    row = session.get(Leaning, key, with_for_update=True)
    if row is None:
        add_once(session, Leaning(user_id=viewer.id, kind=kind, subject=subject))
        row = session.get_one(Leaning, key, with_for_update=True)
    return row


def _keep(session: Session, row: Leaning) -> None:
    """Write a leaning; one that says nothing any more goes."""
    if abs(row.weight) < NOTHING and not row.is_hidden:
        session.delete(row)
    session.flush()


def _forget_oldest(session: Session, viewer: Viewer) -> None:
    old = session.scalar(
        select(Leaning.said_at)
        .where(Leaning.user_id == viewer.id, col(Leaning.is_hidden).is_(False))
        .order_by(col(Leaning.said_at).desc())
        .offset(MOST)
        .limit(1)
    )
    if old is not None:
        session.execute(
            delete(Leaning)
            .where(
                col(Leaning.user_id) == viewer.id,
                col(Leaning.is_hidden).is_(False),
                col(Leaning.said_at) <= old,
            )
            .execution_options(synchronize_session=False)
        )


def _cards(session: Session, viewer: Viewer, rows: Iterable[Leaning]) -> list[LeaningCard]:
    """Without people the viewer may not know of any more."""
    kept = list(rows)
    people = [int(row.subject) for row in kept if row.kind == AUTHOR and row.subject.isdecimal()]
    names = dict(
        session.execute(
            select(col(User.id), User.username).where(
                col(User.id).in_(people), visible_people(viewer)
            )
        ).all()
    )
    found = []
    for row in kept:
        name = f"#{row.subject}" if row.kind == TAG else row.subject
        if row.kind == AUTHOR:
            name = names.get(int(row.subject), "") if row.subject.isdecimal() else ""
        if name:
            found.append(LeaningCard(row.kind, row.subject, name, row.weight > 0, row.is_hidden))
    return found
