"""Where weights are looked for, and the sentences when they are not there."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.vision import weights


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=None)):
        yield tmp_path


def naming(path: Path):
    return settings_module.using(replace(settings(), yolo_model=str(path)))


def put(path: Path, content: bytes = b"weights") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def openvino(folder: Path) -> Path:
    put(folder / "m.xml", b"<net/>")
    put(folder / "m.bin", b"1")
    return folder


def test_the_default_weights_are_looked_for_in_data_dir(data_dir: Path):
    assert weights.locate() is None
    path = put(data_dir / "models" / "yolov8n.pt")
    assert weights.locate() == path


def test_missing_default_weights_say_where_to_put_them(data_dir: Path):
    sentence = weights.why_missing()
    assert str(data_dir / "models" / "yolov8n.pt") in sentence
    assert "YOLO_MODEL" in sentence


@pytest.mark.parametrize("name", ["own.pt", "own.onnx"])
def test_named_weights_come_before_the_default(data_dir: Path, name: str):
    put(data_dir / "models" / "yolov8n.pt")
    with naming(put(data_dir / name)) as chosen:
        assert str(weights.locate()) == chosen.yolo_model


def test_an_openvino_folder_can_be_named(data_dir: Path):
    folder = openvino(data_dir / "own_openvino_model")
    with naming(folder):
        assert weights.locate() == folder


def test_named_weights_that_are_missing_do_not_fall_back_to_the_default(data_dir: Path):
    put(data_dir / "models" / "yolov8n.pt")
    with naming(data_dir / "gone.pt"):
        assert weights.locate() is None
        assert f"YOLO_MODEL {data_dir / 'gone.pt'} does not exist." in weights.why_missing()


def test_a_file_of_another_kind_is_refused_by_name(data_dir: Path):
    with naming(put(data_dir / "model.zip")):
        assert weights.locate() is None
        assert "model.zip is not of a kind the scanner can load" in weights.why_missing()


def test_an_empty_file_is_refused(data_dir: Path):
    with naming(put(data_dir / "own.pt", b"")):
        assert weights.locate() is None
        assert "is an empty file" in weights.why_missing()


def test_a_folder_without_the_suffix_is_refused(data_dir: Path):
    with naming(openvino(data_dir / "own")):
        assert weights.locate() is None
        assert "does not end in _openvino_model" in weights.why_missing()


def test_a_folder_without_its_bin_is_refused(data_dir: Path):
    folder = openvino(data_dir / "own_openvino_model")
    (folder / "m.bin").unlink()
    with naming(folder):
        assert weights.locate() is None
        assert "without an OpenVINO .xml and its .bin" in weights.why_missing()


def test_the_hash_of_a_file_is_its_sha256(tmp_path: Path):
    path = put(tmp_path / "own.pt", b"one")
    assert weights.weights_hash(path) == hashlib.sha256(b"one").hexdigest()


def test_the_hash_follows_a_change_of_the_file(tmp_path: Path):
    path = put(tmp_path / "own.pt", b"one")
    before = weights.weights_hash(path)
    put(path, b"two")
    os.utime(path, ns=(1, 1))
    assert weights.weights_hash(path) != before


def test_the_hash_of_a_folder_covers_every_file(tmp_path: Path):
    folder = openvino(tmp_path / "own_openvino_model")
    before = weights.weights_hash(folder)
    put(folder / "metadata.yaml", b"names: {}")
    assert weights.weights_hash(folder) != before
