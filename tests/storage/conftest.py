"""The three storages, each empty: files, an S3 server of our own over HTTP, both databases."""

import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from moto.server import ThreadedMotoServer

from instaclone import ids
from instaclone import settings as settings_module
from instaclone.settings import Settings
from instaclone.storage.choosing import open_storage
from instaclone.storage.storage import Storage

ACCESS = (
    ("AWS_REGION", "us-east-1"),
    ("AWS_ACCESS_KEY_ID", "test"),
    ("AWS_SECRET_ACCESS_KEY", "test"),
)


@dataclass(frozen=True)
class Bucket:
    """An empty bucket and the settings that reach it."""

    url: str
    s3_options: tuple[tuple[str, str], ...]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3 server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str) -> Bucket:
    """A new bucket, used under a prefix."""
    name = f"pictures-{ids.code().lower()}"
    made = urllib.request.Request(f"{s3_server}/{name}", method="PUT")
    urllib.request.urlopen(made).close()
    return Bucket(f"s3://{name}/some/prefix", (("AWS_ENDPOINT_URL", s3_server), *ACCESS))


@pytest.fixture
def storage_settings(request: pytest.FixtureRequest, database: Settings) -> Iterator[Settings]:
    """Settings that choose the storage a test names: file, s3 or database."""
    here = database
    if request.param == "s3":
        found = request.getfixturevalue("bucket")
        here = replace(database, storage_url=found.url, s3_options=found.s3_options)
    if request.param == "database":
        here = replace(database, storage_url="database://")
    with settings_module.using(here):
        yield here


@pytest.fixture
def storage(storage_settings: Settings) -> Storage:
    """The storage of `storage_settings`, empty."""
    return open_storage(storage_settings.storage_url)
