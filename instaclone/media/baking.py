"""Renditions made anew as a recipe says: asked for here, made by a worker."""

from sqlmodel import Session

from instaclone import clock
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media.models import Media


def ask(session: Session, picture: Media, recipe: str) -> bool:
    """Have a picture, whose row is held, shown as a recipe says; False when it is so already.

    `recipe` is a text of `retouching.recipes`. The post of a picture waits for it.
    """
    if recipe == (picture.wanted_recipe if picture.bake_asked_at else picture.recipe):
        return False
    picture.wanted_recipe, picture.bake_failure = recipe, ""
    picture.bake_asked_at = clock.now() if recipe != picture.recipe else None
    session.add(picture)
    if picture.bake_asked_at is not None:
        enqueue_later(session, "media.bake", picture.id)
    publish_later(session, f"media:{picture.id}")
    return True
