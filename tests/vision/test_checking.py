"""What the doctor says of a scanner that cannot work."""

from dataclasses import replace
from pathlib import Path

import pytest

from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.vision import checking, yolo


def test_missing_weights_are_reported_with_the_way_out(tmp_path: Path):
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=None)):
        found = {check.name: check for check in checking.checks()}
    assert not found["scanner weights"].ok
    assert str(tmp_path / "models" / "yolov8n.pt") in found["scanner weights"].sentence
    assert "scanner" not in found


def test_a_library_that_does_not_import_is_reported_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(folder: Path) -> str:
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(yolo, "version", fail)
    with settings_module.using(replace(settings(), data_dir=tmp_path)):
        found = {check.name: check for check in checking.checks()}
    assert not found["scanner libraries"].ok
    assert "apt install libgl1" in found["scanner libraries"].sentence
