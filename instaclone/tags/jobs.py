"""What workers do for tags: find out now and then which are popular."""

from instaclone.db.session import read, transact
from instaclone.jobs.registry import sweep
from instaclone.tags import counting

SECONDS = 60


@sweep("tags.count", SECONDS)
def count_popular() -> int:
    """Write down which tags are popular; how many of them changed."""
    # Counted outside the transaction that writes, which on SQLite stops all other writers.
    return transact(counting.write, read(counting.count))
