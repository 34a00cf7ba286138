"""What workers do for posts: find those that should have been shown."""

from instaclone.db.session import read, transact
from instaclone.jobs.registry import sweep
from instaclone.posts import publishing

SECONDS = 60


@sweep("posts.publish", SECONDS)
def publish_overlooked() -> int:
    """Show the posts that wait for nothing any more; how many."""
    found = read(publishing.overlooked)
    for post_id in found:
        transact(publishing.publish_if_ready, post_id)
    return len(found)
