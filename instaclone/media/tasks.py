"""What a decoder's child can be asked for: plain arguments in, plain data out."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from instaclone.media import pixels, retouched, squaring


def prepare() -> None:
    """Load before the first fork what the libraries load on first use."""
    pixels.warm_up()


def render(source: str, folder: str, file_name: str) -> dict[str, Any]:
    """`pixels.render` as plain data."""
    return asdict(pixels.render(Path(source), Path(folder), file_name))


def square(
    source: str, folder: str, file_name: str, left: float, top: float, side: float
) -> dict[str, Any]:
    """`squaring.square` as plain data."""
    return asdict(squaring.square(Path(source), Path(folder), file_name, left, top, side))


def finish(source: str, folder: str, file_name: str) -> dict[str, Any]:
    """`pixels.finish` as plain data."""
    return asdict(pixels.finish(Path(source), Path(folder), file_name))


def bake(source: str, folder: str, file_name: str, text: str, is_new: bool) -> dict[str, Any]:
    """`retouched.bake` as plain data."""
    return asdict(retouched.bake(Path(source), Path(folder), file_name, text, is_new=is_new))


def burn(source: str, folder: str, file_name: str, text: str) -> dict[str, Any]:
    """`retouched.burn` as plain data."""
    return asdict(retouched.burn(Path(source), Path(folder), file_name, text))
