"""What workers do for this room: tell people of new posts that their saved searches find."""

from collections.abc import Sequence

import structlog

from instaclone.db.session import read, transact
from instaclone.jobs import working
from instaclone.jobs.registry import sweep
from instaclone.posts import arriving
from instaclone.posts.arriving import Arrival
from instaclone.search import screening, watching
from instaclone.search.watching import Screened

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
        screened = list(watching.screened(found, posts))
        allowed = read(watching.allowed, screened)
        for each in screened:
            try:
                told += _tell(each, allowed)
            except Exception as failure:
                # One that cannot be asked keeps nobody else from being told.
                log.exception("search_not_asked", search_id=each.watch.id)
                failures.append(failure)
    if failures:
        raise failures[0]
    return told


def _tell(screened: Screened, allowed: dict[int, set[int]]) -> int:
    watch = screened.watch
    found = [post for post in screened.fitting if watch.viewer.id in allowed[post.post_id]]
    if screened.unknown:
        found += read(watching.found_by, watch, screened.unknown)
    return transact(watching.tell, watch, found) if found else 0
