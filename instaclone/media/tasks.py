"""What a decoder's child can be asked for: plain arguments in, plain data out."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from instaclone.media import pixels, posters, retouched, squaring
from instaclone.video import encoding, films
from instaclone.video.plans import PROGRESS, WHOLE, Film, Part, said


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


def film_probe(source: str, name: str) -> dict[str, Any]:
    """`films.probe` as plain data."""
    return {"film": said(films.probe(Path(source), name))}


def film_begin(
    source: str, folder: str, name: str, part: dict[str, Any], poster_ms: int
) -> dict[str, Any]:
    """What a film is, and its poster, as plain data."""
    film = films.probe(Path(source), name)
    chosen = Part(**part)
    poster = posters.poster(Path(source), Path(folder), name, film, chosen, poster_ms)
    return {"film": said(film), "poster": asdict(poster)}


def film_make(
    source: str, target: str, name: str, film: dict[str, Any], side: int, part: dict[str, Any]
) -> dict[str, Any]:
    """`encoding.encode` as plain data; per cent go into PROGRESS beside the target."""
    note = Path(target).with_name(PROGRESS)
    last = 0

    def report(share: float) -> None:
        nonlocal last
        percent = min(99, int(share * 100))
        if percent > last:
            last = percent
            note.write_text(str(percent))

    made = encoding.encode(
        Path(source), Path(target), name, Film(**film), side, Part(**part), report
    )
    return said(made)


def film_copy(source: str, target: str, name: str) -> dict[str, Any]:
    """`films.copy` of the whole film."""
    films.copy(Path(source), Path(target), name, WHOLE)
    return {}


def film_stills(source: str, folder: str, name: str) -> dict[str, Any]:
    """`posters.stills` as plain data."""
    return {"moments": posters.stills(Path(source), Path(folder), name)}
