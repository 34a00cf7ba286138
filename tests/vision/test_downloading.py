"""The download of the default weights: whole or not at all, and not too often."""

import io
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.vision import downloading


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr("data.pkl", b"weights" * 100)
    return made.getvalue()


class Child:
    """Plays the process that downloads."""

    def __init__(self) -> None:
        self.calls = 0
        self.act: Callable[[Path], object] = lambda draft: draft.write_bytes(archive())

    def run(self, command: list[Any], timeout: float, **_: object) -> None:
        self.calls += 1
        assert timeout <= 60
        self.act(Path(command[3]))


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    made = Child()
    monkeypatch.setattr(downloading.subprocess, "run", made.run)
    monkeypatch.setattr(downloading, "_failed_at", {})
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=None)):
        yield made


def models(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "models").iterdir())


def test_a_whole_file_takes_its_place(child: Child, tmp_path: Path):
    assert downloading.attempt()
    assert models(tmp_path) == ["yolov8n.pt"]
    assert (tmp_path / "models" / "yolov8n.pt").read_bytes() == archive()


def test_half_a_file_is_thrown_away(child: Child, tmp_path: Path):
    child.act = lambda draft: draft.write_bytes(archive()[:300])
    assert not downloading.attempt()
    assert models(tmp_path) == []


def test_a_damaged_file_is_thrown_away(child: Child, tmp_path: Path):
    child.act = lambda draft: draft.write_bytes(archive().replace(b"weights", b"weighty", 1))
    assert not downloading.attempt()
    assert models(tmp_path) == []


def test_a_log_in_page_is_no_model(child: Child, tmp_path: Path):
    child.act = lambda draft: draft.write_bytes(b"<html>Please log in</html>")
    assert not downloading.attempt()
    assert models(tmp_path) == []


def test_a_download_without_an_answer_ends(child: Child, tmp_path: Path):
    def hang(draft: Path) -> None:
        raise subprocess.TimeoutExpired("python", 60)

    child.act = hang
    assert not downloading.attempt()
    assert models(tmp_path) == []


def test_a_failure_is_not_repeated_for_ten_minutes(child: Child, monkeypatch: pytest.MonkeyPatch):
    moment = [1000.0]
    monkeypatch.setattr(downloading.time, "monotonic", lambda: moment[0])
    child.act = lambda draft: None
    assert not downloading.attempt()
    moment[0] += 599
    assert not downloading.may_try()
    assert not downloading.attempt()
    assert child.calls == 1
    moment[0] += 1
    assert downloading.may_try()
    downloading.attempt()
    assert child.calls == 2


def test_named_weights_are_never_downloaded(child: Child, tmp_path: Path):
    with settings_module.using(replace(settings(), yolo_model=str(tmp_path / "yolov8s.pt"))):
        assert not downloading.attempt()
    assert child.calls == 0


def test_weights_that_are_there_are_not_downloaded(child: Child, tmp_path: Path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "yolov8n.pt").write_bytes(b"mine")
    assert not downloading.attempt()
    assert child.calls == 0
