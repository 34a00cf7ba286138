"""The command line's side of storage: says what is missing, and how a move goes."""

import time
from collections.abc import Callable

from instaclone.db.session import read
from instaclone.errors import Invalid
from instaclone.media.serving import stored_objects
from instaclone.settings import settings
from instaclone.storage import checking
from instaclone.storage.choosing import open_storage, storage

Say = Callable[[str], object]
SECONDS = 5.0  # between two lines of progress


def verify(say: Say) -> int:
    """Say every object that is missing, damaged or nobody's; how many are lost."""
    expected = read(stored_objects)
    lost = 0
    for finding in checking.verify(expected, storage()):
        say(f"{finding.kind}: {finding.sentence}")
        lost += finding.is_loss
    say(f"{len(expected):,} objects looked at, {lost:,} missing or damaged.")
    return lost


def migrate(target: str, say: Say) -> int:
    """Copy everything to the storage at a URL and say how it goes; how many objects failed.

    Raises Invalid when it is the storage in use.
    """
    if target.rstrip("/") == settings().storage_url.rstrip("/"):
        raise Invalid(f"STORAGE_URL is {target} already; name another storage.", "to")
    failed, said_at, last = 0, time.monotonic(), ""
    for step in checking.migrate(read(stored_objects), storage(), open_storage(target)):
        last = f"{step.done:,} of {step.total:,}: {step.kind}"
        if step.kind == checking.FAILED:
            failed += 1
            say(f"{step.key}: {step.sentence}")
        elif time.monotonic() - said_at >= SECONDS:
            said_at = time.monotonic()
            say(last)
    say(last or "There is nothing to copy.")
    if failed:
        say(f"{failed:,} objects could not be copied. Start the same command again to resume.")
    else:
        say(f"Everything is there. Now set STORAGE_URL={target} and restart.")
    return failed
