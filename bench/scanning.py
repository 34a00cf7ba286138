"""Pictures per second: the worker's whole scan against a bare Ultralytics loop.

Ours claims the row, reads the stored rendition, decodes it, predicts and writes what was found.
The bare loop predicts on pixels that lie in memory. Both use one model kind and one thread.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench import material, place
from bench.pictures import let_wait, take_in
from bench.rounds import in_turns, seconds
from bench.rows import Row, ratio_at_least
from instaclone import settings as settings_module
from instaclone.media.decoding import start_decoder
from instaclone.settings import settings
from instaclone.vision import loading, scanning

Clock = Callable[[Callable[[], None]], float]
NOTE = "the largest renditions up to 1080 px of the JPEG photos; torch on one thread per lane"


def measure(_folder: Path, quick: bool) -> list[Row]:
    """Both kinds of weights, where both are there."""
    start_decoder()
    owner = place.person("bench")
    photos = material.photos()[: 4 if quick else None]
    media_ids = [take_in(owner, photo) for photo in photos]
    rows = []
    for path in filter(None, (material.weights(), material.openvino_weights())):
        with settings_module.using(replace(settings(), yolo_model=str(path))):
            rows += _rows("OpenVINO" if path.is_dir() else "PyTorch", path, media_ids, quick)
    return rows


def _rows(kind: str, path: Path, media_ids: list[int], quick: bool) -> list[Row]:
    loading.detector()  # before Ultralytics is imported by anything else: this tames it
    from bench.bare import Detector, decode

    files = [scanning.read_bytes(media_id) for media_id in media_ids]
    arrays = [decode(file) for file in files]
    bare = Detector.load(path)
    rounds = 3 if quick else 9

    def loop() -> None:
        for array in arrays:
            bare.read(array)

    def loop_over_files() -> None:
        for file in files:
            bare.read(decode(file))

    def one_by_one() -> None:
        for media_id in media_ids:
            scanning.scan(media_id)

    def two_at_a_time() -> None:
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(scanning.scan, media_ids))

    def waiting_first(clock: Clock, act: Callable[[], None]) -> Callable[[], float]:
        def timed() -> float:
            let_wait(media_ids)
            return clock(act)

        return timed

    two_at_a_time()  # finds nothing that waits, but opens the second lane
    one, two, yardstick, from_files = in_turns(
        rounds,
        waiting_first(seconds, one_by_one),
        waiting_first(seconds, two_at_a_time),
        lambda: seconds(loop),
        lambda: seconds(loop_over_files),
    )
    one_cpu, yardstick_cpu = in_turns(rounds, waiting_first(_cpu, one_by_one), lambda: _cpu(loop))
    count = len(media_ids)
    return [
        Row(
            f"{kind}, one thread",
            "pictures/s",
            count / one,
            count / yardstick,
            ratio_at_least(0.9),
            NOTE,
        ),
        Row(
            f"{kind}, one thread, the bare loop decodes too",
            "pictures/s",
            count / one,
            count / from_files,
        ),
        Row(f"{kind}, the worker's two threads", "pictures/s", count / two, count / yardstick),
        Row(
            f"{kind}, CPU of one picture",
            "ms",
            1000 * one_cpu / count,
            1000 * yardstick_cpu / count,
        ),
    ]


def _cpu(act: Callable[[], None]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started
