"""The posts that a screen of explore is chosen from: some of each signal that is on, by index.

What is looked at has a bound, however many people and posts there are: a window for each tag,
object, person and place, the best of what they hold together, and those through the gate.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.kept import kept
from instaclone.db.types import UtcDateTime
from instaclone.explore import nearness, signals, turns, windows
from instaclone.explore.gate import allowing, explorable, has_video, looks_open
from instaclone.explore.models import AUTHOR, OBJECT, TAG
from instaclone.explore.scoring import NEW_FOR, Found
from instaclone.explore.signals import BY_NAME
from instaclone.explore.tastes import Subject, Taste
from instaclone.explore.windows import newest_of, unseen
from instaclone.ids import RANDOM_BITS
from instaclone.media.models import VIDEO, Media
from instaclone.posts.indexing import HAS_VIDEO
from instaclone.posts.models import Post, PostFact, PostLike, PostMedia, PostTag
from instaclone.vision.models import LabelCount

FRESH, POPULAR, FILMS = 120, 60, 300
WINDOW, LIKED_WINDOW = 5000, 500  # newest posts among which the new and the liked are looked for
BEST = 500  # of those that windows found, besides the newest and whose turn it is
NEWCOMERS = 30  # people


@dataclass(frozen=True)
class Choice:
    """What there is to choose from, and whose turn it is, who waits longest first."""

    posts: list[Found]
    waiting: list[int]


class _Hits:
    """How much speaks for each post before it is looked at, and who likes it."""

    def __init__(self) -> None:
        self.weight: dict[int, float] = defaultdict(float)
        self.sure: set[int] = set()
        self.friends: dict[int, list[int]] = defaultdict(list)
        self.kin: dict[int, list[int]] = defaultdict(list)

    def add(self, signal: str, found: Iterable[tuple[int, int]], weights: list[float]) -> None:
        """Pairs of a subject's number and a post, and how much each subject weighs."""
        for number, post_id in found:
            self.weight[post_id] += BY_NAME[signal].weight * weights[number]

    def best(self) -> list[int]:
        """The ids to look at."""
        ranked = sorted(self.weight, key=lambda post_id: (-self.weight[post_id], -post_id))
        return sorted({*ranked[:BEST], *self.sure})


def choice_of(
    session: Session, viewer: Viewer, taste: Taste, kind: str, seen_since: datetime
) -> Choice:
    """What the viewer's signals find that they were not shown since that moment (with `kind` VIDEO:
    did not watch), do not like or keep, and may discover. A constant number of statements."""
    values = allowing(viewer, taste.hidden) | windows.since(seen_since, kind)
    hits = _Hits()
    waiting = turns.waiting(session, viewer, taste.hidden) if taste.uses(signals.TURNS) else []
    near = nearness.around(session, taste) if taste.uses(signals.PLACES) else {}
    if kind == VIDEO:
        hits.sure |= set(session.scalars(_newest(viewer, VIDEO, FILMS), values))
    else:
        _by_subject(session, taste, near, hits, values)
        _by_time(session, viewer, taste, hits, values)
        found = newest_of(session, windows.AUTHORS, waiting, values)
        hits.sure |= {post_id for _, post_id in found}
    _by_people(session, taste, hits, values)
    rows = session.execute(_looked_at(viewer, kind), values | {"ids": hits.best()}).all()
    subjects = _subjects(session, taste, rows)
    return Choice([_found(row, hits, subjects, near) for row in rows], waiting)


def _by_subject(
    session: Session, taste: Taste, near: nearness.Around, hits: _Hits, values: dict[str, Any]
) -> None:
    for signal, kind, window in (
        (signals.TAGS, TAG, windows.TAGS),
        (signals.OBJECTS, OBJECT, windows.OBJECTS),
        (signals.AUTHORS, AUTHOR, windows.AUTHORS),
    ):
        best = taste.best(kind, windows.SIZES[window][0])
        chosen: Any = [int(name) for name in best] if kind == AUTHOR else list(best)
        hits.add(signal, newest_of(session, window, chosen, values), list(best.values()))
    places = sorted(near, key=lambda place_id: -near[place_id][1])
    found = newest_of(session, windows.PLACES, places, values)
    hits.add(signals.PLACES, found, [near[place_id][1] for place_id in places])


def _by_people(session: Session, taste: Taste, hits: _Hits, values: dict[str, Any]) -> None:
    for signal, people, weights, likers in (
        (signals.FRIENDS, list(taste.friends), [0.5] * len(taste.friends), hits.friends),
        (signals.KINDRED, list(taste.kin), list(taste.kin.values()), hits.kin),
    ):
        found = newest_of(session, windows.PEOPLE, people, values)
        hits.add(signal, found, weights)
        for number, post_id in found:
            likers[post_id].append(people[number])


def _by_time(
    session: Session, viewer: Viewer, taste: Taste, hits: _Hits, values: dict[str, Any]
) -> None:
    if taste.uses(signals.FRESH):
        hits.sure |= set(session.scalars(_newest(viewer, "", FRESH), values))
    if taste.uses(signals.POPULAR):
        hits.sure |= set(session.scalars(_most_liked(), values))
    if taste.uses(signals.NEWCOMERS):
        people = session.scalars(_newcomers(), {"joined_since": clock.now() - NEW_FOR}).all()
        found = newest_of(session, windows.AUTHORS, people, values)
        hits.add(signals.NEWCOMERS, found, [1.0] * len(people))


def one_of(
    session: Session, viewer: Viewer | None, taste: Taste, code: str
) -> tuple[Found, str] | None:
    """What the signals look at in this one post, shown before or not, and its author's name; None
    where explore may not show it to the viewer. Seven statements at most."""
    values = allowing(viewer, taste.hidden) | {"code": code}
    row = session.execute(_posts(viewer, col(Post.code) == bindparam("code")), values).one_or_none()
    if row is None:
        return None
    hits = _Hits()
    likes = select(col(PostLike.user_id)).where(col(PostLike.post_id) == row.id)
    for people, likers in ((taste.friends, hits.friends), (taste.kin, hits.kin)):
        like_it = set(session.scalars(likes.where(col(PostLike.user_id).in_(list(people)))))
        likers[row.id] += [each for each in people if each in like_it]
    near = nearness.around(session, taste) if taste.uses(signals.PLACES) else {}
    return _found(row, hits, _subjects(session, taste, [row]), near), row.username


@kept
def _newest(viewer: Viewer, kind: str, most: int) -> Any:
    """The newest that the viewer may be shown; no more than a window is looked at."""
    keys = col(PostFact.sort_key) if kind == VIDEO else col(Post.sort_key)
    window = select(keys).where(keys > 0).order_by(keys.desc()).offset(WINDOW).limit(1)
    statement = select(col(Post.id))
    if kind == VIDEO:
        is_film = col(PostFact.fact) == HAS_VIDEO
        window = window.where(is_film)
        statement = statement.join(PostFact, col(PostFact.post_id) == col(Post.id)).where(is_film)
    floor = func.coalesce(window.correlate(None).scalar_subquery(), 0)
    return (
        statement.where(keys > floor, explorable(viewer), unseen(col(Post.id)))
        .order_by(keys.desc())
        .limit(most)
    )


@kept
def _newcomers() -> Any:
    """Of the people who joined last those who did lately."""
    joined = col(User.created_at)
    last = select(col(User.id), joined).order_by(col(User.id).desc()).limit(NEWCOMERS)
    latest = last.subquery("latest")
    since = bindparam("joined_since", type_=UtcDateTime())
    return select(latest.c.id).where(latest.c.created_at > since).order_by(latest.c.id.desc())


@kept
def _most_liked() -> Any:
    newest = (
        select(col(Post.id), col(Post.like_count))
        .where(looks_open(), col(Post.hides_like_count).is_(False), unseen(col(Post.id)))
        .order_by(col(Post.sort_key).desc())
        .limit(LIKED_WINDOW)
        .subquery("newest")
    )
    return (
        select(newest.c.id)
        .where(newest.c.like_count > 0)
        .order_by(newest.c.like_count.desc(), newest.c.id.desc())
        .limit(POPULAR)
    )


@kept
def _looked_at(viewer: Viewer, kind: str) -> Any:
    wanted = col(Post.id).in_(bindparam("ids", expanding=True))
    statement = _posts(viewer, wanted).where(unseen(col(Post.id)))
    return statement.where(has_video()) if kind == VIDEO else statement


def _posts(viewer: Viewer | None, wanted: ColumnElement[bool]) -> Any:
    """Those of these posts that explore may show, as `_found` takes them."""
    return (
        select(
            col(Post.id),
            col(Post.author_id),
            col(User.username),
            col(Post.sort_key),
            col(Post.like_count),
            col(Post.hides_like_count),
            col(Post.place_id),
            col(User.created_at).label("joined_at"),
            col(Media.perceptual_hash),
        )
        .join(User, col(User.id) == col(Post.author_id))
        .join(PostMedia, col(PostMedia.post_id) == col(Post.id))
        .join(Media, col(Media.id) == col(PostMedia.media_id))
        .where(wanted, col(PostMedia.position) == 0, explorable(viewer))
    )


def _subjects(session: Session, taste: Taste, rows: Any) -> dict[int, set[Subject]]:
    """What the posts are about, as far as it matters to the viewer."""
    found: dict[int, set[Subject]] = defaultdict(set)
    ids = [row.id for row in rows]
    tags = select(col(PostTag.post_id), col(PostTag.tag)).where(col(PostTag.post_id).in_(ids))
    labels = (
        select(col(PostMedia.post_id), col(LabelCount.label))
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(col(PostMedia.post_id).in_(ids))
    )
    for kind, statement in ((TAG, tags), (OBJECT, labels)):
        for post_id, name in session.execute(statement):
            if (kind, name) in taste.interests or (kind, name) in taste.leanings:
                found[post_id].add((kind, name))
    return found


def _found(
    row: Any, hits: _Hits, subjects: dict[int, set[Subject]], near: nearness.Around
) -> Found:
    moment = datetime.fromtimestamp((row.sort_key >> RANDOM_BITS) / 1000, UTC)
    tells = not row.hides_like_count  # its author keeps to themselves who likes it
    place = near.get(row.place_id)
    return Found(
        row.id,
        row.author_id,
        row.sort_key,
        moment,
        row.joined_at,
        likes=row.like_count if tells else 0,
        picture=row.perceptual_hash,
        subjects=frozenset({*subjects[row.id], (AUTHOR, str(row.author_id))}),
        friends=tuple(hits.friends[row.id]) if tells else (),
        kin=tuple(hits.kin[row.id]) if tells else (),
        near={place[0]: place[1]} if place else {},
    )
