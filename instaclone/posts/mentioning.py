"""Tells people that somebody's words mention them, if they may see the post."""

from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import MENTION
from instaclone.activity.notifying import notify, withdraw
from instaclone.posts.models import Post
from instaclone.posts.visibility import visible_posts
from instaclone.profiles.models import FormerUsername
from instaclone.text import mentions_in

MOST = 20  # people one text may call; more is a crowd, and an annoyance


def mention_in_post(session: Session, author: Viewer, post: Post, old_caption: str = "") -> None:
    """Tell those the caption mentions and `old_caption` did not; take it back from the others.

    Nobody is told of a post that is not shown yet: call this when it becomes so.
    """
    assert post.id
    now, before = mentions_in(post.caption)[:MOST], mentions_in(old_caption)[:MOST]
    for user_id in no_longer(session, before, now):
        withdraw(session, MENTION, author.id, user_id, post_id=post.id)
    if post.sort_key is None:
        return
    for user_id in who_may_see(session, post, [name for name in now if name not in before]):
        notify(session, MENTION, author, user_id, post_id=post.id)


def who_may_see(session: Session, post: Post, usernames: list[str]) -> list[int]:
    """The ids of those of these people who may see the post, each asked through the gate."""
    session.flush()
    people = session.execute(
        select(User.id, User.username).where(
            col(User.username).in_(usernames[:MOST]), col(User.suspended_at).is_(None)
        )
    ).all()
    return [
        user_id
        for user_id, username in people
        if session.exec(
            select(Post.id).where(Post.id == post.id, visible_posts(Viewer(user_id, username)))
        ).first()
    ]


def no_longer(session: Session, before: list[str], now: list[str]) -> set[int]:
    """The ids of those whom the names before mean and the names now do not, whatever they are
    called by now."""
    return _meant(session, [name for name in before if name not in now]) - _meant(session, now)


def _meant(session: Session, usernames: list[str]) -> set[int]:
    called = select(User.id).where(col(User.username).in_(usernames))
    formerly = select(FormerUsername.user_id).where(col(FormerUsername.username).in_(usernames))
    return {user_id for user_id in (*session.exec(called), *session.exec(formerly)) if user_id}
