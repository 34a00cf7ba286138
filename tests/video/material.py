"""Small films for tests, good and bad, made in code."""

from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

MARKER = "SECRETMARK"
SOUND_RATE = 48_000
QUICK = {"libx264": {"preset": "ultrafast"}, "libx265": {"preset": "ultrafast"}}
QUICK["libx265"]["x265-params"] = "log-level=none"
QUICK["libvpx-vp9"] = {"deadline": "realtime", "cpu-used": "8"}


def film(
    path: Path,
    codec: str = "libx264",
    *,
    width: int = 320,
    height: int = 180,
    seconds: float = 2.0,
    rate: int = 30,
    sound: str | None = "aac",
    rotation: int = 0,
    is_marked: bool = False,
    pixels: str = "yuv420p",
    **options: str,
) -> Path:
    """A film: a grey ground that is lighter the later it is, and red, green, blue and yellow in the
    corners, from top left clockwise, as they are stored. `rotation` in degrees counterclockwise."""
    with av.open(str(path), "w") as output:
        quick = {**QUICK.get(codec, {}), **options}
        video = cast(VideoStream, output.add_stream(codec, rate=rate, options=quick))
        video.width, video.height, video.pix_fmt = width, height, pixels
        if rotation:
            video.set_display_rotation(rotation)
        heard = _heard(output, sound) if sound else None
        if is_marked:
            _mark(output)
        count = max(1, round(seconds * rate))
        for number in range(count):
            frame = av.VideoFrame.from_ndarray(picture(width, height, number / count), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
        if heard is not None:
            for frame in tone(count / rate):
                output.mux(heard.encode(frame))
            output.mux(heard.encode(None))
    return path


def picture(width: int, height: int, share: float) -> np.ndarray:
    """A frame at a share of the film."""
    shown = np.full((height, width, 3), 40 + round(150 * share), np.uint8)
    tall, wide = height // 4, width // 4
    shown[:tall, :wide] = (255, 0, 0)
    shown[:tall, -wide:] = (0, 255, 0)
    shown[-tall:, -wide:] = (0, 0, 255)
    shown[-tall:, :wide] = (255, 255, 0)
    return shown


def corner_names(shown: np.ndarray) -> list[str]:
    """The colours in the corners of a frame, from top left clockwise."""
    known = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}
    found = []
    for row, column in ((8, 8), (8, -8), (-8, -8), (-8, 8)):
        seen = shown[row, column].astype(int)
        far = {name: int(abs(seen - colour).sum()) for name, colour in known.items()}
        found.append(min(far, key=far.__getitem__))
    return found


def tone(seconds: float) -> list[av.AudioFrame]:
    """A sine of 440 Hz."""
    moments = np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE
    wave = np.tile((np.sin(moments * 2 * np.pi * 440) * 0.3).astype(np.float32), (2, 1))
    frames = []
    for start in range(0, wave.shape[1], 1024):
        piece = np.ascontiguousarray(wave[:, start : start + 1024])
        frame = av.AudioFrame.from_ndarray(piece, "fltp", "stereo")
        frame.rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        frames.append(frame)
    return frames


def sound_alone(path: Path) -> Path:
    """Sound in the kind of file a film comes in."""
    with av.open(str(path), "w") as output:
        heard = _heard(output, "aac")
        for frame in tone(1):
            output.mux(heard.encode(frame))
        output.mux(heard.encode(None))
    return path


def _heard(output: OutputContainer, codec: str) -> AudioStream:
    return cast(AudioStream, output.add_stream(codec, rate=SOUND_RATE, layout="stereo"))


def _mark(output: OutputContainer) -> None:
    """Put marks where cameras and editors put words."""
    output.metadata.update(
        {
            "location": "+48.8584+002.2945/",
            "comment": MARKER,
            "title": MARKER,
            "artist": MARKER,
            "creation_time": "2024-05-06T07:08:09Z",
        }
    )
    for stream in output.streams:
        stream.metadata.update({"title": MARKER, "handler_name": MARKER, "language": "fra"})
    output.set_chapters(
        [
            {
                "id": 1,
                "start": 0,
                "end": 1000,
                "time_base": Fraction(1, 1000),
                "metadata": {"title": MARKER},
            }
        ]
    )


def over_photo(path: Path, photo: Path, before: int, seconds: int, rate: int = 10) -> Path:
    """A film of `before` seconds of grey and then `seconds` of a photo that moves slowly."""
    with av.open(str(photo)) as container:
        shown = next(container.decode(video=0)).reformat(width=640, height=480, format="rgb24")
        still = shown.to_ndarray()
    with av.open(str(path), "w") as output:
        video = cast(VideoStream, output.add_stream("libx264", rate=rate, options={"crf": "18"}))
        video.width, video.height, video.pix_fmt = 640, 480, "yuv420p"
        for number in range((before + seconds) * rate):
            later = number - before * rate
            rows = np.roll(still, later, axis=1) if later >= 0 else np.full_like(still, 128)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rows, np.uint8), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
    return path
