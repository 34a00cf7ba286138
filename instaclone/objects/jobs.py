"""What workers do for objects: find out now and then how many posts show each."""

from instaclone.db.session import read, transact
from instaclone.jobs.registry import sweep
from instaclone.objects import counting

SECONDS = 60


@sweep("objects.count", SECONDS)
def count_objects() -> int:
    """Write down how many posts show each object; for how many of them that changed."""
    # Counted outside the transaction that writes, which on SQLite stops all other writers.
    return transact(counting.write, read(counting.count))
