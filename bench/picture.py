"""CPU of one 12-megapixel photo, from the staged upload to renditions and master, all processes.

The yardstick writes the same files by bare library calls in this process.
"""

import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench import bare, material, place
from bench.pictures import take_in
from bench.rounds import in_turns
from bench.rows import Row, ratio_at_most
from instaclone.accounts.viewer import Viewer
from instaclone.media import decoding, mastering

BURIAL_SECONDS = 0.1
PHOTOS = 3  # in one turn: the kernel tells the time of processes in hundredths of a second
NOTE = "user and system time of this process, the decoder's parent, its attendants and children"


def measure(folder: Path, quick: bool) -> list[Row]:
    """Intake, all renditions and the master; and what a post waits for."""
    if sys.platform != "linux":
        raise material.Missing("Only Linux says what the grandchildren of a process have used.")
    photo = material.phone_photo(folder)
    content = photo.read_bytes()
    owner = place.person("bench")
    decoding.start_decoder()
    bare.cv2.setNumThreads(1)
    rounds = 3 if quick else 9
    every, bare_every = in_turns(
        rounds,
        lambda: _cpu_of_ours(owner, photo, to_the_end=True),
        lambda: _cpu_of_bare(content, to_the_end=True),
    )
    first, bare_first = in_turns(
        rounds,
        lambda: _cpu_of_ours(owner, photo, to_the_end=False),
        lambda: _cpu_of_bare(content, to_the_end=False),
    )
    name = f"12 MP JPEG of {len(content) / 1e6:.1f} MB"
    return [
        Row(
            f"{name}, all renditions and master",
            "ms CPU",
            1000 * every,
            1000 * bare_every,
            ratio_at_most(1.3),
            NOTE,
        ),
        Row(f"{name}, until it is ready", "ms CPU", 1000 * first, 1000 * bare_first, None, NOTE),
    ]


def _cpu_of_ours(owner: Viewer, photo: Path, to_the_end: bool) -> float:
    started = cpu_so_far()
    for _ in range(PHOTOS):
        media_id = take_in(owner, photo)
        if to_the_end and not mastering.finish(media_id):
            raise RuntimeError("The photo was not finished.")
    return (cpu_so_far() - started) / PHOTOS


def _cpu_of_bare(content: bytes, to_the_end: bool) -> float:
    with tempfile.TemporaryDirectory() as name:
        started = time.process_time()
        for _ in range(PHOTOS):
            (bare.everything if to_the_end else bare.first_renditions)(content, Path(name))
        return (time.process_time() - started) / PHOTOS


def cpu_so_far() -> float:
    """User and system time in seconds of this process, the decoder's parent and its dead."""
    time.sleep(BURIAL_SECONDS)
    decoding.start_decoder()  # the parent counts its dead when it is spoken to
    time.sleep(BURIAL_SECONDS)
    parent = next(iter(psutil.Process().children()))
    times = parent.cpu_times()
    family = times.user + times.system + times.children_user + times.children_system
    return time.process_time() + family
