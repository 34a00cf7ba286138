"""Reading films: what they are, single frames of them, and their streams as they are.

Runs only in the decoder's children. With `encoding` the only importer of PyAV, which brings
FFmpeg's libraries.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import av.error
import av.logging
import numpy as np
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer
from av.filter import Graph
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from instaclone.video import limits
from instaclone.video.plans import LONGEST_NAME, Film, Part

av.logging.set_level(None)
# Whatever a file is called: no play lists, which could name other files, and no other protocol.
OPENING = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
    "protocol_whitelist": "file",
}
THREADS = 2
# What no film carries out of here: not the file's metadata, and not what stands between the
# pictures themselves (supplemental enhancement information).
SEI = {"h264": "6", "hevc": "39|40"}
ENCRYPTED = ("encv", "enca")
PLAIN_PIXELS = ("yuv420p", "yuvj420p")
HDR = (16, 18)  # transfer functions: PQ and HLG
MOST_TAGS = 100
SHARPNESS_SIDE = 256  # px; on which the sharpness of a frame is measured
DARK = 24.0  # mean brightness, of 255, below which a frame is hardly chosen


@contextmanager
def opened(source: Path, name: str) -> Iterator[tuple[InputContainer, VideoStream]]:
    """A film and its stream of pictures; raises Invalid, naming the file, for what is none, also
    while it is read."""
    try:
        with av.open(str(source), options=OPENING) as container:
            yield container, _pictures(container, name)
    except av.error.MemoryError as error:
        raise MemoryError from error
    except (av.error.InvalidDataError, av.error.EOFError) as error:
        raise _unreadable(source, name) from error
    except av.error.FFmpegError as error:
        raise limits.unknown(name) from error


def _unreadable(source: Path, name: str) -> Exception:
    with source.open("rb") as file:
        head = file.read(12)
    begins_well = head[4:8] == b"ftyp" or head[:4] == b"\x1a\x45\xdf\xa3"
    return limits.damaged(name) if begins_well else limits.unknown(name)


def _pictures(container: InputContainer, name: str) -> VideoStream:
    for stream in container.streams:
        if str(getattr(stream.codec_context, "codec_tag", "")) in ENCRYPTED:
            raise limits.encrypted(name)
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            stream.codec_context.thread_type = "AUTO"
            stream.codec_context.thread_count = THREADS
            return stream
    raise limits.without_picture(name) if container.streams.audio else limits.unknown(name)


def probe(source: Path, name: str) -> Film:
    """What a film is; raises Invalid when it breaks a rule or its first picture cannot be read."""
    with opened(source, name) as (container, stream):
        duration_ms = _duration_ms(container, stream)
        first = next(container.decode(stream), None)
        if first is None:
            raise limits.damaged(name)
        width, height = _upright_size(first, stream)
        rate = float(stream.average_rate or stream.guessed_rate or 30)
        limits.check(name, width, height, rate, duration_ms)
        return Film(
            width=width,
            height=height,
            duration_ms=duration_ms,
            frame_rate=rate,
            bit_rate=max(1, source.stat().st_size * 8000 // duration_ms),
            video_codec=stream.codec_context.name,
            audio_codec=_audio_codec(container),
            format=_format(source, container),
            is_plain=_is_plain(container, stream, first),
            is_hdr=first.color_trc in HDR,
            tags=_tags(container),
            location=_location(container),
        )


def origin(container: InputContainer, stream: VideoStream) -> float:
    """When its first picture is shown, in seconds of its own clock, which may begin anywhere."""
    if stream.start_time is not None and stream.time_base is not None:
        return float(stream.start_time * stream.time_base)
    return (container.start_time or 0) / 1e6


def _duration_ms(container: InputContainer, stream: VideoStream) -> int:
    """How long it is; where the file does not say, as browsers' recordings, by its packets."""
    if container.duration:
        before = origin(container, stream) - (container.start_time or 0) / 1e6
        return max(1, round(container.duration / 1000 - before * 1000))
    last = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None and packet.time_base is not None:
            last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    container.seek(0)
    return max(1, round((last - origin(container, stream)) * 1000))


def _upright_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    aspect = stream.sample_aspect_ratio
    width = max(1, round(frame.width * aspect)) if aspect else frame.width
    return (frame.height, width) if frame.rotation % 180 else (width, frame.height)


def _audio_codec(container: InputContainer) -> str:
    """Of the first sound; "" where there is none, or none that can be heard here."""
    for stream in container.streams.audio:
        return stream.codec_context.name if stream.codec_context else ""
    return ""


def _format(source: Path, container: InputContainer) -> str:
    if "mov" in container.format.name:
        with source.open("rb") as file:
            return "MOV" if file.read(12)[8:] == b"qt  " else "MP4"
    return "WebM" if _audio_codec(container) in ("", "opus", "vorbis") else "MKV"


def _tags(container: InputContainer) -> tuple[str, ...]:
    """The names of what words a film carries."""
    streams = [stream.metadata for stream in container.streams]
    names = {
        name.lower()[:LONGEST_NAME] for said in (container.metadata, *streams) for name in said
    }
    return tuple(sorted(names))[:MOST_TAGS]


def _location(container: InputContainer) -> str:
    """Where it was taken, as phones say it: "+48.8584+002.2945/"."""
    for name, value in container.metadata.items():
        if "location" in name.lower() and value[:1] in ("+", "-"):
            return value[:LONGEST_NAME]
    return ""


def _is_plain(container: InputContainer, stream: VideoStream, first: VideoFrame) -> bool:
    aspect = stream.sample_aspect_ratio
    return (
        stream.codec_context.name == "h264"
        and _audio_codec(container) in ("", "aac")
        and first.format.name in PLAIN_PIXELS
        and not first.interlaced_frame
        and first.color_trc not in HDR
        and turning(first) == []
        and (not aspect or aspect == 1)
    )


def turning(frame: VideoFrame) -> list[tuple[str, str]]:
    """The filters that put a frame upright, as the matrix that came with it says."""
    matrix = [1, 0, 0, 0, 1]
    found: Any = frame.side_data.get("DISPLAYMATRIX")
    if found is not None:
        matrix = list(struct.unpack("=9i", bytes(found)[:36]))
    clockwise = -frame.rotation % 360
    if 45 <= clockwise < 135:
        return [("transpose", "cclock_flip" if matrix[3] > 0 else "clock")]
    if 135 <= clockwise < 225:
        flips = [("hflip", "")] if matrix[0] < 0 else []
        return flips + ([("vflip", "")] if matrix[4] < 0 else [])
    if 225 <= clockwise < 315:
        return [("transpose", "clock_flip" if matrix[3] < 0 else "cclock")]
    return [("vflip", "")] if matrix[4] < 0 else []


def graph(
    stream: VideoStream, first: VideoFrame, size: tuple[int, int], pixels: str = "yuv420p"
) -> Graph:
    """The filters from a frame as it is stored to one that is shown: upright, of a size, in the
    usual colours."""
    made = Graph()
    made.threads = THREADS
    chain = [made.add_buffer(template=stream)]
    steps = [("yadif", "deint=interlaced")] if first.interlaced_frame else []
    scale = f"{size[0]}:{size[1]}:flags=bicubic"
    turned = turning(first)
    if turned and turned[0][0] == "transpose":  # smaller first: it is turned in less time
        scale = f"{size[1]}:{size[0]}:flags=bicubic"
    if first.color_trc in HDR:  # with `perceptual`, brighter than white is mapped to white softly
        scale += ":out_primaries=bt709:out_transfer=bt709:out_color_matrix=bt709:intent=perceptual"
    steps += [("scale", scale), *turned, ("setsar", "1"), ("format", pixels)]
    chain += [made.add(name, arguments or None) for name, arguments in steps]
    chain.append(made.add("buffersink"))
    made.link_nodes(*chain).configure()
    return made


def pictures(
    source: Path, name: str, moments_ms: list[int], size: tuple[int, int]
) -> Iterator[tuple[int, Any]]:
    """For each moment that the film has, its frame as rows of red, green, blue."""
    with opened(source, name) as (container, stream):
        stream.codec_context.thread_type = "SLICE"  # frame threads are begun anew by each seek
        start = origin(container, stream)
        made: Graph | None = None
        for moment in moments_ms:
            seconds = start + moment / 1000
            container.seek(round(seconds * 1e6))
            frame = _at(container, stream, seconds)
            if frame is None:
                continue
            made = made or graph(stream, frame, size, "rgb24")
            made.push(frame)
            yield moment, made.pull().to_ndarray()


def _at(container: InputContainer, stream: VideoStream, seconds: float) -> VideoFrame | None:
    """The first frame at or after a moment, else the last before it."""
    found = None
    for frame in container.decode(stream):
        if frame.time is None:
            continue
        found = frame
        if frame.time >= seconds - 0.001:
            break
    return found


def interest(picture: Any) -> float:
    """How good a poster a frame makes: sharp, and neither black nor blown out."""
    height, width = picture.shape[:2]
    step = max(1, max(height, width) // SHARPNESS_SIDE)
    grey = picture[::step, ::step].mean(axis=2, dtype=np.float32)
    edges = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1]
    edges = edges - grey[1:-1, :-2] - grey[1:-1, 2:]
    mean = float(grey.mean())
    light = min(1.0, mean / DARK) * min(1.0, (255 - mean) / DARK)
    return float(edges.var()) * light**2 if edges.size else light


def copy(source: Path, target: Path, name: str, part: Part) -> None:
    """Write the streams of pictures and sound as they are, and nothing else.

    The target's name says in which kind of file. Raises Invalid; ValueError when that kind cannot
    hold these streams.
    """
    options = {"fflags": "+bitexact"}
    if target.suffix == ".mp4":
        options["movflags"] = "+faststart"
    with opened(source, name) as (container, stream):
        taken = [stream] if part.is_muted else [stream, *container.streams.audio[:1]]
        with av.open(str(target), "w", options=options) as output:
            ways = {each: output.add_stream_from_template(each) for each in taken}
            clean = _cleaner(stream, ways[stream])
            for packet in container.demux(taken):
                if packet.dts is None:
                    continue
                way = ways[packet.stream]
                for each in clean.filter(packet) if clean and way is ways[stream] else [packet]:
                    each.stream = way
                    output.mux(each)


def _cleaner(stream: VideoStream, way: VideoStream) -> BitStreamFilterContext | None:
    codec = stream.codec_context.name
    if codec not in SEI:
        return None
    return BitStreamFilterContext(f"filter_units=remove_types={SEI[codec]}", stream, way)
