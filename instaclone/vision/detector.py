"""What a detector is to the rest of the room: encoded bytes in, what was found out."""

from dataclasses import dataclass
from typing import Protocol

from instaclone import errors

MIN_CONFIDENCE = 0.25
"""Objects the model is less sure of are not kept: Ultralytics' own default for predictions."""

INPUT_SIZE = 640
"""Side in px of the square the model sees: the size YOLOv8's published weights were trained at."""


class ModelMissing(errors.Unavailable):
    """No model can be had now; the sentence says how to provide one. Pictures wait for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One object. Its box is left, top, width and height as shares of the picture, 0 to 1.

    In a video, `at_ms` is the moment of the frame.
    """

    label: str
    confidence: float
    left: float
    top: float
    width: float
    height: float
    at_ms: int | None = None

    @classmethod
    def between(
        cls, label: str, confidence: float, corners: tuple[float, float, float, float]
    ) -> "Found":
        """The object between two corners (left, top, right, bottom), cut at the picture's edge."""
        left, top, right, bottom = (min(max(float(edge), 0.0), 1.0) for edge in corners)
        return cls(label, float(confidence), left, top, max(right - left, 0), max(bottom - top, 0))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one picture, and what found it.

    `took_ms` is the time of the prediction alone, `input_size` the longer side in px of what the
    model saw, `weights_hash` the SHA-256 of the weights.
    """

    found: tuple[Found, ...]
    model: str
    weights_hash: str
    input_size: int
    took_ms: float


class Detector(Protocol):
    """Anything that can read a picture; safe to call from several threads."""

    def read(self, image: bytes) -> Reading:
        """What stands in the encoded picture.

        Raises ModelMissing when no model can be had now, Invalid when the bytes are no picture.
        """
        ...
