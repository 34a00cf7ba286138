"""Storage in files of this machine and in S3-compatible services, both through obstore."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from instaclone.errors import NotFound, Unavailable
from instaclone.storage import storage
from instaclone.storage.storage import checked, probe

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

IN_ONE_GO = 8 << 20  # bytes; above it an upload in parts costs less memory than it costs requests

PARTS = 3  # on their way at once; obstore's own 12 would hold 100 MB for each upload

# A page waits for these: obstore's own would hold a thread for minutes when a service is down.
CONNECT_TIMEOUT, TIMEOUT = timedelta(seconds=5), timedelta(seconds=30)
RETRY: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=10)}


class ObjectStorage:
    """A Storage over one obstore store. Not for forked children: obstore runs threads."""

    def __init__(self, store: ObjectStore, remedy: str) -> None:
        self._store = store
        self._remedy = remedy

    def put(self, key: str, content: bytes | Path) -> None:
        """See Storage. Local files are written beside and renamed; S3 shows only whole objects."""
        length = len(content) if isinstance(content, bytes) else content.stat().st_size
        whole = length <= IN_ONE_GO
        given = b"".join(storage.pieces(content)) if whole else storage.pieces(content)
        try:
            with _reachable():
                obstore.put(
                    self._store,
                    checked(key),
                    given,
                    use_multipart=not whole,
                    chunk_size=IN_ONE_GO,
                    max_concurrency=PARTS,
                )
        except NotFound as error:  # a bucket that is not there answers like a missing object
            raise Unavailable("The storage has no place for this object.") from error

    def read(self, key: str, start: int = 0, length: int | None = None) -> bytes:
        """See Storage."""
        try:
            with _reachable():
                return self._get(checked(key), start, length)
        except Unavailable:
            if start == 0 and length is None:
                raise
            # A range past the end is refused in the words of a broken connection.
            size = self.size(key)
            if size is None:
                raise NotFound from None
            if start < size and length != 0:
                raise
            return b""

    def fetch(self, key: str, path: Path) -> None:
        """See Storage."""
        with _reachable(), path.open("wb") as file:
            for piece in obstore.get(self._store, checked(key)).stream(storage.PIECE):
                file.write(piece)

    def _get(self, key: str, start: int, length: int | None) -> bytes:
        if length is not None:
            return obstore.get_range(self._store, key, start=start, length=length).to_bytes()
        if start:
            found = obstore.get(self._store, key, options={"range": {"offset": start}})
        else:
            found = obstore.get(self._store, key)
        return found.bytes().to_bytes()

    def size(self, key: str) -> int | None:
        """See Storage."""
        try:
            with _reachable():
                return obstore.head(self._store, checked(key))["size"]
        except NotFound:
            return None

    def delete(self, key: str) -> None:
        """See Storage."""
        try:
            with _reachable():
                obstore.delete(self._store, checked(key))
        except NotFound:
            return

    def keys(self, prefix: str = "") -> Iterator[str]:
        """See Storage."""
        # obstore's prefixes are whole folders; ours are the beginnings of keys.
        folder = prefix.rpartition("/")[0] or None
        with _reachable():
            for found in obstore.list(self._store, prefix=folder):
                yield from (one["path"] for one in found if one["path"].startswith(prefix))

    def check(self) -> None:
        """See Storage."""
        probe(self, self._remedy)


class FileStorage(ObjectStorage):
    """Storage in a folder that also outlives a power cut: obstore leaves that to chance, and
    an upload is thrown away once its renditions are stored."""

    def __init__(self, folder: Path, remedy: str) -> None:
        super().__init__(LocalStore(folder, automatic_cleanup=True), remedy)
        self._folder = folder

    def put(self, key: str, content: bytes | Path) -> None:
        """See Storage."""
        super().put(key, content)
        path = self._folder / key
        # The content, then its name, and the names of the folders that may be new. Missing:
        # somebody has deleted it already.
        with _reachable(), suppress(FileNotFoundError):
            for each in (path, *path.parents[: key.count("/") + 1]):
                _settle(each)


def _settle(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def local(folder: Path) -> ObjectStorage:
    """Storage in a folder, made if missing and then for this user only; may raise Unavailable."""
    remedy = (
        f"STORAGE_URL names the folder {folder}: let this user write there, and look for space."
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileStorage(folder, remedy)
    except OSError as error:
        raise Unavailable(f"The folder cannot be used ({error.strerror}). {remedy}") from error


def s3(bucket: str, prefix: str, options: Mapping[str, str]) -> ObjectStorage:
    """Storage in an S3 bucket, under a prefix or "". `options` are AWS_* names and values."""
    endpoint = next((options[name] for name in options if "ENDPOINT" in name), "")
    client: ClientConfig = {
        "connect_timeout": CONNECT_TIMEOUT,
        "timeout": TIMEOUT,
        "allow_http": endpoint.startswith("http://"),
    }
    with _reachable():
        store = S3Store(
            bucket,
            prefix=prefix or None,
            config={name.lower(): value for name, value in options.items()},  # pyright: ignore[reportArgumentType]
            client_options=client,
            retry_config=RETRY,
        )
    return ObjectStorage(
        store,
        f"STORAGE_URL names the bucket {bucket}: make it, and set AWS_ACCESS_KEY_ID, "
        "AWS_SECRET_ACCESS_KEY, AWS_REGION and, outside Amazon, AWS_ENDPOINT_URL.",
    )


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound from error
    except (BaseError, OSError, ValueError) as error:
        cause = str(error).partition("\n")[0]
        raise Unavailable(f"The storage of pictures does not answer: {cause}.") from error
