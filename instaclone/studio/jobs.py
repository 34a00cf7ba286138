"""What workers do for the studio: share what is due."""

from instaclone.db.session import transact
from instaclone.jobs.registry import sweep
from instaclone.studio import scheduling, tidying

SECONDS = 2  # a scheduled post appears within five seconds of its time
EMPTY_SECONDS = 600


@sweep("studio.share_due", SECONDS)
def share_due() -> int:
    """Share the drafts whose time has come; how many."""
    return scheduling.share_due()


@sweep("studio.sweep_empty", EMPTY_SECONDS)
def sweep_empty() -> int:
    """Delete drafts that nothing was put into; how many."""
    return transact(tidying.sweep_empty)
