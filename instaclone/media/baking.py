"""Renditions made anew as a recipe says: asked for by the web, made by a worker out of the master.

A photo of a post that waits for it has failed when it cannot be edited: what its author covered
must never be shown instead. One that others see already goes on being shown as it was, and one of a
draft stays as it was uploaded: its author can edit it another way.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.session import transact
from instaclone.errors import AppError, NotFound, Unavailable
from instaclone.jobs import working
from instaclone.jobs.queue import enqueue_later
from instaclone.live.bus import publish_later
from instaclone.media import decoding, holding, likeness, limits, swapping
from instaclone.media.holding import Held, change_held
from instaclone.media.models import FAILED, PHOTO, READY, Media
from instaclone.media.processing import Made, store
from instaclone.retouching import recipes

log = structlog.get_logger("media")
Then = Callable[[Session, int], object]
MayStay = Callable[[Session, int], bool]


@dataclass(frozen=True, slots=True)
class Bake:
    """A try to make a picture look as `recipe` says; `master_key` is None where it is gone.

    Not `is_new`: it shall look as it was uploaded, and those renditions are kept.
    """

    held: Held
    recipe: str
    master_key: str | None
    revision: int
    is_new: bool

    @property
    def mark(self) -> str:
        """What the names of its renditions begin with."""
        return f"r{self.revision}-"


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


def has_failed(picture: Media, recipe: str) -> bool:
    """Whether a picture could not be made to look as a recipe says, and nobody tries any more."""
    is_over = picture.bake_asked_at is None and picture.bake_failure != ""
    return is_over and recipe == picture.wanted_recipe != picture.recipe


def bake_photo(asked: Bake) -> Made:
    """The renditions of a photo as it shall look, decoded and stored."""
    held = asked.held
    with holding.workplace_of(asked.master_key or "") as (source, folder):
        job = (source, folder, held.file_name, asked.recipe)
        rendered = decoding.bake(*job, is_new=asked.is_new)
        return Made(rendered, store(held, folder, rendered.variants, asked.mark))


def bake(
    media_id: int,
    may_stay: MayStay,
    and_then: Then,
    make: Callable[[Bake], Made] = bake_photo,
    kind: str = PHOTO,
) -> bool:
    """Make a finished picture of a kind look as it shall; True when this call did.

    May be called twice, at once, or when nothing is asked any more. `may_stay(session, media_id)`
    says whether it may stay as it is when it cannot be edited; `and_then` runs in the transaction
    that serves it anew.
    """
    with holding.at_work(media_id):
        asked = transact(_claim, media_id, working.me(), kind)
        if asked is None:
            return False
        is_kept = None
        with holding.one_try(asked.held):
            made = _made(asked, may_stay, make)
            if made is not None:
                is_kept = transact(_keep, asked, made, and_then)
        if is_kept is None:
            return False
        # The try is over: what follows only tidies up.
        swapping.release(replace(asked.held, attempts=0))
    return is_kept


def _claim(session: Session, media_id: int, worker_id: int, kind: str) -> Bake | None:
    is_asked = (col(Media.bake_asked_at).is_not(None), Media.kind == kind)
    held = holding.claim_finished(session, media_id, worker_id, *is_asked)
    if held is None:
        return None
    row = session.exec(select(Media).where(Media.id == media_id)).one()
    is_new = row.wanted_recipe != "" or not swapping.has_source(session, media_id)
    return Bake(held, row.wanted_recipe, row.master_key, row.revision + 1, is_new)


def _made(asked: Bake, may_stay: MayStay, make: Callable[[Bake], Made]) -> Made | None:
    """Decode and store; None after the row was told why not. What is worth another try is
    raised."""
    held = asked.held
    try:
        if asked.master_key is None:
            raise NotFound
        if held.attempts > limits.TRIES:
            raise decoding.DecoderCrashed("the worker stopped each time")
        return make(asked)
    except Unavailable:
        raise
    except NotFound:
        transact(_fail, asked, limits.uneditable(held.file_name, "its original is gone"), may_stay)
    except AppError as error:
        transact(_fail, asked, limits.uneditable(held.file_name, str(error)), may_stay)
    except decoding.DecoderCrashed as crash:
        if held.attempts < limits.TRIES:
            raise
        transact(_fail, asked, limits.uneditable(held.file_name, str(crash)), may_stay)
    return None


def _keep(session: Session, asked: Bake, made: Made, and_then: Then) -> bool:
    """Serve what was made, unless something else is wanted by now."""
    held = asked.held
    row = _locked(session, held.id)
    is_wanted = row is not None and row.wanted_recipe == asked.recipe
    if row is None or not change_held(session, held, READY, attempts=0, strays_since=clock.now()):
        return False
    session.refresh(row)
    if is_wanted:
        if asked.is_new:
            swapping.serve_anew(session, held.id, made.variants)
        else:
            swapping.serve_source(session, held.id)
        _tell(row, asked, made)
        session.add(row)
        session.flush()
        likeness.keep(session, held.id, row.perceptual_hash)
        and_then(session, held.id)
    publish_later(session, f"media:{held.id}")
    return is_wanted


def _tell(row: Media, asked: Bake, made: Made) -> None:
    rendered = made.rendered
    for name, value in made.more.items():
        setattr(row, name, value)
    row.recipe, row.revision = asked.recipe, asked.revision
    row.bake_asked_at, row.bake_failure = None, ""
    row.width, row.height = rendered.width, rendered.height
    row.blurhash, row.placeholder = rendered.blurhash, rendered.placeholder
    row.perceptual_hash = rendered.perceptual_hash
    covers = recipes.from_text(asked.recipe).covers
    row.burn_asked_at = clock.now() if covers else None


def _fail(session: Session, asked: Bake, sentence: str, may_stay: MayStay) -> None:
    """Say why, and give up; what may not stay as it is is not shown at all."""
    held = asked.held
    row = _locked(session, held.id)
    if row is None or row.wanted_recipe != asked.recipe:  # another edit has its own three tries
        change_held(session, held, READY, worker_id=None, attempts=0)
        return
    values: dict[str, object] = {"bake_failure": sentence}
    if not may_stay(session, held.id):
        values = {"state": FAILED, "failure": sentence}
    values |= {"bake_asked_at": None, "strays_since": clock.now()}
    if change_held(session, held, READY, worker_id=None, attempts=0, **values):
        log.warning("picture_unbaked", media_id=held.id, reason=sentence)
        publish_later(session, f"media:{held.id}")


def _locked(session: Session, media_id: int) -> Media | None:
    return session.exec(
        select(Media)
        .where(Media.id == media_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
