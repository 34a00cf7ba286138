"""Where the bytes of an upload lie until all are there: a file in the staging folder, one writer.

Its length is how far the upload has come: nothing else is kept of it. Several web processes of one
machine share the folder. The lock on the file ends with the process that holds it.
"""

import fcntl
import os
import shutil
import threading
import time
from pathlib import Path

from instaclone.errors import AppError, NotFound, Unavailable
from instaclone.media import limits
from instaclone.settings import settings

# For all who upload at once: when one of them begins there is FREE_BYTES more than its file.
LEAST_FREE = limits.FREE_BYTES // 2
FULL = "There is no room for files on this site right now. Tell the people who run it."
PREFIX = "draft-"  # of their names, followed by the file's code


class Busy(AppError):
    """Another request writes to this file at this moment."""

    status = 423


def path_of(file_code: str) -> Path:
    """Where the bytes of a draft's file arrive."""
    return settings().staging_dir / f"{PREFIX}{file_code}"


def arrived_bytes(file_code: str) -> int:
    """How many bytes of a file lie there."""
    try:
        return path_of(file_code).stat().st_size
    except FileNotFoundError:
        return 0


def quiet_seconds(file_code: str) -> float | None:
    """For how long nothing has arrived of a file; None when nothing of it is there."""
    try:
        return max(0.0, time.time() - path_of(file_code).stat().st_mtime)
    except FileNotFoundError:
        return None


def codes() -> list[str]:
    """The codes of the files of which something is there."""
    folder = settings().staging_dir
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]


def check_disk(size: int, least: int) -> None:
    """Raise Unavailable when the disk would have less than this free with `size` bytes more."""
    if shutil.disk_usage(settings().data_dir).free - size < least:
        raise Unavailable(FULL)


def forget(file_code: str) -> None:
    """Remove what has arrived of a file; whoever writes to it notices."""
    path_of(file_code).unlink(missing_ok=True)


class Place:
    """A staging file that this request alone writes to, until it is closed.

    Every method blocks on the disk: call them in a thread. Raises Busy when another has it.
    """

    def __init__(self, file_code: str) -> None:
        self.path = path_of(file_code)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # A request that is given up closes while a thread may still write: never to a number that
        # names another file by then.
        self._turn = threading.Lock()
        self._is_open = True
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.close()
            raise Busy("This file is being uploaded in another window or tab.") from error
        self.size = os.fstat(self._file).st_size

    def head(self, length: int) -> bytes:
        """The first bytes."""
        with self._turn:
            self._check()
            return os.pread(self._file, length, 0)

    def append(self, content: bytes | bytearray) -> None:
        """Write behind what is there; raises NotFound when the file was removed meanwhile,
        Unavailable when the disk fills up: what others announced has its bytes still to come."""
        check_disk(len(content), LEAST_FREE)
        with self._turn:
            self._check()
            view = memoryview(content)
            while view:
                written = os.pwrite(self._file, view, self.size)
                self.size += written
                view = view[written:]

    def begin_anew(self) -> None:
        """Forget what is there."""
        with self._turn:
            self._check()
            os.ftruncate(self._file, 0)
            self.size = 0

    def remove(self) -> None:
        """Take the file away, if it is still the one that has this name."""
        with self._turn:
            if self._is_open and os.fstat(self._file).st_nlink:
                self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let others write to it."""
        with self._turn:
            if self._is_open:
                self._is_open = False
                os.close(self._file)

    def _check(self) -> None:
        if not self._is_open or not os.fstat(self._file).st_nlink:
            raise NotFound("This file is not in a draft of yours any more.")
