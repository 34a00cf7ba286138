"""Verifying and moving storages, with damage on either side and halfway through."""

import hashlib
import itertools
from pathlib import Path

import pytest

from instaclone.storage import checking
from instaclone.storage.checking import Expected, Progress, migrate, verify
from instaclone.storage.choosing import open_storage
from instaclone.storage.storage import Storage


@pytest.fixture
def source(tmp_path: Path) -> Storage:
    return open_storage((tmp_path / "source").as_uri())


@pytest.fixture
def target(tmp_path: Path) -> Storage:
    return open_storage((tmp_path / "target").as_uri())


def fill(storage: Storage, count: int = 4, size: int = 100) -> list[Expected]:
    """Objects of different content in the storage, and the list of them."""
    made = []
    for number in range(count):
        content = bytes([number]) * size
        key = f"v/code{number}/320.webp"
        storage.put(key, content)
        made.append(Expected(key, size, hashlib.sha256(content).hexdigest()))
    return made


def kinds(steps: list[Progress]) -> list[str]:
    return [one.kind for one in steps]


def test_a_storage_in_order_gives_no_findings(source: Storage) -> None:
    expected = fill(source)
    source.put("upload/waiting", b"not yet a picture")
    assert list(verify(expected, source)) == []


def test_each_damage_is_found_by_its_name(source: Storage) -> None:
    expected = fill(source)
    source.delete(expected[0].key)
    source.put(expected[1].key, b"short")
    source.put(expected[2].key, b"x" * 100)
    source.put("v/old/320.webp", b"left over")
    found = {one.key: one for one in verify(expected, source)}
    assert {key: one.kind for key, one in found.items()} == {
        expected[0].key: checking.MISSING,
        expected[1].key: checking.WRONG_SIZE,
        expected[2].key: checking.WRONG_CHECKSUM,
        "v/old/320.webp": checking.ORPHAN,
    }
    assert [key for key, one in found.items() if not one.is_loss] == ["v/old/320.webp"]
    assert all(key in one.sentence for key, one in found.items())


def test_an_object_larger_than_a_step_is_checked_to_its_end(
    source: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "STEP", 64)
    expected = fill(source, count=2, size=256)
    assert list(verify(expected, source)) == []
    source.put(expected[1].key, bytes([1]) * 255 + b"x")
    assert [one.kind for one in verify(expected, source)] == [checking.WRONG_CHECKSUM]


def test_a_move_copies_everything_reads_it_back_and_keeps_the_source(
    source: Storage, target: Storage
) -> None:
    expected = fill(source)
    source.put("upload/waiting", b"not yet a picture")
    steps = list(migrate(expected, source, target))
    assert kinds(steps) == [checking.COPIED] * 5 + [checking.VERIFIED] * 5
    assert [one.done for one in steps[:5]] == [1, 2, 3, 4, 5]
    assert {one.total for one in steps} == {5}
    assert list(verify(expected, target)) == []
    assert target.read("upload/waiting") == b"not yet a picture"
    assert list(verify(expected, source)) == []


def test_an_interrupted_move_goes_on_where_it_stopped(source: Storage, target: Storage) -> None:
    expected = fill(source)
    list(itertools.islice(migrate(expected, source, target), 2))
    assert len(list(target.keys())) == 2
    steps = list(migrate(expected, source, target))
    assert kinds(steps) == [checking.PRESENT] * 2 + [checking.COPIED] * 2 + [checking.VERIFIED] * 2
    assert kinds(list(migrate(expected, source, target))) == [checking.PRESENT] * 4


def test_a_damaged_copy_in_the_target_is_replaced(source: Storage, target: Storage) -> None:
    expected = fill(source)
    target.put(expected[0].key, b"x" * 100)
    list(migrate(expected, source, target))
    assert list(verify(expected, target)) == []


def test_what_is_damaged_or_missing_at_the_source_is_reported_and_not_copied(
    source: Storage, target: Storage
) -> None:
    expected = fill(source)
    source.put(expected[1].key, b"y" * 100)
    source.delete(expected[2].key)
    failed = [one for one in migrate(expected, source, target) if one.kind == checking.FAILED]
    assert [one.key for one in failed] == [expected[1].key, expected[2].key]
    assert "damaged" in failed[0].sentence
    assert "not in the storage" in failed[1].sentence
    assert set(target.keys()) == {expected[0].key, expected[3].key}


def test_a_target_that_loses_what_it_was_given_is_found_out(
    source: Storage, target: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = fill(source, count=1)
    monkeypatch.setattr(target, "put", lambda key, content: None)
    steps = list(migrate(expected, source, target))
    assert kinds(steps) == [checking.COPIED, checking.FAILED]


@pytest.mark.parametrize(
    ("storage_settings", "database"),
    [("database", "sqlite"), ("database", "mariadb"), ("s3", "sqlite")],
    indirect=True,
)
def test_a_move_out_of_files_and_back_keeps_every_byte(
    source: Storage, target: Storage, storage: Storage
) -> None:
    expected = fill(source, size=3 << 20)
    assert checking.FAILED not in kinds(list(migrate(expected, source, storage)))
    assert checking.FAILED not in kinds(list(migrate(expected, storage, target)))
    assert list(verify(expected, target)) == []
