"""One contract for all storages: a test here runs on files, on S3 and in both databases."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from instaclone.errors import Invalid, NotFound
from instaclone.settings import Settings
from instaclone.storage.storage import Storage

pytestmark = pytest.mark.parametrize(
    ("storage_settings", "database"),
    [("file", "sqlite"), ("s3", "sqlite"), ("database", "sqlite"), ("database", "mariadb")],
    indirect=True,
)

KEY = "v/abcDEF/1080.webp"
MIB = 1 << 20

KILLED_HALFWAY = """
import os, signal
from pathlib import Path
from instaclone.storage import storage
from instaclone.storage.choosing import storage as chosen

whole = storage.pieces

def until_killed(content):
    for number, piece in enumerate(whole(content)):
        if number == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        yield piece

storage.pieces = until_killed
chosen().put(os.environ["KEY"], Path(os.environ["CONTENT"]))
"""


def test_what_was_put_is_read_back(storage: Storage) -> None:
    storage.put(KEY, b"picture")
    assert storage.read(KEY) == b"picture"
    assert storage.size(KEY) == 7


def test_an_empty_object_is_an_object(storage: Storage) -> None:
    storage.put(KEY, b"")
    assert storage.size(KEY) == 0
    assert storage.read(KEY) == b""
    assert storage.read(KEY, 0, 10) == b""


def test_a_file_is_stored_by_its_content(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(b"from a file")
    storage.put(KEY, path)
    assert storage.read(KEY) == b"from a file"


@pytest.mark.parametrize("size", [5 * MIB, 12 * MIB + 17])
def test_a_big_object_comes_back_whole(storage: Storage, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    path = tmp_path / "big"
    path.write_bytes(content)
    storage.put("m/file.jpg", path)
    storage.put("m/bytes.jpg", content)
    assert storage.read("m/file.jpg") == content
    assert storage.read("m/bytes.jpg") == content
    assert storage.size("m/file.jpg") == size


def test_a_big_object_is_fetched_into_a_file(storage: Storage, tmp_path: Path) -> None:
    content = os.urandom(9 * MIB + 7)
    storage.put(KEY, content)
    storage.fetch(KEY, tmp_path / "fetched")
    assert (tmp_path / "fetched").read_bytes() == content
    with pytest.raises(NotFound):
        storage.fetch("v/abcDEF/missing.webp", tmp_path / "missing")


def test_ranges_are_cut_where_the_object_ends(storage: Storage) -> None:
    storage.put(KEY, b"0123456789")
    assert storage.read(KEY, 3, 4) == b"3456"
    assert storage.read(KEY, 3) == b"3456789"
    assert storage.read(KEY, 8, 100) == b"89"
    assert storage.read(KEY, 10) == b""
    assert storage.read(KEY, 11, 5) == b""
    assert storage.read(KEY, 2, 0) == b""


def test_a_range_may_cross_pieces(storage: Storage) -> None:
    content = os.urandom(3 * MIB)
    storage.put(KEY, content)
    for start, length in ((MIB - 1, 2), (MIB, MIB), (MIB - 5, MIB + 10), (2 * MIB, 1)):
        assert storage.read(KEY, start, length) == content[start : start + length]
    assert storage.read(KEY, MIB + 3) == content[MIB + 3 :]


def test_putting_again_replaces_all_of_it(storage: Storage) -> None:
    storage.put(KEY, os.urandom(2 * MIB))
    storage.put(KEY, b"short")
    assert storage.read(KEY) == b"short"
    assert storage.size(KEY) == 5


def test_a_process_killed_halfway_through_a_put_leaves_the_old_object(
    storage: Storage, storage_settings: Settings, tmp_path: Path
) -> None:
    storage.put(KEY, b"old")
    content = tmp_path / "new"
    content.write_bytes(bytes(20 * MIB))
    environ = {
        **os.environ,
        **dict(storage_settings.s3_options),
        "DATABASE_URL": storage_settings.database_url,
        "STORAGE_URL": storage_settings.storage_url,
        "KEY": KEY,
        "CONTENT": str(content),
    }
    ended = subprocess.run([sys.executable, "-c", KILLED_HALFWAY], env=environ, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert storage.read(KEY) == b"old"
    assert list(storage.keys()) == [KEY]
    storage.put(KEY, b"new")
    assert storage.read(KEY) == b"new"


def test_a_missing_object_is_not_found(storage: Storage) -> None:
    for arguments in ((), (5,), (0, 5)):
        with pytest.raises(NotFound):
            storage.read(KEY, *arguments)
    assert storage.size(KEY) is None


def test_a_deleted_object_is_gone_and_may_be_deleted_again(storage: Storage) -> None:
    storage.put(KEY, b"picture")
    storage.delete(KEY)
    storage.delete(KEY)
    assert storage.size(KEY) is None
    assert list(storage.keys()) == []


def test_keys_tell_upper_from_lower_case(storage: Storage) -> None:
    storage.put("v/abc/1.webp", b"lower")
    storage.put("v/ABC/1.webp", b"upper")
    assert storage.read("v/abc/1.webp") == b"lower"
    assert list(storage.keys("v/A")) == ["v/ABC/1.webp"]


def test_keys_are_listed_by_how_they_begin(storage: Storage) -> None:
    everything = {"v/ab/320.webp", "v/ab/640.webp", "v/abc/320.webp", "m/ab.jpg", "upload/ab"}
    for key in everything:
        storage.put(key, b"x")
    assert set(storage.keys()) == everything
    assert set(storage.keys("v/ab/")) == {"v/ab/320.webp", "v/ab/640.webp"}
    assert set(storage.keys("v/ab")) == {one for one in everything if one.startswith("v/ab")}
    assert set(storage.keys("none/")) == set()


def test_malformed_keys_are_refused(storage: Storage) -> None:
    bad = ["", "/v/a", "v/../a", "v/a/", "v//a", "v/.a", "a b", "a\n", "ä", "a%2f", "x" * 121]
    for key in bad:
        for call in (lambda k: storage.put(k, b"x"), storage.read, storage.size, storage.delete):
            with pytest.raises(Invalid, match="storage key"):
                call(key)
    assert list(storage.keys()) == []


def test_a_check_leaves_nothing_behind(storage: Storage) -> None:
    storage.check()
    assert list(storage.keys()) == []
