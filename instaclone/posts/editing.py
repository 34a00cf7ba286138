"""Changes a post after it was made, and keeps what it said before.

`PostRevision.content` is JSON: {"caption", "tags" (a list, without those of comments), "place",
"place_id", "warning", "shows_camera", "people" (ids), "marks" (where they are, in order of the ids:
[[id, media_id, x, y], ...]), "visibility", "comments_from", "hides_like_count", "licence",
"pictures" (in order: [{"media_id", "alt_text"}, ...])}. It never holds what is in a picture, nor
its bytes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, func, insert, update
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce_post
from instaclone.errors import Conflict, Invalid
from instaclone.live.bus import publish_later
from instaclone.media.models import PHOTO, Media
from instaclone.media.queries import kinds_of
from instaclone.posts.choices import (
    UNCHOSEN,
    Choices,
    PersonMark,
    check_alt,
    check_choices,
    settings_in,
    with_place,
)
from instaclone.posts.indexing import index
from instaclone.posts.mentioning import mention_in_post
from instaclone.posts.models import (
    EVERYONE,
    NOBODY,
    Post,
    PostMedia,
    PostPerson,
    PostRevision,
    PostTag,
)
from instaclone.posts.publishing import check_caption, check_tags, is_avatar, show_if_ready
from instaclone.posts.refusing import forget_if_refused, scan_if_allowed
from instaclone.posts.tagging_people import tag_people
from instaclone.posts.visibility import editable_post
from instaclone.retouching.points import uploaded_at
from instaclone.retouching.recipes import from_text

STALE = (
    "This post was changed in another window since you opened it here. What you wrote is still in "
    "the form: copy what you need, then load the post again."
)
# What readers see as edited when it changes.
WORDS = ("caption", "tags", "place", "warning", "pictures")


@dataclass(frozen=True)
class Changes:
    """All of a post as it shall be. `pictures` are the ids of those that stay, in order, with what
    is on them; `version` is the one the form was filled from, see `version_of`."""

    caption: str
    tags: str
    pictures: tuple[tuple[int, str], ...]
    version: int
    choices: Choices = UNCHOSEN


def edit(session: Session, viewer: Viewer, code: str, changes: Changes) -> bool:
    """Make the viewer's own post as `changes` say; False when nothing is different.

    Raises Invalid naming the field, Conflict when somebody changed it since, NotFound.
    """
    caption = check_caption(changes.caption)
    tags = check_tags(caption, changes.tags)
    choices = with_place(session, check_choices(changes.choices))
    _hold_pictures(session, viewer, code)
    pictures = _described(session, changes.pictures)
    post = editable_post(session, viewer, code, hold=True)
    assert post.id
    if version_of(session, post.id) != changes.version:
        raise Conflict(STALE)
    before = content_of(session, post)
    _arrange(session, post.id, [each["media_id"] for each in before["pictures"]], pictures)
    post.caption = caption
    for name, value in settings_in(choices).items():
        setattr(post, name, value)
    session.add(post)
    _retag(session, post, tags)
    tag_people(session, post, choices.people, _as_uploaded(session, choices.marks))
    forget_if_refused(session, post)
    if before["refuses_scans"] and not post.refuses_scans:
        scan_if_allowed(session, post)
    return _keep(session, post, before)


def set_hides_like_count(session: Session, viewer: Viewer, code: str, wanted: bool) -> None:
    """Hide how many like the viewer's own post from everybody else, or show it again."""
    post = editable_post(session, viewer, code, hold=True)
    before = content_of(session, post)
    post.hides_like_count = wanted
    _keep(session, post, before)


def set_comments(session: Session, viewer: Viewer, code: str, wanted: bool) -> None:
    """Let nobody comment on the viewer's own post, or again those who could before."""
    post = editable_post(session, viewer, code, hold=True)
    before = content_of(session, post)
    if not wanted:
        post.comments_from = NOBODY
    elif post.comments_from == NOBODY:
        post.comments_from = _commenters_before(session, post)
    _keep(session, post, before)


def version_of(session: Session, post_id: int) -> int:
    """A number that grows with each change of a post."""
    newest = select(func.max(PostRevision.id)).where(PostRevision.post_id == post_id)
    return session.exec(newest).one() or 0


def _commenters_before(session: Session, post: Post) -> str:
    """Who could comment when it was last allowed; everybody, where it never was."""
    contents = session.exec(
        select(PostRevision.content)
        .where(PostRevision.post_id == post.id)
        .order_by(col(PostRevision.id).desc())
    )
    allowed = (json.loads(content)["comments_from"] for content in contents)
    return next((each for each in allowed if each != NOBODY), EVERYONE)


def _hold_pictures(session: Session, viewer: Viewer, code: str) -> None:
    """Hold the pictures before their post, as the worker does."""
    ids = session.exec(
        select(PostMedia.media_id)
        .join(Post, col(Post.id) == PostMedia.post_id)
        .where(Post.code == code, Post.author_id == viewer.id)
    ).all()
    session.exec(
        select(Media.id).where(col(Media.id).in_(ids)).order_by(col(Media.id)).with_for_update()
    ).all()


def _described(session: Session, pictures: tuple[tuple[int, str], ...]) -> list[tuple[int, str]]:
    """The pictures with what is on them as it is stored; raises Invalid where that is too long."""
    kinds = kinds_of(session, [media_id for media_id, _ in pictures])
    return [
        (media_id, check_alt(alt, f"{kinds.get(media_id, PHOTO)} {number}"))
        for number, (media_id, alt) in enumerate(pictures, 1)
    ]


def _arrange(
    session: Session, post_id: int, there: list[int], wanted: list[tuple[int, str]]
) -> None:
    """Put the pictures in this order; those that are left out are deleted, bytes and all."""
    kept = [media_id for media_id, _ in wanted]
    if not kept:
        raise Invalid("A post needs a photo or a video. Delete the post instead.", "pictures")
    if not set(kept) <= set(there) or len(set(kept)) != len(kept):
        raise Invalid("A photo or a video of this post is gone. Load the page again.", "pictures")
    session.execute(delete(PostMedia).where(col(PostMedia.post_id) == post_id))
    session.execute(
        insert(PostMedia),
        [
            {"post_id": post_id, "position": position, "media_id": media_id, "alt_text": alt}
            for position, (media_id, alt) in enumerate(wanted)
        ],
    )
    removed = set(there) - set(kept)
    if removed:
        session.execute(
            update(Media)
            .where(col(Media.id).in_(removed), ~is_avatar())
            .values(deleted_at=clock.now())
        )


def _as_uploaded(session: Session, marks: Sequence[PersonMark]) -> list[PersonMark]:
    """The marks of a form, which shows the pictures as they are now, on the pictures as they were
    uploaded: there they stay right however the pictures are edited."""
    made = []
    for mark in marks:
        media = session.get(Media, mark.media_id)
        x, y = mark.x, mark.y
        if media is not None:
            x, y = uploaded_at(from_text(media.recipe), media.width, media.height, x, y)
        made.append(replace(mark, x=x, y=y))
    return made


def _retag(session: Session, post: Post, wanted: list[str]) -> None:
    """Have the post's own tags be these; those of its author's comments stay."""
    there = dict(
        session.execute(
            select(PostTag.tag, PostTag.comment_id).where(PostTag.post_id == post.id)
        ).all()
    )
    own = {tag for tag, comment_id in there.items() if comment_id is None}
    of_post = col(PostTag.post_id) == post.id
    if gone := own - set(wanted):
        session.execute(delete(PostTag).where(of_post, col(PostTag.tag).in_(gone)))
    if taken := {tag for tag in wanted if there.get(tag) is not None}:
        session.execute(
            update(PostTag).where(of_post, col(PostTag.tag).in_(taken)).values(comment_id=None)
        )
    session.add_all(
        PostTag(post_id=post.id or 0, tag=tag, sort_key=post.sort_key)
        for tag in wanted
        if tag not in there
    )
    session.flush()


def content_of(session: Session, post: Post) -> dict[str, Any]:
    """What a post says now, in the shape of a revision."""
    pictures = session.execute(
        select(PostMedia.media_id, PostMedia.alt_text)
        .where(PostMedia.post_id == post.id)
        .order_by(col(PostMedia.position))
    )
    tags = select(PostTag.tag).where(PostTag.post_id == post.id, col(PostTag.comment_id).is_(None))
    people = session.exec(
        select(PostPerson).where(
            PostPerson.post_id == post.id, col(PostPerson.removed_at).is_(None)
        )
    ).all()
    return {
        "caption": post.caption,
        "tags": sorted(session.exec(tags)),
        "place": post.place,
        "place_id": post.place_id,
        "warning": post.warning,
        "shows_camera": post.shows_camera,
        "people": sorted(row.user_id for row in people),
        "marks": sorted(
            [row.user_id, row.media_id, row.x, row.y] for row in people if row.x is not None
        ),
        "visibility": post.visibility,
        "comments_from": post.comments_from,
        "hides_like_count": post.hides_like_count,
        "licence": post.licence,
        "is_unlisted": post.is_unlisted,
        "refuses_scans": post.refuses_scans,
        "pictures": [{"media_id": row[0], "alt_text": row[1]} for row in pictures],
    }


def _keep(session: Session, post: Post, before: dict[str, Any]) -> bool:
    """Keep what the post said before, if it says something else now; whether it does."""
    session.add(post)
    session.flush()
    after = content_of(session, post)
    if after == before:
        return False
    assert post.id
    session.add(PostRevision(post_id=post.id, content=json.dumps(before, ensure_ascii=False)))
    announce_post(session, post.id)  # it may be for others now
    if post.sort_key is None:
        show_if_ready(session, post)  # the picture it waited for may be the one that was removed
    else:
        index(session, post)
        author = Viewer(post.author_id, "")
        mention_in_post(session, author, post, before["caption"])
        if before["visibility"] != after["visibility"]:
            mention_in_post(session, author, post)  # to those who may see it now
        if any(before[name] != after[name] for name in WORDS):
            post.edited_at = clock.now()
    session.add(post)
    session.flush()
    publish_later(session, f"post:{post.id}")
    publish_later(session, f"user:{post.author_id}")
    if post.place_id is not None:
        publish_later(session, f"place:{post.place_id}")
    return True
