"""What workers do for the studio: share what is due."""

from instaclone.jobs.registry import sweep
from instaclone.studio import scheduling

SECONDS = 2  # a scheduled post appears within five seconds of its time


@sweep("studio.share_due", SECONDS)
def share_due() -> int:
    """Share the drafts whose time has come; how many."""
    return scheduling.share_due()
