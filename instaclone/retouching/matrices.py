"""CSS filter functions as matrices, from the numbers of the Filter Effects specification.

Decoder's children only.
"""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Colours:
    """A function of colours: a 3 by 3 matrix, then the same offset for each channel."""

    matrix: np.ndarray
    offset: float = 0.0

    @classmethod
    def scaled(cls, red: float, green: float, blue: float, offset: float = 0.0) -> "Colours":
        """Each channel multiplied on its own."""
        return cls(np.diag([red, green, blue]), offset)

    @property
    def mixes(self) -> bool:
        """Whether a channel depends on another one."""
        return bool(np.any(self.matrix != np.diag(np.diag(self.matrix))))

    def on(self, planes: np.ndarray) -> np.ndarray:
        """New numbers of 0 to 1 from such numbers, (3, any), float32."""
        matrix = self.matrix.astype(np.float32)
        made = _mixed(matrix, planes) if self.mixes else np.diag(matrix)[:, None] * planes
        if self.offset:
            made += np.float32(self.offset)
        return np.clip(made, 0, 1, out=made)


def _mixed(matrix: np.ndarray, planes: np.ndarray) -> np.ndarray:
    """The product, without the linear algebra's threads: for three rows they only wait for each
    other, and spin."""
    made, part = np.empty_like(planes), np.empty_like(planes[0])
    for weights, plane in zip(matrix, made, strict=True):
        np.multiply(planes[0], weights[0], out=plane)
        for weight, other in zip(weights[1:], planes[1:], strict=True):
            np.add(plane, np.multiply(other, weight, out=part), out=plane)
    return made


def matrix_of(function: str, amount: float) -> Colours:
    """The function that CSS calls `function`; the amount of hue-rotate is in degrees."""
    return FUNCTIONS[function](amount)


def _brightness(amount: float) -> Colours:
    return Colours.scaled(amount, amount, amount)


def _contrast(amount: float) -> Colours:
    return Colours.scaled(amount, amount, amount, 0.5 - 0.5 * amount)


def _invert(amount: float) -> Colours:
    turn = 1 - 2 * amount
    return Colours.scaled(turn, turn, turn, amount)


def _saturate(amount: float) -> Colours:
    return Colours(_between(GREY, amount))


def _hue_rotate(degrees: float) -> Colours:
    angle = math.radians(degrees)
    return Colours(_between(GREY, math.cos(angle)) + math.sin(angle) * TURN)


def _grayscale(amount: float) -> Colours:
    return Colours(_between(LUMINANCE, 1 - amount))


def _sepia(amount: float) -> Colours:
    return Colours(_between(SEPIA, 1 - amount))


def _between(matrix: np.ndarray, share: float) -> np.ndarray:
    """The matrix where `share` is 0, the identity where it is 1."""
    return matrix + share * (np.eye(3) - matrix)


# Saturate and hue-rotate weigh the channels with three digits, grayscale with four.
GREY = np.tile([0.213, 0.715, 0.072], (3, 1))
LUMINANCE = np.tile([0.2126, 0.7152, 0.0722], (3, 1))
TURN = np.array([[-0.213, -0.715, 0.928], [0.143, 0.140, -0.283], [-0.787, 0.715, 0.072]])
SEPIA = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
FUNCTIONS = {
    "brightness": _brightness,
    "contrast": _contrast,
    "saturate": _saturate,
    "sepia": _sepia,
    "grayscale": _grayscale,
    "invert": _invert,
    "hue-rotate": _hue_rotate,
}
