"""What workers tidy up after people came and went."""

from instaclone.accounts import signing_in, throttling
from instaclone.db.session import transact
from instaclone.jobs.registry import sweep


@sweep("accounts.tidy", seconds=600)
def tidy() -> None:
    """Forget attempts that no limit counts, and browsers whose time is over."""
    transact(throttling.prune)
    transact(signing_in.prune)
