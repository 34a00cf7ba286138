"""YOLOv8 through Ultralytics, tamed: the only file that imports it, torch and OpenCV.

Left alone, Ultralytics and OpenVINO look names up, report usage, install packages and write
settings into the home folder. Their switches are read while they are imported, so everything is
imported inside functions, after `tame`.
"""

import contextlib
import copy
import os
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from instaclone import errors
from instaclone.vision import weights
from instaclone.vision.detector import INPUT_SIZE, MIN_CONFIDENCE, Found, Reading

LABEL_LENGTH = 64  # the column's


def tame(folder: Path) -> None:
    """Switch off what Ultralytics does beside predicting; its settings go into `folder`.

    Must run before the first import of ultralytics in this process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        YOLO_CONFIG_DIR=str(folder),
        YOLO_OFFLINE="true",  # no name look-ups, no analytics
        YOLO_AUTOINSTALL="false",  # a checkpoint may name packages; nothing is installed for it
        YOLO_VERBOSE="false",
        ULTRALYTICS_SAFE_LOAD="1",  # a .pt is a pickle: only known classes are unpickled
        MPLCONFIGDIR=str(folder / "matplotlib"),
        TORCHINDUCTOR_CACHE_DIR=str(folder / "torch"),
    )
    # Importing openvino would fork a child that reports to its makers; None makes its import of
    # the reporter fail, which it allows for.
    sys.modules.setdefault("openvino_telemetry", None)  # pyright: ignore[reportArgumentType]


def load(path: Path, folder: Path, lanes: int) -> "Yolo":
    """The model at `path`, warm; at most `lanes` pictures are predicted at a time.

    `folder` takes what Ultralytics must write. Raises whatever the libraries raise when they
    cannot be imported or the weights cannot be loaded.
    """
    ultralytics = _ultralytics(folder)
    import torch

    _keep_settings_in(folder)
    if torch.cuda.is_available():
        lanes = 1  # one picture keeps the GPU busier than two contexts that take turns
    return Yolo(path, ultralytics.YOLO(str(path), task="detect"), lanes)


def fetch_default(path: Path, folder: Path) -> None:
    """Ultralytics' own download of the weights that the file name means, to `path`.

    Raises ConnectionError after one failed try: with YOLO_OFFLINE there are no retries.
    """
    tame(folder)
    from ultralytics.utils.downloads import attempt_download_asset

    attempt_download_asset(path, progress=False)


def version(folder: Path) -> str:
    """Ultralytics' version; raises ImportError when it or a library it needs does not import."""
    return _ultralytics(folder).__version__


def grey_picture() -> bytes:
    """An encoded picture of the usual size with nothing in it, to try the detector with."""
    import cv2
    import numpy

    _, encoded = cv2.imencode(".webp", numpy.full((810, 1080, 3), 128, numpy.uint8))
    return encoded.tobytes()


def _ultralytics(folder: Path) -> Any:
    """The package, imported with everything prediction needs, and nothing else changed by it."""
    tame(folder)
    from PIL import Image

    own_open = Image.open
    import ultralytics
    from ultralytics import YOLO  # noqa: F401 - the package imports its parts only when asked

    # Ultralytics replaces Pillow's open by one that wants to install a package for every file
    # that is no picture; uploads are decoded in this process's children.
    Image.open = own_open
    return ultralytics


def _keep_settings_in(folder: Path) -> None:
    from ultralytics import settings as own

    wanted: dict[str, Any] = {"sync": False}
    wanted |= {f"{kind}_dir": str(folder / kind) for kind in ("datasets", "weights", "runs")}
    if any(own.get(key) != value for key, value in wanted.items()):
        own.update(wanted)


class Yolo:
    """A loaded model with a few lanes, each a predictor of its own.

    One predictor serves one picture at a time. Two lanes of one thread each read 1.8 times as
    many pictures on two cores as one lane with two threads, and do not collapse when another
    process wants a core.
    """

    def __init__(self, path: Path, model: Any, lanes: int) -> None:
        self.name = weights.model_name(path)
        self.hash = weights.weights_hash(path)
        self._model = model
        self._threads = max(1, (os.cpu_count() or 1) // lanes)
        self._opening = threading.Lock()
        self._lanes: queue.LifoQueue[Any] = queue.LifoQueue()
        for _ in range(lanes - 1):
            self._lanes.put(None)  # opened when two pictures come at once
        self._lanes.put(self._open())

    def read(self, image: bytes) -> Reading:
        """What stands in the encoded picture; raises Invalid when the bytes are no picture."""
        pixels = _decode(image)
        with self._lane() as lane:
            result = _predict(lane, pixels)
            return Reading(
                found=tuple(_found(result)),
                model=self.name,
                weights_hash=self.hash,
                input_size=max(lane.predictor.imgsz),
                took_ms=round(sum(part or 0.0 for part in result.speed.values()), 1),
            )

    @contextlib.contextmanager
    def _lane(self) -> Iterator[Any]:
        lane = self._lanes.get()
        try:
            if lane is None:
                lane = self._open()
            yield lane
        finally:
            self._lanes.put(lane)

    def _open(self) -> Any:
        import numpy
        import torch

        with self._opening:
            # A shallow copy shares the weights that were read; its predictor, made by the first
            # prediction, takes a copy of the network for itself.
            lane = copy.copy(self._model)
            lane.predictor = None
            _predict(lane, numpy.zeros((INPUT_SIZE * 3 // 4, INPUT_SIZE, 3), numpy.uint8))
            # Afterwards, because choosing the device sets the number to cores - 1.
            torch.set_num_threads(self._threads)
            return lane


def _predict(lane: Any, pixels: Any) -> Any:
    return lane.predict(pixels, imgsz=INPUT_SIZE, conf=MIN_CONFIDENCE, verbose=False, save=False)[0]


def _decode(image: bytes) -> Any:
    """The picture as rows of blue, green, red, which is how Ultralytics takes arrays."""
    import cv2
    import numpy

    # OpenCV and Pillow decode WebP to the same pixels; OpenCV in half the time, and in this order.
    encoded = numpy.frombuffer(image, numpy.uint8)
    pixels = cv2.imdecode(encoded, cv2.IMREAD_COLOR) if image else None
    if pixels is None:
        raise errors.Invalid("The stored picture cannot be decoded.")
    return pixels


def _found(result: Any) -> Iterator[Found]:
    boxes = result.boxes
    for corners, confidence, kind in zip(
        boxes.xyxyn.tolist(), boxes.conf.tolist(), boxes.cls.tolist(), strict=True
    ):
        label = str(result.names[int(kind)])[:LABEL_LENGTH]
        yield Found.between(label, confidence, tuple(corners))
