"""The doctor's questions to the scanner: are there weights, do the libraries load, does it read?"""

import time
from typing import NamedTuple

from instaclone.settings import settings
from instaclone.vision import loading, weights
from instaclone.vision.detector import ModelMissing


class Check(NamedTuple):
    """One question's answer; the sentence says how to fix what is not ok."""

    name: str
    ok: bool
    sentence: str


def checks() -> list[Check]:
    """Every check of this room, in order; loads the model, which takes seconds."""
    found = [_weights(), _libraries()]
    if all(check.ok for check in found):
        found.append(_prediction())
    return found


def _weights() -> Check:
    path = weights.locate()
    if path is None:
        return Check("scanner weights", False, weights.why_missing())
    try:
        digest = weights.weights_hash(path)
    except OSError as error:
        sentence = f"The scanner's weights {path} cannot be read: {error.strerror}."
        return Check("scanner weights", False, sentence)
    return Check("scanner weights", True, f"{path}, SHA-256 {digest[:12]}.")


def _libraries() -> Check:
    from instaclone.vision import yolo

    try:
        version = yolo.version(settings().data_dir / "yolo")
    except ImportError as error:
        return Check("scanner libraries", False, loading.why_not_imported(error))
    return Check("scanner libraries", True, f"Ultralytics {version}.")


def _prediction() -> Check:
    from instaclone.vision import yolo

    try:
        detector = loading.detector()
        started = time.perf_counter()
        detector.read(yolo.grey_picture())
    except ModelMissing as missing:
        return Check("scanner", False, str(missing))
    took = round((time.perf_counter() - started) * 1000)
    return Check("scanner", True, f"A picture is read in {took} ms.")
