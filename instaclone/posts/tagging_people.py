"""People whom an author says are in a post: who may be, who is told, and how they get out again."""

import re
from collections.abc import Collection, Sequence

from sqlalchemy import exists
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import TAG
from instaclone.activity.notifying import announce, notify, withdraw
from instaclone.db.dialect import change_if
from instaclone.errors import Invalid, NotFound
from instaclone.live.bus import publish_later
from instaclone.posts.choices import PEOPLE, PersonMark
from instaclone.posts.models import Post, PostMedia, PostPerson
from instaclone.posts.visibility import meant_for, visible_post
from instaclone.profiles.models import Profile
from instaclone.relations.standing import blocked_between


def tag_people(session: Session, post: Post, line: str, marks: Sequence[PersonMark] = ()) -> None:
    """Have exactly the people of a line of usernames, and of these marks, in the post; its row is
    held by the caller, its pictures are in place.

    Those who stay are not asked about again. Raises Invalid naming who cannot be tagged: unknown,
    blocked, not among those the post is for, or somebody who took their tag off before.
    """
    places = _places(session, post, marks)
    names = list(dict.fromkeys([*usernames_in(line), *places]))
    if len(names) > PEOPLE:
        raise Invalid(f"You can tag {PEOPLE} people; these are {len(names)}.", "people")
    rows = {
        row.user_id: row
        for row in session.exec(select(PostPerson).where(PostPerson.post_id == post.id))
    }
    tagged = {user_id for user_id, row in rows.items() if row.removed_at is None}
    found = _ids_of(session, names)
    wanted = {found[name]: places.get(name) for name in names if name in found}
    _check(names, found, tagged | meant_for(session, post, set(wanted) - tagged), rows)
    for user_id in tagged - set(wanted):
        session.delete(rows[user_id])
        withdraw(session, TAG, post.author_id, user_id, post_id=post.id)
    asked = _who_approve(session, set(wanted) - tagged)
    for user_id, place in wanted.items():
        row = rows.get(user_id) or PostPerson(
            post_id=post.id or 0, user_id=user_id, is_pending=user_id in asked
        )
        row.media_id, row.x, row.y = place or (None, None, None)
        session.add(row)
    session.flush()
    if post.sort_key is not None:
        tell_tagged(session, post)


def _check(
    names: list[str], found: dict[str, int], suited: set[int], rows: dict[int, PostPerson]
) -> None:
    """Raise Invalid for the first of these names that cannot be tagged."""
    for name in names:
        user_id = found.get(name)
        if user_id is None or user_id not in suited:
            raise Invalid(
                f"@{name} cannot be tagged: nobody who may see this post has that name.", "people"
            )
        if user_id in rows and rows[user_id].removed_at is not None:
            raise Invalid(f"@{name} took their tag off this post. It stays off.", "people")


def _places(
    session: Session, post: Post, marks: Sequence[PersonMark]
) -> dict[str, tuple[int, float, float] | None]:
    """Where the marks say that people are, by folded username; a mark on a picture that the post
    does not have says no more than that they are in it."""
    own = set(session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)))
    places: dict[str, tuple[int, float, float] | None] = {}
    for mark in marks:
        for name in usernames_in(mark.username):
            place = (mark.media_id, _share(mark.x), _share(mark.y))
            places[name] = place if mark.media_id in own else None
    return places


def _share(value: float) -> float:
    return round(min(max(float(value), 0.0), 1.0), 4)


def _who_approve(session: Session, user_ids: Collection[int]) -> set[int]:
    """Those of these people who want to be asked before they are in a post."""
    asking = select(Profile.user_id).where(
        col(Profile.user_id).in_(user_ids), col(Profile.approves_tags).is_(True)
    )
    return set(session.exec(asking))


def tell_tagged(session: Session, post: Post) -> None:
    """Tell the people in a post that has become visible; nobody is told twice."""
    author = Viewer(post.author_id, "")
    for user_id in meant_for(session, post, _tagged_in(session, post)):
        notify(session, TAG, author, user_id, post_id=post.id)


def approve_tag(session: Session, viewer: Viewer, code: str) -> None:
    """Say yes to being in a post; raises NotFound where nobody asked, or the post is gone."""
    post = visible_post(session, viewer, code, hold=True)
    mine = (
        col(PostPerson.post_id) == post.id,
        col(PostPerson.user_id) == viewer.id,
        col(PostPerson.removed_at).is_(None),
    )
    if session.exec(select(PostPerson.user_id).where(*mine)).first() is None:
        raise NotFound("You are not tagged in this post any more.")
    change_if(session, PostPerson, *mine, is_pending=False)
    publish_later(session, f"post:{post.id}")
    publish_later(session, f"user:{post.author_id}")
    announce(session, viewer.id)


def remove_me(session: Session, viewer: Viewer, code: str) -> None:
    """Take the viewer's own tag off a post for good; raises NotFound when there is none.

    Also off a post that they may see no more, while others do.
    """
    is_tagged = exists().where(
        col(PostPerson.post_id) == col(Post.id),
        col(PostPerson.user_id) == viewer.id,
        col(PostPerson.removed_at).is_(None),
    )
    statement = select(Post).where(Post.code == code, is_tagged).with_for_update()
    post = session.exec(statement.execution_options(populate_existing=True)).first()
    if post is None:
        raise NotFound("You are not tagged in this post.")
    mine = (col(PostPerson.post_id) == post.id, col(PostPerson.user_id) == viewer.id)
    change_if(session, PostPerson, *mine, removed_at=clock.now())
    withdraw(session, TAG, post.author_id, viewer.id, post_id=post.id)
    publish_later(session, f"post:{post.id}")
    announce(session, viewer.id)


def people_line(session: Session, post_id: int) -> str:
    """The usernames in a post as its author's form shows them: @ana, @ben."""
    names = (
        select(User.username)
        .join(PostPerson, col(PostPerson.user_id) == col(User.id))
        .join(Post, col(Post.id) == PostPerson.post_id)
        .where(
            PostPerson.post_id == post_id,
            col(PostPerson.removed_at).is_(None),
            ~blocked_between(col(User.id), col(Post.author_id)),
        )
    )
    return ", ".join(f"@{name}" for name in session.exec(names.order_by(col(User.username))))


def usernames_in(line: str) -> list[str]:
    """The folded usernames of a line, each once, in order."""
    parts = (part.lstrip("@").lower() for part in re.split(r"[,;\s]+", line))
    return list(dict.fromkeys(part for part in parts if part))


def _ids_of(session: Session, names: list[str]) -> dict[str, int]:
    rows = session.execute(select(User.username, User.id).where(col(User.username).in_(names)))
    return {name: user_id for name, user_id in rows if user_id}


def _tagged_in(session: Session, post: Post) -> set[int]:
    rows = select(PostPerson.user_id).where(
        PostPerson.post_id == post.id, col(PostPerson.removed_at).is_(None)
    )
    return set(session.exec(rows))
