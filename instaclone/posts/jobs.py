"""What workers do for posts: find those that should have been shown, and erase old deleted ones."""

from sqlmodel import col

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.jobs.descending import Descent
from instaclone.jobs.queue import enqueue
from instaclone.jobs.registry import job, sweep
from instaclone.media.models import Media
from instaclone.posts import deleting, indexing, publishing, refusing
from instaclone.posts.models import Post
from instaclone.profiles.opting_out import AT_ONCE

SECONDS, HOURLY = 60, 3600
INDEXED_AT_ONCE, LOOKED_AT_ONCE = 2000, 5000
_unindexed = Descent(col(Post.sort_key), INDEXED_AT_ONCE)
_left_alone = Descent(col(Media.id), LOOKED_AT_ONCE, is_endless=True)


@sweep("posts.publish", SECONDS)
def publish_overlooked() -> int:
    """Show the posts that wait for nothing any more; how many."""
    found = read(publishing.overlooked)
    for post_id in found:
        transact(publishing.publish_if_ready, post_id)
    return len(found)


@sweep("posts.index", SECONDS)
def index_overlooked() -> int:
    """Write what posts are found by that are from before there was an index, a step further down
    with each call; how many."""
    return _unindexed.step(indexing.unindexed, indexing.index_post)


@job("posts.ask_scans")
def ask_scans(user_id: int) -> None:
    """Have the pictures of somebody scanned who does not refuse it any more; some at a time."""
    found = read(refusing.alone_of, user_id)
    asked = sum(transact(refusing.ask_once_more, media_id) for media_id in found)
    if asked and len(found) == AT_ONCE:
        enqueue("posts.ask_scans", user_id)


@sweep("posts.ask_scans_again", SECONDS)
def ask_scans_again() -> int:
    """Have pictures scanned that were left alone though nobody refuses it, a step further down with
    each call, round and round; how many."""
    return _left_alone.step(refusing.left_alone, refusing.ask_once_more)


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
