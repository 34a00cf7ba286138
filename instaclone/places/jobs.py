"""What workers do for places: bring in the gazetteer, count posts, forget places without any."""

from instaclone.db.session import read, transact
from instaclone.jobs.registry import sweep
from instaclone.places import loading
from instaclone.posts import counting_places

LOAD_SECONDS = 60
COUNT_SECONDS = 60
FORGET_SECONDS = 600


@sweep("places.load", LOAD_SECONDS)
def load() -> int:
    """Bring in the towns of the gazetteer that are missing; how many."""
    return loading.load()


@sweep("places.count", COUNT_SECONDS)
def count() -> int:
    """Write down how many posts are from where; of how many places that changed."""
    # Counted outside the transaction that writes, which on SQLite stops all other writers.
    return transact(counting_places.write, read(counting_places.count))


@sweep("places.forget", FORGET_SECONDS)
def forget() -> int:
    """Forget what people named and no post says any more; how many places."""
    found = read(counting_places.deserted)
    return transact(counting_places.forget, found) if found else 0
