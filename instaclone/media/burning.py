"""Burns the covered areas of a posted photo into everything that is kept of it.

What is served has them already. Here the master is written anew with them, and the renditions its
author edits with are made of that; where they lay is forgotten, and only their number stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Unavailable
from instaclone.jobs import working
from instaclone.live.bus import publish_later
from instaclone.media import decoding, holding, limits, mastering, swapping
from instaclone.media.holding import Held, change_held
from instaclone.media.mastering import Master
from instaclone.media.models import PHOTO, READY, Media, Variant
from instaclone.media.processing import store
from instaclone.retouching import recipes

BATCH = 50
InPosts = SelectOfScalar[int]  # the ids of pictures that others see

log = structlog.get_logger("media")


@dataclass(frozen=True, slots=True)
class Burn:
    """A try to burn what `recipe` covers into a picture; `master_key` is None where it is gone.

    `covered` counts the areas that will be burned in then.
    """

    held: Held
    recipe: str
    master_key: str | None
    covered: int


def burn(media_id: int, in_posts: InPosts) -> bool:
    """Burn the covered areas of a posted photo into what is kept; True when this call did.

    May be called twice, at once, or when there is nothing to burn. Where the master cannot be
    written anew it is removed: rather no master than one that shows what was covered.
    """
    with holding.at_work(media_id):
        asked = transact(_claim, media_id, working.me(), in_posts)
        if asked is None:
            return False
        is_burned = None
        with holding.one_try(asked.held):
            is_burned = transact(_keep, asked, *_made(asked))
        if is_burned is None:
            return False
        swapping.release(replace(asked.held, attempts=0))
    return is_burned


def waiting(in_posts: InPosts) -> Sequence[int]:
    """Some posted pictures whose covered areas are still to be burned in."""
    return read(_waiting, in_posts)


def _waiting(session: Session, in_posts: InPosts) -> Sequence[int]:
    statement = select(col(Media.id)).where(
        col(Media.burn_asked_at) <= clock.now(),
        col(Media.bake_asked_at).is_(None),
        col(Media.worker_id).is_(None),
        col(Media.deleted_at).is_(None),
        col(Media.id).in_(in_posts),
    )
    return [media_id for media_id in session.exec(statement.limit(BATCH)) if media_id]


def _claim(session: Session, media_id: int, worker_id: int, in_posts: InPosts) -> Burn | None:
    held = holding.claim_finished(
        session,
        media_id,
        worker_id,
        col(Media.burn_asked_at).is_not(None),
        col(Media.bake_asked_at).is_(None),
        Media.kind == PHOTO,
        col(Media.id).in_(in_posts),
    )
    if held is None:
        return None
    row = session.exec(select(Media).where(Media.id == media_id)).one()
    count = len(recipes.from_text(row.recipe).covers)
    return Burn(held, row.recipe, row.master_key, row.covered + count)


def _made(asked: Burn) -> tuple[Master | None, list[Variant]]:
    """The new master, and the new renditions for the owner; no master where it cannot be made."""
    held = asked.held
    if asked.master_key is None or held.attempts > limits.TRIES:
        return None, []
    try:
        with holding.workplace_of(asked.master_key) as (source, folder):
            made = decoding.burn(source, folder, held.file_name, asked.recipe)
            variants = store(held, folder, made.variants, f"s{asked.covered}-")
            key = swapping.master_key(held.code, asked.covered)
            return mastering.store_master(key, folder / made.master.file_name), variants
    except Unavailable:
        raise
    except AppError as error:
        log.warning("picture_unburned", media_id=held.id, reason=str(error))
        return None, []


def _keep(session: Session, asked: Burn, master: Master | None, variants: list[Variant]) -> bool:
    held = asked.held
    row = session.exec(
        select(Media)
        .where(Media.id == held.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None or not change_held(session, held, READY, attempts=0, strays_since=clock.now()):
        return False
    session.refresh(row)
    burned = recipes.from_text(asked.recipe).covers
    row.recipe = recipes.without_covers(asked.recipe)
    row.wanted_recipe = recipes.without_covers(row.wanted_recipe, burned)
    row.covered, row.burn_asked_at = asked.covered, None
    row.master_key = master.key if master else None
    row.master_bytes, row.master_sha256 = (master.bytes, master.sha256) if master else (0, "")
    session.add(row)
    swapping.keep_source(session, held.id, variants)
    session.flush()
    publish_later(session, f"media:{held.id}")
    return True
