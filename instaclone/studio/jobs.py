"""What workers do for the studio: share what is due, end uploads that nobody ends."""

from instaclone.db.session import transact
from instaclone.jobs.registry import sweep
from instaclone.studio import scheduling, tidying, uploading

SECONDS = 2  # a scheduled post appears within five seconds of its time
FINISH_SECONDS, EMPTY_SECONDS, HOURLY = 20, 600, 3600


@sweep("studio.share_due", SECONDS)
def share_due() -> int:
    """Share the drafts whose time has come; how many."""
    return scheduling.share_due()


@sweep("studio.sweep_empty", EMPTY_SECONDS)
def sweep_empty() -> int:
    """Delete drafts that nothing was put into; how many."""
    return transact(tidying.sweep_empty)


@sweep("studio.finish_uploads", FINISH_SECONDS)
def finish_uploads() -> int:
    """Finish uploads whose web process died at their end; how many."""
    return uploading.finish_left()


@sweep("studio.give_up_uploads", HOURLY)
def give_up_uploads() -> int:
    """Refuse files whose upload stopped a day ago; how many."""
    return uploading.give_up_left()
