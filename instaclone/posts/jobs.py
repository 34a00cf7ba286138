"""What workers do for posts: find those that should have been shown, and erase old deleted ones."""

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.jobs.registry import sweep
from instaclone.posts import deleting, publishing

SECONDS, HOURLY = 60, 3600


@sweep("posts.publish", SECONDS)
def publish_overlooked() -> int:
    """Show the posts that wait for nothing any more; how many."""
    found = read(publishing.overlooked)
    for post_id in found:
        transact(publishing.publish_if_ready, post_id)
    return len(found)


@sweep("posts.purge", HOURLY)
def purge_bins() -> int:
    """Erase the posts whose days in a recycle bin are over; how many."""
    erased = 0
    while found := read(deleting.overdue, clock.now()):
        done = sum(transact(deleting.purge, post_id) for post_id in found)
        if not done:
            break
        erased += done
    return erased
