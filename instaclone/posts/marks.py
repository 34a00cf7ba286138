"""What people did with posts, as one viewer may know it: likes, saves, comments counted.

Apart from the cards, because it changes all the time while people look at the same posts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.kept import kept
from instaclone.posts.models import (
    EVERYONE,
    FOLLOWERS,
    FOLLOWING,
    Post,
    PostLike,
    SavedPost,
)
from instaclone.posts.visibility import found_posts
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow
from instaclone.relations.standing import follows, unmet_people, visible_people
from instaclone.settings import settings
from instaclone.text import count_of

NOBODY = 0  # the id a guest has for comparisons


@dataclass(frozen=True)
class PostMarks:
    """The marks of a post for one viewer.

    `like_count` leaves out whom the viewer does not meet; where it is not shown, it and its words
    are empty, for a browser can read what its page hides. `likes_toggled` is what `likes_text`
    becomes when the viewer's own like changes. `liked_by` is somebody they follow, or "". `rev` is
    the number of the last press of theirs that the server has answered (see `posts.reactions`).
    """

    code: str = ""
    post_id: int = 0
    is_liked: bool = False
    is_saved: bool = False
    like_count: int = 0
    shows_like_count: bool = True
    shows_likers: bool = False
    likes_text: str = ""
    likes_toggled: str = ""
    liked_by: str = ""
    comment_count: int = 0
    comments_text: str = ""
    may_comment: bool = False
    rev: int = 0


def post_marks(
    session: Session,
    viewer: Viewer | None,
    post_ids: Iterable[int],
    unseen_comments: Mapping[int, int] | None = None,
) -> dict[str, PostMarks]:
    """The marks of those of these posts that the viewer may see, by code: three statements.

    `unseen_comments` says how many comments of a post the viewer does not see, by the post's id;
    comments are a later room's.
    """
    wanted = list(post_ids)
    if not wanted:
        return {}
    asked = {"posts": wanted}
    unmet = _pairs(session.execute(_unmet_likes(viewer), asked)) if viewer else {}
    liked_by = _pairs(session.execute(_followed_likers(viewer), asked)) if viewer else {}
    unseen = unseen_comments or {}
    made = (
        _marks(viewer, row, unmet.get(row[0].id, 0), liked_by.get(row[0].id, ""), unseen)
        for row in session.execute(_rows(viewer, settings().private_community), asked)
    )
    return {each.code: each for each in made}


def _pairs(rows: Iterable[Any]) -> dict[int, Any]:
    return {row[0]: row[1] for row in rows}


@kept
def _rows(viewer: Viewer | None, _private_community: bool) -> Any:
    me = viewer.id if viewer else NOBODY
    is_liked = exists().where(col(PostLike.post_id) == col(Post.id), col(PostLike.user_id) == me)
    is_saved = exists().where(col(SavedPost.post_id) == col(Post.id), col(SavedPost.user_id) == me)
    hides = exists().where(col(Profile.user_id) == me, col(Profile.hides_like_counts).is_(True))
    return select(
        Post, is_liked, is_saved, hides, follows(me, Post.author_id), follows(Post.author_id, me)
    ).where(col(Post.id).in_(_asked()), found_posts(viewer))


def _asked() -> Any:
    return bindparam("posts", expanding=True)


def _marks(
    viewer: Viewer | None, row: Any, unmet: int, liked_by: str, unseen: Mapping[int, int]
) -> PostMarks:
    post, is_liked, is_saved, hides, follows_author, is_followed = row
    is_author = viewer is not None and viewer.id == post.author_id
    likes = post.like_count - unmet
    shows_count = is_author or not (post.hides_like_count or hides)
    comments = post.comment_count - unseen.get(post.id, 0)
    among = {EVERYONE: True, FOLLOWERS: follows_author, FOLLOWING: is_followed}
    return PostMarks(
        code=post.code,
        post_id=post.id,
        is_liked=bool(is_liked),
        is_saved=bool(is_saved),
        like_count=likes if shows_count else 0,
        shows_like_count=shows_count,
        shows_likers=likes > 0 and (is_author or not post.hides_like_count),
        likes_text=_likes(likes) if shows_count else "",
        likes_toggled=_likes(likes + (-1 if is_liked else 1)) if shows_count else "",
        liked_by=liked_by,
        comment_count=comments,
        comments_text=count_of(comments, "comment", "comments"),
        may_comment=is_author or (viewer is not None and bool(among.get(post.comments_from))),
    )


def _likes(number: int) -> str:
    return count_of(number, "like", "likes")


@kept
def _unmet_likes(viewer: Viewer) -> Any:
    """How many likes of a post are by people in a block with the viewer."""
    unmet = unmet_people(viewer)
    return (
        select(col(PostLike.post_id), func.count())
        .select_from(unmet)
        .join(PostLike, col(PostLike.user_id) == unmet.c.id)
        .where(col(PostLike.post_id).in_(_asked()))
        .group_by(col(PostLike.post_id))
    )


@kept
def _followed_likers(viewer: Viewer) -> Any:
    """The name of one whom the viewer follows and who likes the post."""
    return (
        select(col(PostLike.post_id), func.min(User.username))
        .join(Follow, col(Follow.followed_id) == col(PostLike.user_id))
        .join(User, col(User.id) == col(PostLike.user_id))
        .where(
            col(PostLike.post_id).in_(_asked()),
            col(Follow.follower_id) == viewer.id,
            visible_people(viewer),
        )
        .group_by(col(PostLike.post_id))
    )
