"""The model is loaded once, again when it changes, and its absence has a sentence."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.vision import downloading, loading, yolo
from instaclone.vision.detector import ModelMissing


class Loaded:
    def __init__(self, path: Path) -> None:
        self.name, self.hash, self.content = path.name, "a" * 64, path.read_bytes()


class Loader:
    """Stands for the libraries."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None

    def load(self, path: Path, folder: Path, lanes: int) -> Loaded:
        self.calls += 1
        if self.error:
            raise self.error
        return Loaded(path)


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Loader]:
    made = Loader()
    monkeypatch.setattr(yolo, "load", made.load)
    monkeypatch.setattr(loading, "_last", [])
    monkeypatch.setattr(downloading, "attempt", lambda: False)
    monkeypatch.setattr(downloading, "may_try", lambda: False)
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=None)):
        yield made


@pytest.fixture
def weights_file(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "yolov8n.pt"
    path.parent.mkdir()
    path.write_bytes(b"one")
    return path


def test_the_model_is_loaded_once(loader: Loader, weights_file: Path):
    assert loading.detector() is loading.detector()
    assert loader.calls == 1
    assert loading.loaded_model() == "yolov8n.pt"


def test_other_weights_in_the_same_place_are_loaded_anew(loader: Loader, weights_file: Path):
    loading.detector()
    weights_file.write_bytes(b"second")
    assert getattr(loading.detector(), "content", b"") == b"second"
    assert loader.calls == 2


def test_without_weights_the_sentence_says_where_to_put_them(loader: Loader, tmp_path: Path):
    with pytest.raises(ModelMissing, match=r"Put Ultralytics' yolov8n\.pt there"):
        loading.detector()
    assert not loading.is_to_be_had()
    assert loading.loaded_model() == ""


def test_weights_that_appear_are_loaded(loader: Loader, tmp_path: Path):
    assert not loading.is_to_be_had()
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "yolov8n.pt").write_bytes(b"one")
    assert loading.is_to_be_had()
    assert loading.detector()


def test_weights_that_were_downloaded_are_loaded(
    loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def download() -> bool:
        (tmp_path / "models").mkdir()
        (tmp_path / "models" / "yolov8n.pt").write_bytes(b"fresh")
        return True

    monkeypatch.setattr(downloading, "attempt", download)
    assert getattr(loading.detector(), "content", b"") == b"fresh"


def test_broken_weights_are_tried_once_until_they_change(loader: Loader, weights_file: Path):
    loader.error = RuntimeError("PytorchStreamReader failed\nat length")
    for _ in range(2):
        with pytest.raises(ModelMissing, match=r"yolov8n.pt cannot be loaded .*PytorchStreamRea"):
            loading.detector()
    assert loader.calls == 1
    assert not loading.is_to_be_had()
    loader.error = None
    weights_file.write_bytes(b"whole")
    assert loading.is_to_be_had()
    assert loading.detector()


def test_weights_that_could_not_be_loaded_are_tried_again_after_five_minutes(
    loader: Loader, weights_file: Path, monkeypatch: pytest.MonkeyPatch
):
    now = [1000.0]
    monkeypatch.setattr(loading.time, "monotonic", lambda: now[0])
    loader.error = MemoryError()
    with pytest.raises(ModelMissing):
        loading.detector()
    loader.error = None
    now[0] += 299
    assert not loading.is_to_be_had()
    with pytest.raises(ModelMissing):
        loading.detector()
    now[0] += 1
    assert loading.is_to_be_had()
    assert loading.detector()
    now[0] += 3600
    loading.detector()
    assert loader.calls == 2


def test_a_missing_system_library_is_named_with_the_way_out(loader: Loader, weights_file: Path):
    loader.error = ImportError("libGL.so.1: cannot open shared object file")
    with pytest.raises(ModelMissing, match="apt install libgl1"):
        loading.detector()


def test_a_missing_python_library_is_named_with_the_way_out(loader: Loader, weights_file: Path):
    loader.error = ModuleNotFoundError("No module named 'ultralytics'")
    with pytest.raises(ModelMissing, match=r"pip install -r requirements\.txt"):
        loading.detector()
