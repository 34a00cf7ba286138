"""Changes the look of a photo that is posted already, as long as its original is kept."""

from dataclasses import replace

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.live.bus import publish_later
from instaclone.media import baking
from instaclone.media.models import PHOTO, READY, Media
from instaclone.posts.models import Post, PostMedia
from instaclone.retouching import recipes
from instaclone.settings import settings

NOT_YOURS = "This photo is in no post of yours any more."


def retouch_photo(
    session: Session, viewer: Viewer, media_code: str, recipe: recipes.Recipe
) -> bool:
    """Have a photo in a post of the viewer's look as a recipe says; False when it does already.

    The post shows it as it was until a worker has made it anew. What was covered stays covered:
    the original was changed with it. Raises NotFound, Conflict when the original is gone, Invalid.
    """
    photo = own_photo(session, viewer, media_code, hold=True)
    if not is_original_kept(photo):
        raise Conflict(gone())
    before = shown_recipe(photo)
    new = tuple(each for each in recipe.covers if each not in before.covers)
    if len(before.covers) + len(new) > recipes.COVERS:
        raise Invalid(f"Up to {recipes.COVERS} areas of a photo can be covered.", "recipe")
    text = recipes.to_text(replace(recipe, covers=(*before.covers, *new)))
    if not baking.ask(session, photo, text):
        return False
    _mark_edited(session, photo)
    return True


def own_photo(session: Session, viewer: Viewer, media_code: str, *, hold=False) -> Media:
    """A ready photo in a post of the viewer's that is not deleted; raises NotFound.

    With `hold`, kept until the end of the transaction.
    """
    statement = (
        select(Media)
        .join(PostMedia, col(PostMedia.media_id) == Media.id)
        .join(Post, col(Post.id) == PostMedia.post_id)
        .where(
            Media.code == media_code,
            Media.owner_id == viewer.id,
            Media.kind == PHOTO,
            Media.state == READY,
            col(Media.deleted_at).is_(None),
            Post.author_id == viewer.id,
            col(Post.deleted_at).is_(None),
        )
    )
    photo = session.exec(statement).first()
    if photo is not None and hold:
        held = select(Media).where(Media.id == photo.id, col(Media.deleted_at).is_(None))
        held = held.with_for_update().execution_options(populate_existing=True)
        photo = session.exec(held).first()
    if photo is None:
        raise NotFound(NOT_YOURS)
    return photo


def shown_recipe(picture: Media) -> recipes.Recipe:
    """The edit that a picture shows, or will when it has been made anew."""
    text = picture.wanted_recipe if picture.bake_asked_at else picture.recipe
    return recipes.from_text(text)


def is_original_kept(picture: Media) -> bool:
    """Whether a picture can still be edited: its original lies here and is not about to go."""
    expires_at = picture.master_expires_at
    return picture.master_key is not None and (expires_at is None or expires_at > clock.now())


def gone() -> str:
    """The sentence for a photo that cannot be edited any more."""
    days = settings().master_days
    kept = f"{days} {'day' if days == 1 else 'days'} after posting"
    return f"Its original is kept for {kept}; this photo can only be described now."


def _mark_edited(session: Session, photo: Media) -> None:
    """Say on the post of a photo, whose row is held, that it was edited."""
    posted = session.exec(
        select(Post)
        .where(
            col(Post.id).in_(select(PostMedia.post_id).where(PostMedia.media_id == photo.id)),
            col(Post.deleted_at).is_(None),
        )
        .with_for_update()
    ).first()
    if posted is None:  # deleted while its photo was waited for
        raise NotFound(NOT_YOURS)
    if posted.sort_key is not None:
        posted.edited_at = clock.now()
        session.add(posted)
    publish_later(session, f"post:{posted.id}")
