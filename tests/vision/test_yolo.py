"""The real model on real pictures, and what loading it does not do."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from instaclone import errors
from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.vision import checking, loading, weights
from instaclone.vision.detector import ModelMissing

MODELS = ["yolov8n.pt", "yolov8n_int8_openvino_model"]
ROOT = Path(__file__).parents[2]

LISTENING = """
import json, os, pathlib, sys
data, weights, picture = (pathlib.Path(name) for name in sys.argv[1:])
events = []
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def inside(path):
    return os.path.abspath(os.fsdecode(path)).startswith(str(data))

def listen(event, args):
    if event in NETWORK:
        events.append([event, str(args[1:])])
    elif event in ("subprocess.Popen", "os.system", "os.posix_spawn", "os.exec"):
        events.append([event, str(args[0])])
    elif event in ("os.fork", "os.forkpty"):
        events.append([event, ""])
    elif event in CHANGES and not inside(args[0]):
        events.append([event, str(args[0])])
    elif event == "open" and args[2] and args[2] & WRITES:
        if isinstance(args[0], (str, bytes)) and not inside(args[0]):
            events.append([event, str(args[0])])

sys.addaudithook(listen)
from instaclone.vision import yolo
model = yolo.load(weights, data / "yolo", 2)
reading = model.read(picture.read_bytes())
print(json.dumps([events, sorted({found.label for found in reading.found})]))
"""


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Iterator[Path]:
    """The named weights as those in use."""
    path = shared / "models" / request.param
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=str(path))):
        yield path


def webp(path: Path) -> bytes:
    """The picture as the 1080 px rendition."""
    from PIL import Image

    encoded = io.BytesIO()
    with Image.open(path) as opened:
        opened.thumbnail((1080, 10_000))
        opened.convert("RGB").save(encoded, "WEBP", quality=80)
    return encoded.getvalue()


def test_the_model_finds_the_dog_and_the_bicycle(model: Path, shared: Path):
    reading = loading.detector().read(webp(shared / "photos" / "dog.jpg"))
    labels = {found.label for found in reading.found}
    assert {"dog", "bicycle"} <= labels
    assert labels & {"car", "truck"}
    assert reading.model == model.name
    assert reading.weights_hash == weights.weights_hash(model)
    assert reading.input_size == 640
    assert reading.took_ms > 0


def test_boxes_are_where_the_objects_are(model: Path, shared: Path):
    reading = loading.detector().read(webp(shared / "photos" / "dog.jpg"))
    dog = next(found for found in reading.found if found.label == "dog")
    box = (dog.left, dog.top, dog.width, dog.height)
    assert box == pytest.approx((0.17, 0.38, 0.23, 0.56), abs=0.03)
    assert all(0 <= found.left <= found.left + found.width <= 1.0001 for found in reading.found)


def test_colours_reach_the_model_in_the_right_order(shared: Path, tmp_path: Path):
    path = shared / "models" / MODELS[0]
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=str(path))):
        reading = loading.detector().read((shared / "photos" / "dog.jpg").read_bytes())
    from ultralytics import YOLO

    plain: Any = YOLO(str(path)).predict(str(shared / "photos" / "dog.jpg"), verbose=False)
    expected = sorted(plain[0].boxes.conf.tolist())
    assert sorted(found.confidence for found in reading.found) == pytest.approx(expected, abs=0.01)


def test_several_threads_get_the_same_answer(model: Path, shared: Path):
    picture = webp(shared / "photos" / "dog.jpg")
    detector = loading.detector()
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(lambda _: detector.read(picture).found, range(12)))
    assert all(found == readings[0] for found in readings)


@pytest.mark.parametrize("content", [b"not a picture", b""])
def test_bytes_that_are_no_picture_are_refused(model: Path, content: bytes):
    with pytest.raises(errors.Invalid, match="cannot be decoded"):
        loading.detector().read(content)


def test_a_truncated_picture_is_refused(model: Path, shared: Path):
    encoded = webp(shared / "photos" / "dog.jpg")
    with pytest.raises(errors.Invalid, match="cannot be decoded"):
        loading.detector().read(encoded[: len(encoded) // 2])


def test_pillow_is_left_as_it_was(model: Path):
    from PIL import Image

    loading.detector()
    with pytest.raises(Image.UnidentifiedImageError):
        Image.open(io.BytesIO(b"not a picture"))


def test_weights_that_are_none_are_named(tmp_path: Path, shared: Path):
    broken = tmp_path / "broken.pt"
    broken.write_bytes((shared / "models" / MODELS[0]).read_bytes()[:100_000])
    with settings_module.using(replace(settings(), data_dir=tmp_path, yolo_model=str(broken))):
        with pytest.raises(ModelMissing, match=r"broken\.pt cannot be loaded"):
            loading.detector()
        assert not loading.is_to_be_had()


def test_the_doctor_reports_weights_libraries_and_a_prediction(model: Path):
    found = checking.checks()
    assert [check.ok for check in found] == [True, True, True]
    assert weights.weights_hash(model)[:12] in found[0].sentence
    assert "ms" in found[2].sentence


@pytest.mark.parametrize("name", MODELS)
def test_loading_and_predicting_touches_neither_network_nor_other_folders(
    name: str, shared: Path, tmp_path: Path
):
    folders = [tmp_path / part for part in ("data", "home", "temporary")]
    for folder in folders:
        folder.mkdir()
    data, home, temporary = folders
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "DATA_DIR": str(data),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    picture = shared / "photos" / "dog.jpg"
    done = subprocess.run(
        [sys.executable, "-c", LISTENING, data, shared / "models" / name, picture],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    events, labels = json.loads(done.stdout.splitlines()[-1])
    assert "dog" in labels
    # torch asks the linker where its libraries are, and discards output into the null device.
    allowed = (["subprocess.Popen", "/sbin/ldconfig"], ["open", "/dev/null"])
    assert [event for event in events if event not in allowed] == []
    assert list(home.iterdir()) == list(temporary.iterdir()) == []
