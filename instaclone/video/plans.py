"""What is known of a film and how it shall be made; pure data, no decoder."""

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

SIDES = (720, 1080)  # px of the shorter side, of the smaller and the larger film
RATE = 60  # frames a second that are kept
SLACK = 1.1  # a film may be so many times larger than it would be made, and stays as it is
CODECS = {720: ("24", 3_000_000), 1080: ("23", 6_000_000)}  # quality (CRF), most bits a second
WORTH_IT = 1.25  # the larger film must have so many times the smaller one's side
POSTER_SHARES = (0.1, 0.3, 0.5, 0.7)  # of a film, where a frame is looked at for its poster
PROGRESS = "progress"  # the file in which a child says how many per cent are done
STILLS = 180  # frames that are scanned at most
LONGEST_NAME = 64  # characters of what a file calls something
STILL_SIDE = 1080  # px of the longer side of a frame that is scanned


@dataclass(frozen=True, slots=True)
class Film:
    """A film as a camera made it: `width` and `height` in px as it is shown, upright.

    `bit_rate` is of the whole file in bits a second, `frame_rate` an average. `is_plain`: every
    browser plays its streams as they are, nothing need be turned, and its colours are usual. `tags`
    are the names of what words it carries, `location` is where it was taken, in ISO 6709.
    """

    width: int
    height: int
    duration_ms: int
    frame_rate: float
    bit_rate: int
    video_codec: str
    audio_codec: str
    format: str
    is_plain: bool
    is_hdr: bool
    tags: tuple[str, ...] = ()
    location: str = ""

    @property
    def has_audio(self) -> bool:
        """Whether there is sound."""
        return self.audio_codec != ""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a film is taken, in ms of the source; `end_ms` 0 means to its end."""

    start_ms: int = 0
    end_ms: int = 0
    is_muted: bool = False

    def end_of(self, film: Film) -> int:
        """Where it ends in ms."""
        return min(self.end_ms or film.duration_ms, film.duration_ms)

    def length_of(self, film: Film) -> int:
        """How long it is in ms."""
        return max(0, self.end_of(film) - self.start_ms)


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Made:
    """A film that was written: px, ms."""

    file_name: str
    width: int
    height: int
    duration_ms: int
    has_audio: bool


def size_of(film: Film, side: int) -> tuple[int, int]:
    """The size of a film whose shorter side is `side` px: even numbers, never enlarged."""
    scale = min(1.0, side / min(film.width, film.height))
    width, height = (max(2, 2 * round(each * scale / 2)) for each in (film.width, film.height))
    return width, height


def larger_side(film: Film) -> int | None:
    """The shorter side in px of the larger film, None where the smaller one is as good."""
    side = min(film.width, film.height, SIDES[1])
    return SIDES[1] if side >= SIDES[0] * WORTH_IT else None


def stays(film: Film, side: int, part: Part = WHOLE) -> bool:
    """Whether a film can be served as it is: within the size and rate it would be made with.

    To encode it once more would take 200 times as long and make it worse.
    """
    return (
        film.is_plain
        and film.width % 2 == film.height % 2 == 0
        and min(film.width, film.height) <= side
        and film.frame_rate <= RATE + 1
        and film.bit_rate <= CODECS[side][1] * SLACK
        and part.start_ms == 0
        and part.end_of(film) == film.duration_ms
    )


def still_moments(duration_ms: int) -> list[int]:
    """The moments in ms of the frames that are scanned: one a second, fewer in a long film."""
    step = max(1000, math.ceil(duration_ms / STILLS))
    return list(range(0, max(1, duration_ms), step))


def film_from(answer: dict[str, Any]) -> Film:
    """A Film out of what a child said; raises ValueError when it is not one.

    The child has read hostile bytes, so nothing it says is taken on trust.
    """
    film = Film(**answer)
    rate = film.frame_rate
    if not isinstance(rate, int | float) or not 0 < rate < 1000:
        raise ValueError("a frame rate is a number")
    for each in (film.width, film.height, film.duration_ms):
        _count(each, 10**8)
    _count(film.bit_rate, 10**12)
    for text in (film.video_codec, film.audio_codec, film.format, film.location, *film.tags):
        if not isinstance(text, str) or len(text) > LONGEST_NAME:
            raise ValueError("a name is a short text")
    return replace(film, tags=tuple(film.tags))


def made_from(answer: dict[str, Any], file_name: str) -> Made:
    """A Made out of what a child said; raises ValueError when it is not one."""
    for name in ("width", "height", "duration_ms"):
        _count(answer[name], 10**8)
    return Made(
        file_name,
        answer["width"],
        answer["height"],
        answer["duration_ms"],
        answer["has_audio"] is True,
    )


def said(plain: Film | Part | Made) -> dict[str, Any]:
    """Plain data, as it goes to a child and comes back."""
    return asdict(plain)


def _count(value: Any, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= most:
        raise ValueError("a size is a whole number")
