"""Whether one more upload may begin: how many a person has open, and how full the disk is."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from instaclone.errors import TooMany, Unavailable
from instaclone.media.limits import FREE_BYTES
from instaclone.settings import settings

# The create page sends two files at a time; the others are for further tabs and for those that
# are being given up.
AT_ONCE = 6
RETRY_AFTER = 10  # seconds
FULL = "There is no room for files on this site right now. Tell the people who run it."


class Uploads:
    """The uploads that are open in this process, by person."""

    def __init__(self) -> None:
        self._open: Counter[int] = Counter()

    @contextmanager
    def one_of(self, viewer_id: int) -> Iterator[None]:
        """Count one upload while it lasts. Raises TooMany, or Unavailable when the disk is full."""
        if self._open[viewer_id] >= AT_ONCE:
            raise TooMany(
                f"{AT_ONCE} of your files are being uploaded. Wait until one has arrived.",
                RETRY_AFTER,
            )
        if shutil.disk_usage(settings().data_dir).free < FREE_BYTES:
            raise Unavailable(FULL)
        self._open[viewer_id] += 1
        try:
            yield
        finally:
            self._open[viewer_id] -= 1
            if not self._open[viewer_id]:
                del self._open[viewer_id]
