"""Following a tag: its posts enter the feed of who follows it."""

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.errors import Invalid
from instaclone.live.bus import publish_later
from instaclone.profiles.models import Profile
from instaclone.tags.models import TagFollow
from instaclone.text import TAG_LENGTH, fold_tag, is_tag

MOST = 500  # tags one person can follow: the feed looks each of them up


def follow_tag(session: Session, viewer: Viewer, tag: str) -> str:
    """Follow a tag, which nobody need have used yet; the tag as it is stored.

    Raises Invalid for what is no tag and for one too many.
    """
    tag = check_tag(tag)
    # Held, or of two tabs each could add the last one that is allowed.
    session.exec(select(Profile.user_id).where(Profile.user_id == viewer.id).with_for_update())
    count = select(func.count()).select_from(TagFollow).where(col(TagFollow.user_id) == viewer.id)
    if session.get(TagFollow, (viewer.id, tag)) is None:
        if session.exec(count).one() >= MOST:
            raise Invalid(
                f"You follow {MOST} tags, which is the most. Unfollow one of them first.", "tag"
            )
        add_once(session, TagFollow(user_id=viewer.id, tag=tag))
        publish_later(session, f"tags:{viewer.id}")
    return tag


def unfollow_tag(session: Session, viewer: Viewer, tag: str) -> str:
    """Follow a tag no more; the tag as it was stored."""
    tag = fold_tag(tag)
    session.execute(
        delete(TagFollow).where(col(TagFollow.user_id) == viewer.id, col(TagFollow.tag) == tag)
    )
    publish_later(session, f"tags:{viewer.id}")
    return tag


def check_tag(tag: str) -> str:
    """The tag as it is stored; raises Invalid when it is none."""
    folded = fold_tag(tag[: 2 * TAG_LENGTH])
    if not is_tag(folded):
        raise Invalid(
            f"“{tag[:40]}” is no tag: tags are letters, digits and underscores, with one letter at "
            f"least and at most {TAG_LENGTH} of all.",
            "tag",
        )
    return folded
