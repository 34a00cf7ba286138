"""What workers do for profiles: forget what has ended."""

from instaclone.db.session import transact
from instaclone.jobs.registry import sweep
from instaclone.profiles import muting, renaming


@sweep("profiles.tidy", seconds=600)
def tidy() -> None:
    """Forget mutes that have ended and free former names whose time is over."""
    transact(muting.prune)
    transact(renaming.prune)
