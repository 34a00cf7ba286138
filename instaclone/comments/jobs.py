"""What workers do for comments: index those from before there was an index."""

from instaclone.comments import indexing
from instaclone.db.session import read, transact
from instaclone.jobs.registry import sweep

SECONDS, AT_ONCE = 60, 2000


@sweep("comments.index", SECONDS)
def index_overlooked() -> int:
    """Write what comments are found by that have nothing; how many."""
    found = read(indexing.unindexed, AT_ONCE)
    for comment_id in found:
        transact(indexing.index_comment, comment_id)
    return len(found)
