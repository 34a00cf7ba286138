"""What workers do for comments: index those from before there was an index."""

from sqlmodel import col

from instaclone.comments import indexing
from instaclone.comments.models import Comment
from instaclone.jobs.descending import Descent
from instaclone.jobs.registry import sweep

SECONDS, AT_ONCE = 60, 2000
_unindexed = Descent(col(Comment.id), AT_ONCE)


@sweep("comments.index", SECONDS)
def index_overlooked() -> int:
    """Write what comments are found by that have nothing, a step further down with each call; how
    many."""
    return _unindexed.step(indexing.unindexed, indexing.index_comment)
