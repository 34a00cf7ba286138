"""Pictures of a draft that their author has posted already, or has in it twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.media import likeness
from instaclone.media.models import Media
from instaclone.posts.models import Post, PostMedia


@dataclass(frozen=True, slots=True)
class Repeat:
    """File number `number`, from 0, is nearly the same as a picture of the author's post `code`, or
    where that is "" as file number `earlier`."""

    number: int
    code: str = ""
    earlier: int = 0


def repeats(session: Session, owner: Viewer, pictures: Sequence[Media]) -> list[Repeat]:
    """Which of the owner's pictures, in their order, are nearly the same as one in a post of
    theirs, of which the nearest is told, or as one before them. As they were uploaded; two
    statements for each, and none for one that is not read yet."""
    found: list[Repeat] = []
    for number, picture in enumerate(pictures):
        if code := _post_with(session, owner, picture):
            found.append(Repeat(number, code))
            continue
        same = (at for at in range(number) if _is_same(pictures[at], picture))
        if (earlier := next(same, None)) is not None:
            found.append(Repeat(number, earlier=earlier))
    return found


def _post_with(session: Session, owner: Viewer, picture: Media) -> str:
    near = likeness.near(
        session, picture.perceptual_hash, likeness.NEARLY_THE_SAME, owner_id=owner.id
    )
    if not near:
        return ""
    rows = session.execute(
        select(col(PostMedia.media_id), col(Post.code))
        .join(Post, col(Post.id) == col(PostMedia.post_id))
        .where(
            col(PostMedia.media_id).in_([each.media_id for each in near]),
            col(Post.author_id) == owner.id,
            col(Post.deleted_at).is_(None),
        )
    )
    codes = {row.media_id: row.code for row in rows}
    return next((codes[each.media_id] for each in near if each.media_id in codes), "")


def _is_same(one: Media, other: Media) -> bool:
    if not (one.perceptual_hash and other.perceptual_hash):
        return False
    bits = likeness.bits_between(one.perceptual_hash, other.perceptual_hash)
    return bits <= likeness.NEARLY_THE_SAME
