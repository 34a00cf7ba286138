"""CPU and time of a film from its upload to the smaller film, against the same transcode by the
ffmpeg command line; and whether its child's memory grows with its length.

The command line is only a yardstick here; the site never needs it.
"""

import shlex
import shutil
import subprocess
import sys
import threading
import time
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import psutil
from av.video.stream import VideoStream

from bench import material
from bench.picture import cpu_so_far
from bench.rounds import in_turns
from bench.rows import Row, ratio_at_most
from instaclone.media import decoding, developing
from instaclone.video import encoding, plans
from instaclone.video.plans import Film

SECONDS, LONG_SECONDS = 10, 120
RATE = 30
WIDTH, HEIGHT = 1920, 1080
LOOK_SECONDS = 0.05
NOTE = "per second of 1080p30 H.264 at 12 Mb/s to 720p, veryfast, two threads"
QUICK_FILM_SECONDS = 3


def measure(folder: Path, quick: bool) -> list[Row]:
    """CPU and wall per second of film, the same for a film that need only be copied, and memory."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise material.Missing("There is no ffmpeg command to compare with.")
    if sys.platform != "linux":
        raise material.Missing("Only Linux says what the grandchildren of a process have used.")
    decoding.start_decoder()
    seconds = QUICK_FILM_SECONDS if quick else SECONDS
    source = film(folder / "source.mp4", seconds)
    known = developing.probe(source, source.name)
    wall: dict[str, list[float]] = {"ours": [], "theirs": []}

    def ours() -> float:
        begun, before = time.perf_counter(), cpu_so_far()
        developing.make(source, folder, source.name, known, plans.SIDES[0])
        wall["ours"].append((time.perf_counter() - begun) / seconds)
        return (cpu_so_far() - before) / seconds

    def theirs() -> float:
        begun = time.perf_counter()
        used = _cpu_of_command([ffmpeg, *_arguments(source, folder / "theirs.mp4")])
        wall["theirs"].append((time.perf_counter() - begun) / seconds)
        return used / seconds

    cpu = in_turns(1 if quick else 3, ours, theirs)
    walls = [1000 * min(wall[who]) for who in ("ours", "theirs")]
    return [
        Row("transcode, CPU", "ms CPU / s", 1000 * cpu[0], 1000 * cpu[1], ratio_at_most(1.2), NOTE),
        Row("transcode, wall", "ms / s", walls[0], walls[1], None, NOTE + ", the best"),
        *_copying(folder, seconds),
        *_memory(folder, source, known, quick),
    ]


def _copying(folder: Path, seconds: int) -> list[Row]:
    small = folder / f"{plans.SIDES[0]}.mp4"  # what was just made is within the limits
    source = folder / "small.mp4"
    shutil.copy(small, source)
    known = developing.probe(source, source.name)
    before = cpu_so_far()
    developing.make(source, folder, source.name, known, plans.SIDES[0])
    used = (cpu_so_far() - before) / seconds
    return [Row("copied as it is, CPU", "ms CPU / s", 1000 * used, None, None)]


def _memory(folder: Path, source: Path, known: Film, quick: bool) -> list[Row]:
    long = film(folder / "long.mp4", 10 if quick else LONG_SECONDS, source)
    longer = developing.probe(long, long.name)
    most, least = _peak(long, folder, longer), _peak(source, folder, known)
    lengths = [each.duration_ms // 1000 for each in (longer, known)]
    name = f"memory of the child, {lengths[0]} s against {lengths[1]}"
    return [Row(name, "MiB", most, least, ratio_at_most(1.1))]


def _peak(source: Path, folder: Path, known: Film) -> float:
    """The most memory that the child held at once, in MiB."""
    ended, seen = threading.Event(), [0]

    def watch() -> None:
        while not ended.wait(LOOK_SECONDS):
            for each in psutil.Process().children(recursive=True):
                try:
                    if each.nice() == 19:
                        status = Path(f"/proc/{each.pid}/status").read_text()
                        line = next(x for x in status.splitlines() if x.startswith("VmHWM"))
                        seen.append(int(line.split()[1]))
                except (psutil.NoSuchProcess, FileNotFoundError, StopIteration, OSError):
                    continue  # it has just ended

    watcher = threading.Thread(target=watch)
    watcher.start()
    developing.make(source, folder, source.name, known, plans.SIDES[0])
    ended.set()
    watcher.join()
    return max(seen) / 1024


def _arguments(source: Path, target: Path) -> list[str]:
    """The same transcode for the command line."""
    quality, most = plans.CODECS[plans.SIDES[0]]
    return [
        *shlex.split("-v error -nostdin -y -threads 2 -i"),
        str(source),
        *shlex.split("-map 0:v:0 -map 0:a:0? -map_metadata -1 -vf scale=1280:720:flags=bicubic"),
        *shlex.split(f"-c:v libx264 -preset {encoding.PRESET} -crf {quality} -maxrate {most}"),
        *shlex.split(f"-bufsize {2 * most} -profile:v high -pix_fmt yuv420p -threads 2"),
        *shlex.split(f"-g {RATE * encoding.KEY_SECONDS} -c:a aac -b:a 128k -movflags +faststart"),
        str(target),
    ]


def _cpu_of_command(command: list[str]) -> float:
    before = psutil.Process().cpu_times()
    subprocess.run(command, check=True, preexec_fn=lambda: psutil.Process().nice(19))
    after = psutil.Process().cpu_times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


def film(path: Path, seconds: int, again: Path | None = None) -> Path:
    """A film of moving shapes with the noise of a phone's sensor, and a tone; `again` is one whose
    first packets are repeated, which takes no time to make."""
    if again is not None:
        return _repeated(path, seconds, again)
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 6, (HEIGHT + 64, WIDTH + 64, 1))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    with av.open(str(path), "w") as output:
        options = {"preset": "veryfast", "b": "12M", "maxrate": "12M", "bufsize": "24M"}
        video = cast(VideoStream, output.add_stream("libx264", rate=RATE, options=options))
        video.width, video.height, video.pix_fmt, video.bit_rate = WIDTH, HEIGHT, "yuv420p", 12**7
        for number in range(seconds * RATE):
            at = rng.integers(0, 64, 2)
            waves = np.stack(
                [
                    np.sin((x + number * 6) / 90),
                    np.cos((y - number * 4) / 70),
                    np.sin((x + y) / 130),
                ],
                axis=2,
            )
            grain = noise[at[0] : at[0] + HEIGHT, at[1] : at[1] + WIDTH]
            rows = np.clip(128 + 80 * waves + grain, 0, 255).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(rows, "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
    return path


def _repeated(path: Path, seconds: int, source: Path) -> Path:
    with av.open(str(path), "w") as output:
        shift, way = 0, None
        while way is None or shift < seconds * (way.time_base or Fraction(1)).denominator:
            with av.open(str(source)) as container:
                stream = container.streams.video[0]
                way = way or output.add_stream_from_template(stream)
                output.start_encoding()
                ticks = round(1 / (RATE * (stream.time_base or Fraction(1, RATE))))
                for packet in container.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    packet.stream = way
                    output.mux(packet)
                shift += stream.frames * ticks
    return path
