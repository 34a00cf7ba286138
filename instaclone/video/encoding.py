"""Making films: H.264 and AAC in an MP4 whose index comes first. Runs in the decoder's children."""

import contextlib
import fractions
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from instaclone.video import films, limits, plans
from instaclone.video.plans import Film, Made, Part

PRESET = "veryfast"
KEY_SECONDS = 2  # between frames that stand for themselves, where seeking begins
SOUND_BITS = 128_000
TICKS = 90_000  # of a second; every usual frame rate fits
Report = Callable[[float], None]


def encode(
    source: Path, target: Path, name: str, film: Film, side: int, part: Part, report: Report
) -> Made:
    """Write a part of a film with a shorter side of `side` px; `report` is told shares of the work.

    What every browser plays already is copied as it is. Raises Invalid, naming the file.
    """
    length = part.length_of(film) / 1000
    if plans.stays(film, side, part):
        films.copy(source, target, name, part)
    else:
        with films.opened(source, name) as (container, stream), _output(target) as output:
            work = _Work(container, stream, output, film, side, part)
            shown = work.run(lambda seconds: report(seconds / max(length, 0.001)))
        if shown < length * limits.SHORTEST_SHARE - 1:
            raise limits.damaged(name)
    return _made(target, name)


def _made(target: Path, name: str) -> Made:
    done = films.probe(target, name)
    return Made(target.name, done.width, done.height, done.duration_ms, done.has_audio)


@contextlib.contextmanager
def _output(target: Path) -> Iterator[OutputContainer]:
    # With `bitexact` nothing is said of what wrote it and when.
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(target), "w", format="mp4", options=options) as output:
        yield output


class _Work:
    """One film on its way through the decoder, the filters and the encoder, frame by frame."""

    def __init__(
        self,
        container: InputContainer,
        stream: VideoStream,
        output: OutputContainer,
        film: Film,
        side: int,
        part: Part,
    ) -> None:
        self._container, self._stream, self._output = container, stream, output
        self._size = plans.size_of(film, side)
        begin = films.origin(container, stream)
        self._start, self._end = begin + part.start_ms / 1000, begin + part.end_of(film) / 1000
        if part.start_ms:
            container.seek(round(self._start * 1e6))
        self._sound_source = _sound_of(container) if film.has_audio and not part.is_muted else None
        self._video = self._video_stream(min(film.frame_rate, plans.RATE), side)
        self._sound = _Sound(output, self._sound_source, self._start, self._end)
        self._graph: Graph | None = None
        self._shape: tuple[object, ...] = ()
        self._last = -1  # the ticks of the last frame that was kept

    def run(self, report: Report) -> float:
        """Work to the end of the part; the seconds of pictures there were."""
        taken = [self._stream, *([self._sound_source] if self._sound_source else [])]
        has_pictures, has_sound = True, self._sound_source is not None
        for packet in self._container.demux(taken):
            for frame in packet.decode():
                if isinstance(frame, VideoFrame):
                    has_pictures = self._take(frame) and has_pictures
                    report(self._last / TICKS)
                elif isinstance(frame, AudioFrame):
                    has_sound = self._sound.take(frame) and has_sound
            if not has_pictures and not has_sound:
                break
        self._output.mux(self._video.encode(None))
        self._sound.finish()
        return self._last / TICKS

    def _video_stream(self, rate: float, side: int) -> VideoStream:
        quality, most_bits = plans.CODECS[side]
        stream = self._output.add_stream(
            "libx264",
            rate=fractions.Fraction(rate).limit_denominator(1001),
            options={
                "preset": PRESET,
                "crf": quality,
                "maxrate": str(most_bits),
                "bufsize": str(2 * most_bits),
                "profile": "high",
            },
        )
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        stream.gop_size = max(1, round(rate * KEY_SECONDS))
        stream.codec_context.time_base = fractions.Fraction(1, TICKS)
        stream.codec_context.thread_count = films.THREADS
        return stream

    def _take(self, frame: VideoFrame) -> bool:
        """Encode a frame if it belongs to the part; False when the part is over."""
        if frame.time is None:
            return True
        # Half a tick of the source: its clock may round.
        slack = float(frame.time_base or 0) / 2
        if frame.time < self._start - slack:
            return True
        if frame.time >= self._end - slack:
            return False
        ticks = max(0, round((frame.time - self._start) * TICKS))
        if self._last >= 0 and ticks - self._last < TICKS // (plans.RATE + 5):
            return True  # more frames a second than are kept, or a clock that ran backwards
        shown = self._shown(frame)
        shown.pts, shown.time_base = ticks, fractions.Fraction(1, TICKS)
        shown.pict_type = 0  # where it was a key frame, it need not be one here
        self._last = ticks
        self._output.mux(self._video.encode(shown))
        return True

    def _shown(self, frame: VideoFrame) -> VideoFrame:
        shape = (frame.width, frame.height, frame.format.name)
        if self._graph is None or shape != self._shape:
            self._graph, self._shape = films.graph(self._stream, frame, self._size), shape
        self._graph.push(frame)
        shown = self._graph.pull()
        assert isinstance(shown, VideoFrame)
        return shown


def _sound_of(container: InputContainer) -> AudioStream | None:
    return container.streams.audio[0] if container.streams.audio else None


class _Sound:
    """The sound of a film, cut exactly, with silence where there is none in between."""

    def __init__(
        self, output: OutputContainer, source: AudioStream | None, start: float, end: float
    ) -> None:
        self._output, self._start, self._end = output, start, end
        self._graph: Graph | None = None
        self._source = source
        if source is None:
            return
        rate = 44_100 if source.rate == 44_100 else 48_000
        channels = min(2, source.channels or 2)
        self._rate, self._layout = rate, "mono" if channels == 1 else "stereo"
        self._stream = output.add_stream("aac", rate=rate, layout=self._layout)
        self._stream.bit_rate = SOUND_BITS // (2 if channels == 1 else 1)

    def take(self, frame: AudioFrame) -> bool:
        """Encode a piece of sound; False when the part is over."""
        if frame.time is None:
            return True
        if frame.time >= self._end:
            return False
        if self._graph is None:
            self._graph = self._filters()
        self._graph.push(frame)
        self._drain()
        return True

    def finish(self) -> None:
        """Encode what is left."""
        if self._source is None:
            return
        if self._graph is not None:
            self._graph.push(None)
            self._drain()
        self._output.mux(self._stream.encode(None))

    def _filters(self) -> Graph:
        assert self._source is not None
        made = Graph()
        chain: list[FilterContext] = [made.add_abuffer(template=self._source)]
        for name, arguments in (
            ("atrim", f"start={self._start:.6f}:end={self._end:.6f}"),
            ("asetpts", f"PTS-{self._start:.6f}/TB"),
            ("aresample", f"{self._rate}:async=1:first_pts=0"),
            (
                "aformat",
                f"sample_fmts=fltp:sample_rates={self._rate}:channel_layouts={self._layout}",
            ),
            ("asetnsamples", "n=1024:p=0"),
        ):
            chain.append(made.add(name, arguments))
        chain.append(made.add("abuffersink"))
        made.link_nodes(*chain).configure()
        return made

    def _drain(self) -> None:
        assert self._graph is not None
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert isinstance(frame, AudioFrame)
            self._output.mux(self._stream.encode(frame))
