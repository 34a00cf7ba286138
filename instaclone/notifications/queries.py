"""Reads what happened to a person, newest first, in a constant number of statements.

Notifications of one bundle are one line, which stands where the newest of them stands.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from instaclone import clock, text
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.models import Notification
from instaclone.comments.filtering import filtered_below
from instaclone.comments.models import Comment
from instaclone.media.models import READY, Media, Variant
from instaclone.media.queries import is_served_still
from instaclone.notifications import wording
from instaclone.notifications.cards import News, NotificationCard, NotificationPage
from instaclone.notifications.preferring import is_quiet
from instaclone.notifications.visibility import visible_notifications
from instaclone.posts.models import Post, PostMedia, PostPerson
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.people import person_cards
from instaclone.search.addresses import address
from instaclone.search.models import SavedSearch
from instaclone.storage.signing import media_url

PAGE = 20
LONGEST = 60  # lines that are shown at once
SHOWN = 3  # people of a line who have their picture in it
COUNTED = 100  # more than 99 are said to be 99+
_newest = aliased(Notification)

FILTERS: dict[str, tuple[str, ...]] = {
    "all": kinds.KINDS,
    "unread": kinds.KINDS,
    "follows": (kinds.FOLLOW, kinds.REQUEST, kinds.ACCEPT),
    "likes": (kinds.LIKE, kinds.COMMENT_LIKE),
    "comments": (kinds.COMMENT, kinds.REPLY),
    "mentions": (kinds.MENTION, kinds.TAG),
}


def news(session: Session, viewer: Viewer, since: datetime) -> News:
    """What a tab that looked last at `since` has to know now."""
    # By id alone: asked for the moment too, the database would look at all that is unread.
    newest = session.execute(
        select(col(Notification.id), col(Notification.created_at))
        .where(visible_notifications(viewer), col(Notification.read_at).is_(None))
        .order_by(col(Notification.id).desc())
        .limit(COUNTED)
    ).all()
    return News(
        unread=len(newest),
        arrived={f"{row[0]} {row[1].isoformat()}": row[0] for row in newest if row[1] >= since},
        is_quiet=is_quiet(session, viewer, clock.now()),
    )


def notification_page(
    session: Session,
    viewer: Viewer,
    only: str = "all",
    before: int | None = None,
    size: int = PAGE,
) -> NotificationPage:
    """The newest `size` lines older than the cursor."""
    # The newest of its bundle that is shown, so that what is not shown leads nobody. It depends on
    # the bundle alone, and is the first entry of an index: "no newer one exists" would have MariaDB
    # read a bundle of thousands from its oldest end, for each of them.
    newest = (
        select(col(_newest.id))
        .where(
            col(_newest.bundle) == col(Notification.bundle),
            _is_meant(viewer, only, _newest),
            visible_notifications(viewer, _newest),
        )
        .order_by(col(_newest.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(col(Notification.bundle), col(Notification.id)).where(
        _is_meant(viewer, only), col(Notification.id) == newest
    )
    if before is not None:
        statement = statement.where(col(Notification.id) < before)
    found = session.execute(statement.order_by(col(Notification.id).desc()).limit(size)).all()
    places = {row[0]: number for number, row in enumerate(found)}
    cards = _cards(session, viewer, col(Notification.bundle).in_(list(places)))
    cards.sort(key=lambda card: places[card.key])
    return NotificationPage(cards, found[-1][1] if len(found) == size else None)


def _is_meant(
    viewer: Viewer, only: str, notification: type[Notification] = Notification
) -> ColumnElement[bool]:
    """What the filter asks for, whether the viewer may see it or not."""
    meant = and_(
        col(notification.recipient_id) == viewer.id, col(notification.kind).in_(FILTERS[only])
    )
    return and_(meant, col(notification.read_at).is_(None)) if only == "unread" else meant


def cards_of(session: Session, viewer: Viewer, ids: Collection[int]) -> list[NotificationCard]:
    """These notifications alone, without others of their bundles, newest first: for toasts."""
    return _cards(session, viewer, col(Notification.id).in_(ids))


def bundle_people(session: Session, viewer: Viewer, key: str) -> list[PersonCard]:
    """Everybody of one line, newest first, as far as a list can hold."""
    actors = (
        select(col(Notification.actor_id))
        .where(visible_notifications(viewer), col(Notification.bundle) == key)
        .order_by(col(Notification.id).desc())
        .limit(LONGEST)
    )
    return person_cards(session, viewer, session.execute(actors).scalars())


@dataclass
class _Line:
    """The newest notification of a bundle, and what is known of the whole."""

    newest: Any
    actors: list[int]


def _cards(session: Session, viewer: Viewer, wanted: ColumnElement[bool]) -> list[NotificationCard]:
    lines = _lines(session, viewer, wanted)
    people = {
        person.id: person
        for person in person_cards(
            session, viewer, [actor for line in lines for actor in line.actors]
        )
    }
    posts = _posts(session, viewer, {line.newest.post_id for line in lines} - {None})
    bodies = _bodies(session, viewer, {line.newest.comment_id for line in lines} - {None})
    return [
        _card(
            line.newest,
            [people[actor] for actor in dict.fromkeys(line.actors) if actor in people],
            posts.get(line.newest.post_id, _Told()),
            bodies.get(line.newest.comment_id, ""),
        )
        for line in lines
    ]


def _lines(session: Session, viewer: Viewer, wanted: ColumnElement[bool]) -> list[_Line]:
    """The newest few of each bundle, with how many there are and whether all were read."""
    whole = col(Notification.bundle)
    newest_first = col(Notification.id).desc()
    ranked = (
        select(
            col(Notification.id),
            whole,
            col(Notification.kind),
            col(Notification.actor_id),
            col(Notification.post_id),
            col(Notification.comment_id),
            col(SavedSearch.query),
            func.coalesce(col(SavedSearch.name), col(SavedSearch.query)).label("title"),
            col(Notification.created_at),
            func.row_number().over(partition_by=whole, order_by=newest_first).label("place"),
            func.count().over(partition_by=whole).label("people"),
            func.count(col(Notification.read_at)).over(partition_by=whole).label("read"),
        )
        .outerjoin(SavedSearch, col(SavedSearch.id) == col(Notification.search_id))
        .where(visible_notifications(viewer), wanted)
        .subquery()
    )
    rows = session.execute(
        select(ranked).where(ranked.c.place <= SHOWN).order_by(ranked.c.id.desc())
    )
    lines: dict[str, _Line] = {}
    for row in rows:
        lines.setdefault(row.bundle, _Line(row, [])).actors.append(row.actor_id)
    return list(lines.values())


def _card(row: Any, people: list[PersonCard], post: "_Told", body: str) -> NotificationCard:
    asks = post.asks and row.kind == kinds.TAG
    if row.kind == kinds.SEARCH:
        names, did = [], wording.found(row.people, row.title)
    else:
        names = wording.names([person.username for person in people], row.people)
        did = wording.did(row.kind, row.comment_id is not None, asks=asks)
    return NotificationCard(
        key=row.bundle,
        id=row.id,
        kind=row.kind,
        count=row.people,
        people=people,
        names=names,
        did=did,
        sentence=("".join(name.text for name in names) + " " + did).lstrip(),
        href=_href(row, people, post.code),
        when=text.ago(row.created_at, clock.now()),
        moment=row.created_at.isoformat(),
        moment_in_full=text.date_and_time(row.created_at),
        is_unread=row.read < row.people,
        is_follow=row.kind == kinds.FOLLOW and row.people == 1,
        quote=wording.quote(body),
        picture=post.picture,
        is_found=row.kind == kinds.SEARCH,
        code=post.code,
        asks=asks,
    )


def _href(row: Any, people: list[PersonCard], code: str) -> str:
    """Where the thing is; people are in the line itself where there are several."""
    if row.kind == kinds.SEARCH:
        return address(row.query)
    if row.comment_id is not None and code:
        return f"/p/{code}?comment={row.comment_id}"
    if code:
        return f"/p/{code}"
    return f"/{people[0].username}" if row.people == 1 and people else ""


@dataclass
class _Told:
    """A post that something is told of: its code, the smallest rendition of its first picture, ""
    where a warning covers it, and whether the viewer is asked to be tagged in it."""

    code: str = ""
    picture: str = ""
    asks: bool = False


def _posts(session: Session, viewer: Viewer, post_ids: Collection[int]) -> dict[int, _Told]:
    asks = exists().where(
        col(PostPerson.post_id) == col(Post.id),
        col(PostPerson.user_id) == viewer.id,
        col(PostPerson.is_pending).is_(True),
        col(PostPerson.removed_at).is_(None),
    )
    is_open = or_(col(Post.warning) == "", col(Post.author_id) == viewer.id)
    rows = session.execute(
        select(col(Post.id), col(Post.code), asks, is_open, col(Variant.key))
        .outerjoin(PostMedia, col(PostMedia.post_id) == col(Post.id))
        .outerjoin(
            Media,
            (col(Media.id) == col(PostMedia.media_id))
            & (col(Media.state) == READY)
            & col(Media.deleted_at).is_(None),
        )
        .outerjoin(Variant, and_(col(Variant.media_id) == col(Media.id), is_served_still()))
        .where(col(Post.id).in_(post_ids))
        .order_by(col(Post.id), col(PostMedia.position), col(Variant.width))
    )
    found: dict[int, _Told] = {}
    for post_id, code, is_asked, is_shown, key in rows:
        told = found.setdefault(post_id, _Told(code, asks=bool(is_asked)))
        if key and is_shown and not told.picture:
            told.picture = media_url(key)
    return found


def _bodies(session: Session, viewer: Viewer, comment_ids: Collection[int]) -> dict[int, str]:
    """What comments say, without those that a filtered word hides until they are revealed."""
    rows = session.execute(
        select(col(Post.author_id), Comment)
        .join(Comment, col(Comment.post_id) == col(Post.id))
        .where(col(Comment.id).in_(comment_ids))
    )
    found = [(author_id, comment) for author_id, comment in rows]
    hidden = filtered_below(session, viewer, found)
    return {comment.id: comment.body for _, comment in found if comment.id not in hidden}
