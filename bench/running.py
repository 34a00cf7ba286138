"""Runs one benchmark in a process of its own, in a folder that nothing else uses."""

import importlib
import logging
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import material, place
from bench.rows import Row
from instaclone import logs

NAMES = (
    "scanning",
    "picture",
    "upload",
    "feed",
    "lag",
    "weight",
    "wire",
    "live",
    "suggest",
    "memory",
    "looks",
    "search",
    "video",
    "explore",
)


def apart(name: str, quick: bool) -> Sequence[Row]:
    """Run a benchmark and return its rows; raises what it raises."""
    with (
        tempfile.TemporaryDirectory(prefix="instaclone-bench-") as folder,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process,
    ):
        return process.submit(alone, name, Path(folder), quick).result()


def alone(name: str, folder: Path, quick: bool) -> Sequence[Row]:
    """Move in, then measure."""
    place.move_in(folder, YOLO_MODEL=str(material.weights()))
    logs.set_up(process="bench")
    logging.getLogger().setLevel(logging.WARNING)
    return importlib.import_module(f"bench.{name}").measure(folder, quick)
