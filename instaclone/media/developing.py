"""Has films made in forked children with limits of their own; the worker's side of it."""

from pathlib import Path
from typing import Any

from instaclone.media import decoding, limits
from instaclone.media.decoding import DecoderCrashed
from instaclone.media.forking import FILM
from instaclone.media.renditions import Rendered, rendered_from
from instaclone.video import plans
from instaclone.video.plans import WHOLE, Film, Made, Part, said


def begin(
    source: Path, folder: Path, file_name: str, part: Part = WHOLE, poster_ms: int = 0
) -> tuple[Film, Rendered]:
    """What a film is, and its poster in the folder; raises Refused or DecoderCrashed.

    The poster is the frame at `poster_ms`, or with 0 the most telling of the part.
    """
    answer = _ask(
        "film_begin",
        file_name,
        source=str(source),
        folder=str(folder),
        part=said(part),
        poster_ms=poster_ms,
    )
    try:
        return plans.film_from(answer["film"]), rendered_from(answer["poster"])
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderCrashed(f"the decoder's answer makes no sense: {error}") from error


def probe(source: Path, file_name: str) -> Film:
    """What a film is; raises Refused or DecoderCrashed."""
    try:
        return plans.film_from(_ask("film_probe", file_name, source=str(source))["film"])
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderCrashed(f"the decoder's answer makes no sense: {error}") from error


def make(
    source: Path, folder: Path, file_name: str, film: Film, side: int, part: Part = WHOLE
) -> Made:
    """Have a part of a film made with a shorter side of `side` px, as `SIDE.mp4` in the folder.

    Meanwhile plans.PROGRESS in the folder says how many per cent are done. Raises Refused or
    DecoderCrashed.
    """
    target = folder / f"{side}.mp4"
    answer = _ask(
        "film_make",
        file_name,
        source=str(source),
        target=str(target),
        film=said(film),
        side=side,
        part=said(part),
    )
    try:
        return plans.made_from(answer, target.name)
    except (KeyError, TypeError, ValueError) as error:
        raise DecoderCrashed(f"the decoder's answer makes no sense: {error}") from error


def copy(source: Path, target: Path, file_name: str) -> None:
    """Have the streams of a film copied into a file without anything else.

    Raises Refused or DecoderCrashed, also where that kind of file cannot hold them.
    """
    _ask("film_copy", file_name, source=str(source), target=str(target))


def stills(source: Path, folder: Path, file_name: str) -> list[tuple[int, Path]]:
    """Have one frame a second written; their moments in ms and their files.

    Raises Refused or DecoderCrashed.
    """
    answer = _ask("film_stills", file_name, source=str(source), folder=str(folder))
    moments = answer.get("moments")
    if not isinstance(moments, list) or not all(isinstance(each, int) for each in moments):
        raise DecoderCrashed("the decoder's answer makes no sense")
    found = [(moment, folder / f"{moment}.jpg") for moment in moments[: plans.STILLS]]
    return [(moment, path) for moment, path in found if path.is_file()]


def _ask(function: str, file_name: str, **arguments: Any) -> dict[str, Any]:
    return decoding.ask(function, bounds=FILM, name=limits.shown(file_name), **arguments)
