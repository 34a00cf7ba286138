"""Which storage holds the pictures, by its URL."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from instaclone.settings import SettingsError, settings
from instaclone.storage.database import DatabaseStorage
from instaclone.storage.objects import local, s3
from instaclone.storage.storage import Storage


def storage() -> Storage:
    """The storage STORAGE_URL names, opened once per process."""
    return open_storage(settings().storage_url)


def open_storage(url: str) -> Storage:
    """The storage at a URL: file:///folder, s3://bucket[/prefix] or database://.

    Raises SettingsError for a malformed URL, Unavailable for a folder that cannot be made.
    """
    return _opened(url, settings().s3_options)


@cache
def _opened(url: str, s3_options: tuple[tuple[str, str], ...]) -> Storage:
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        raise SettingsError(f"The storage URL {url!r} must not contain ? or #.")
    if parts.scheme == "file":
        return _folder(url, parts.netloc, url2pathname(parts.path))
    if parts.scheme == "s3":
        return _bucket(url, parts.netloc, parts.path.strip("/"), dict(s3_options))
    if parts.scheme == "database":
        if parts.netloc or parts.path.strip("/"):
            raise SettingsError(f"The storage URL {url!r} must be database:// and no more.")
        return DatabaseStorage()
    raise SettingsError(f"The storage URL {url!r} must begin with file://, s3:// or database://.")


def _folder(url: str, host: str, path: str) -> Storage:
    if host not in ("", "localhost") or not Path(path).is_absolute() or path == "/":
        raise SettingsError(
            f"The storage URL {url!r} must name a folder from the root on, with three slashes, "
            "as in file:///srv/instaclone/media."
        )
    return local(Path(path))


def _bucket(url: str, bucket: str, prefix: str, options: dict[str, str]) -> Storage:
    if not bucket or "@" in bucket or ":" in bucket:
        raise SettingsError(
            f"The storage URL {url!r} must name a bucket, as in s3://bucket/prefix; "
            "keys and endpoint stand in the AWS_* settings."
        )
    return s3(bucket, prefix, options)
