"""People whom an author says are in a post: who may be, who is told, and how they get out again."""

import re

from sqlalchemy import delete, exists
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import TAG
from instaclone.activity.notifying import notify, withdraw
from instaclone.db.dialect import change_if
from instaclone.errors import Invalid, NotFound
from instaclone.live.bus import publish_later
from instaclone.posts.choices import PEOPLE
from instaclone.posts.models import Post, PostPerson
from instaclone.posts.visibility import meant_for
from instaclone.relations.standing import blocked_between


def tag_people(session: Session, post: Post, line: str) -> None:
    """Have exactly the people of a line of usernames in the post; its row is held by the caller.

    Those who stay are not asked about again. Raises Invalid naming who cannot be tagged: unknown,
    blocked, not among those the post is for, or somebody who took their tag off before.
    """
    names = usernames_in(line)
    if len(names) > PEOPLE:
        raise Invalid(f"You can tag {PEOPLE} people; these are {len(names)}.", "people")
    rows = session.exec(select(PostPerson).where(PostPerson.post_id == post.id)).all()
    tagged = {row.user_id for row in rows if row.removed_at is None}
    refused = {row.user_id for row in rows if row.removed_at is not None}
    found = _ids_of(session, names)
    wanted = {found[name] for name in names if name in found}
    suited = meant_for(session, post, wanted - tagged)
    for name in names:
        user_id = found.get(name)
        if user_id is None or (user_id not in tagged and user_id not in suited):
            raise Invalid(
                f"@{name} cannot be tagged: nobody who may see this post has that name.", "people"
            )
        if user_id in refused:
            raise Invalid(f"@{name} took their tag off this post. It stays off.", "people")
    for user_id in tagged - wanted:
        session.execute(
            delete(PostPerson).where(
                col(PostPerson.post_id) == post.id, col(PostPerson.user_id) == user_id
            )
        )
        withdraw(session, TAG, post.author_id, user_id, post_id=post.id)
    session.add_all(
        PostPerson(post_id=post.id or 0, user_id=user_id) for user_id in wanted - tagged
    )
    session.flush()
    if post.sort_key is not None:
        tell_tagged(session, post)


def tell_tagged(session: Session, post: Post) -> None:
    """Tell the people in a post that has become visible; nobody is told twice."""
    author = Viewer(post.author_id, "")
    for user_id in meant_for(session, post, _tagged_in(session, post)):
        notify(session, TAG, author, user_id, post_id=post.id)


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
