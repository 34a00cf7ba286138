"""What workers do for this room: tell people of new posts that their saved searches find."""

from collections.abc import Sequence

import structlog

from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.jobs.registry import sweep
from instaclone.posts import arriving
from instaclone.posts.arriving import Arrival
from instaclone.search import screening, watching
from instaclone.search.screening import Traits
from instaclone.search.watching import Watch

SECONDS = 5

log = structlog.get_logger("search")


@sweep("search.tell", SECONDS)
def tell_of_new_posts() -> int:
    """Tell of the new posts whose pictures are scanned; how many notifications.

    A worker that dies at any point leaves them to another, who tells nobody twice.
    """
    me, told = working.me(), 0
    while read(arriving.is_any_due, me):
        arrived = transact(arriving.claim, me)
        if not arrived:
            break  # another worker was quicker
        told += _tell_all(arrived)
        transact(arriving.settle, me, arrived)
    return told


def _tell_all(arrived: Sequence[Arrival]) -> int:
    posts = read(screening.traits_of, [each.post_id for each in arrived])
    told, after, failures = 0, 0, []
    while posts and (found := read(watching.watches, posts[-1].sort_key, after)):
        after = found[-1].id
        for watch, some in watching.screened(found, posts):
            try:
                told += _tell(watch, some)
            except Exception as failure:
                # One that cannot be asked keeps nobody else from being told.
                log.exception("search_not_asked", search_id=watch.id)
                failures.append(failure)
    if failures:
        raise failures[0]
    return told


def _tell(watch: Watch, posts: Sequence[Traits]) -> int:
    found = read(watching.found_by, watch, posts)
    return transact(watching.tell, watch, found) if found else 0
