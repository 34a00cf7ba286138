"""Storage URLs: the three kinds, and sentences for malformed ones."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from instaclone import settings as settings_module
from instaclone.errors import NotFound, Unavailable
from instaclone.settings import SettingsError, load, settings
from instaclone.storage.choosing import open_storage, storage


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("file://media", "three slashes"),
        ("file:media", "from the root"),
        ("file:///", "from the root"),
        ("s3://", "must name a bucket"),
        ("s3://user:password@bucket", "AWS_"),
        ("database://mysql/x", "no more"),
        ("ftp://somewhere/x", "must begin with"),
        ("media", "must begin with"),
        ("file:///a/b?c=d", "must not contain"),
    ],
)
def test_a_malformed_url_is_refused_by_its_rule(url: str, rule: str) -> None:
    with pytest.raises(SettingsError, match=rule) as refused:
        open_storage(url)
    assert url in str(refused.value)


def test_a_storage_is_opened_once(tmp_path: Path) -> None:
    here = replace(settings(), storage_url=(tmp_path / "media").as_uri())
    with settings_module.using(here):
        assert storage() is storage()
        assert open_storage("database://") is not storage()


def test_a_folder_is_made_with_its_spaces_and_for_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "my pictures"
    open_storage(folder.as_uri()).check()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match=r"STORAGE_URL names the folder .*/file/media"):
        open_storage((tmp_path / "file" / "media").as_uri())


def test_the_names_of_s3_are_taken_from_the_settings_and_kept_out_of_sight(tmp_path: Path) -> None:
    environ = {
        "DATA_DIR": str(tmp_path),
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_SECRET_ACCESS_KEY": "very secret",
    }
    chosen = load(environ)
    assert dict(chosen.s3_options) == {name: environ[name] for name in list(environ)[1:]}
    assert "very secret" not in repr(chosen)


def test_an_s3_service_that_is_down_is_unavailable_and_not_empty() -> None:
    options = (("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ACCESS_KEY_ID", "x"))
    here = replace(settings(), s3_options=(*options, ("AWS_SECRET_ACCESS_KEY", "x")))
    with settings_module.using(here):
        down = open_storage("s3://bucket")
        with pytest.raises(Unavailable, match="does not answer"):
            down.read("v/a/320.webp")
        with pytest.raises(Unavailable):
            down.size("v/a/320.webp")
        with pytest.raises(Unavailable):
            list(down.keys())
        with pytest.raises(Unavailable, match="AWS_ACCESS_KEY_ID"):
            down.check()


def test_a_bucket_that_is_not_there_is_found_out_by_the_check(s3_server: str) -> None:
    options = (("AWS_ENDPOINT_URL", s3_server), ("AWS_ACCESS_KEY_ID", "x"))
    here = replace(settings(), s3_options=(*options, ("AWS_SECRET_ACCESS_KEY", "x")))
    with settings_module.using(here):
        nowhere = open_storage("s3://no-such-bucket")
        with pytest.raises(Unavailable, match="names the bucket no-such-bucket: make it"):
            nowhere.check()
        with pytest.raises(NotFound):
            nowhere.read("v/a/320.webp")


def test_a_file_and_its_name_are_on_the_disk_before_put_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = []
    monkeypatch.setattr(os, "fsync", lambda number: settled.append(os.fstat(number).st_ino))
    folder = tmp_path / "media"
    open_storage(folder.as_uri()).put("v/a/320.webp", b"picture")
    names = ("v/a/320.webp", "v/a", "v", ".")  # the file, then every folder that names the next
    assert settled == [(folder / name).stat().st_ino for name in names]
