"""What workers do for explore: learn what people like, keep turns, and forget what was shown."""

import time

from sqlalchemy import func, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.db.session import read, transact
from instaclone.explore import kindred, learning, recording, turns
from instaclone.jobs.registry import sweep

LEARN_SECONDS, TURN_SECONDS, HOURLY = 60, 60, 3600
RANGE = 500  # ids of people among whom at once is looked for somebody who did something
LONGEST = 20.0  # seconds of one sweep; the next one goes on where it ended


class _Place:
    """Where the last sweeps of this worker ended: they go through all people, and through the posts
    of the last days, round and round."""

    def __init__(self) -> None:
        self.next_id = 1
        self.before: int | None = None


_place = _Place()


@sweep("explore.learn", LEARN_SECONDS)
def learn_from_likes() -> int:
    """Learn anew of those who did something since; how many people."""
    end = time.monotonic() + LONGEST
    last_id = read(_last_id)
    common: learning.Background | None = None
    learned = 0
    for _ in range(0, last_id, RANGE):
        if _place.next_id > last_id:
            _place.next_id = 1
        first = _place.next_id
        for user_id in read(learning.acted_since, first, first + RANGE - 1):
            if common is None:
                common = read(learning.background)
            learn_person(user_id, common)
            learned += 1
            if time.monotonic() > end:
                return learned  # this range again: those who are done have done nothing since
        _place.next_id = first + RANGE
        if time.monotonic() > end:
            break  # it goes on here, however many people there are
    return learned


def learn_person(user_id: int, common: learning.Background) -> None:
    """Learn what one person likes and who is of their taste."""
    known = read(learning.learn, user_id, common)
    kin = read(kindred.kin_of, user_id)
    transact(learning.write, known)
    transact(kindred.write, user_id, kin)


@sweep("explore.turns", TURN_SECONDS)
def keep_turns() -> int:
    """Have those wait who posted lately, and no longer who has not; how many changed. Each time
    the newest posts are looked at, and some of the older ones, round and round."""
    new = read(turns.newly_active)
    if _place.before is not None:
        new += read(turns.newly_active, _place.before)
    _place.before = read(turns.next_before, _place.before or turns.END_OF_TIME)
    return transact(turns.add, new) + transact(turns.remove, read(turns.inactive))


@sweep("explore.forget", HOURLY)
def forget_shown() -> int:
    """Forget what was shown longer than a week ago; how many."""
    forgotten = 0
    while some := transact(recording.prune):
        forgotten += some
    return forgotten


def _last_id(session: Session) -> int:
    return session.scalar(select(func.max(col(User.id)))) or 0
