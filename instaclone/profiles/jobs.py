"""What workers do for profiles: cut people's pictures, and forget what has ended."""

from sqlmodel import col

from instaclone.db.session import transact
from instaclone.jobs.descending import Descent
from instaclone.jobs.registry import job, sweep
from instaclone.media.sweeping import discard_if_unused
from instaclone.profiles import cropping, indexing, muting, opting_out, renaming
from instaclone.profiles.models import Profile
from instaclone.studio.taking_in import IN_USE

INDEXED_AT_ONCE, LOOKED_AT_ONCE = 2000, 5000
_unindexed = Descent(col(Profile.user_id), INDEXED_AT_ONCE)
_refusers = Descent(col(Profile.user_id), LOOKED_AT_ONCE, is_endless=True)


@job("profiles.crop")
def crop(user_id: int) -> None:
    """Cut the square a person wishes for, and remove the photo and the square before."""
    for media_id in cropping.crop(user_id):
        discard(media_id)


@job("profiles.discard")
def discard(media_id: int) -> None:
    """Remove a picture that was somebody's and is shown nowhere."""
    transact(discard_if_unused, media_id, IN_USE)


@job("profiles.forget_scans")
def forget_scans(user_id: int) -> None:
    """Go on forgetting what was seen in the pictures of somebody who refuses scans."""
    transact(opting_out.forget_scans, user_id)


@sweep("profiles.forget_refused", seconds=60)
def forget_refused() -> int:
    """Forget what is left of what was seen in pictures of people who refuse scans, a step further
    down with each call, round and round; of how many people."""
    return _refusers.step(opting_out.refusers, opting_out.forget_scans)


@sweep("profiles.ask_again", seconds=10)
def ask_again() -> int:
    """Put into the queue the squares that it lost; how many."""
    return cropping.ask_again()


@sweep("profiles.index", seconds=60)
def index_overlooked() -> int:
    """Write what people are found by that have nothing, a step further down with each call; how
    many."""
    return _unindexed.step(indexing.unindexed, indexing.index)


@sweep("profiles.tidy", seconds=600)
def tidy() -> None:
    """Forget mutes that have ended and free former names whose time is over."""
    transact(muting.prune)
    transact(renaming.prune)
