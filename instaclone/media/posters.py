"""A video's still pictures: its poster, and the frames that are scanned.

Runs in the decoder's children, as `pixels`.
"""

import re
from pathlib import Path

from instaclone.media import facts, measuring, pixels
from instaclone.media.facts import Facts
from instaclone.media.renditions import Rendered, first_sizes
from instaclone.video import films, plans
from instaclone.video.plans import Film, Part

# What in the name of a tag tells which kind of metadata it is.
NAMES = {
    facts.GPS: ("location", "gps", "xyz"),
    facts.CAMERA: ("make", "model", "camera", "software", "device"),
    facts.SERIAL: ("serial", "identifier"),
    facts.TAKEN: ("creation", "date"),
    facts.AUTHOR: ("artist", "author", "copyright"),
    facts.COMMENT: ("comment", "description", "title", "synopsis"),
}
ISO_6709 = re.compile(r"([+-]\d{1,2}(?:\.\d{1,8})?)([+-]\d{1,3}(?:\.\d{1,8})?)")


def poster(source: Path, folder: Path, name: str, film: Film, part: Part, at_ms: int) -> Rendered:
    """Write a video's poster in the sizes of a photo into the folder: the frame at `at_ms`, or with
    0 the most telling of a few. Raises Invalid, naming the file."""
    length = part.length_of(film)
    moments = [part.start_ms + round(length * share) for share in plans.POSTER_SHARES]
    sizes = first_sizes(film.width, film.height)
    shown = [
        rows for _, rows in films.pictures(source, name, [at_ms] if at_ms else moments, sizes[0])
    ]
    picture = pixels.painted(max(shown, key=films.interest))
    made = [picture if picture.size == size else pixels.shrunk(picture, size) for size in sizes]
    return Rendered(
        film.width,
        film.height,
        source_format=film.format,
        variants=tuple(pixels.write_webp(each, folder) for each in made),
        blurhash=measuring.blurhash_of(made[-1]),
        placeholder=measuring.placeholder_of(made[-1]),
        perceptual_hash=measuring.perceptual_hash_of(made[-1]),
        facts=facts_of(film),
        place=place_of(film.location),
    )


def facts_of(film: Film) -> Facts:
    """What is known of an upload beside its pictures and sound."""
    metadata = {
        kind for kind, names in NAMES.items() for tag in film.tags for name in names if name in tag
    }
    return Facts(
        width=film.width,
        height=film.height,
        format=film.format,
        metadata=tuple(kind for kind in facts.METADATA if kind in metadata),
        duration_ms=film.duration_ms,
        is_kept=plans.stays(film, plans.SIDES[0]),
    )


def place_of(location: str) -> tuple[float, float] | None:
    """Degrees north and east out of ISO 6709, as phones write it: "+48.8584+002.2945+035/"."""
    found = ISO_6709.match(location)
    if found is None:
        return None
    north, east = (float(each) for each in found.groups())
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def stills(source: Path, folder: Path, name: str) -> list[int]:
    """Write one frame a second as `MS.jpg` into the folder; the moments in ms."""
    film = films.probe(source, name)
    scale = min(1.0, plans.STILL_SIDE / max(film.width, film.height))
    size = (max(1, round(film.width * scale)), max(1, round(film.height * scale)))
    written = []
    for moment, rows in films.pictures(source, name, plans.still_moments(film.duration_ms), size):
        pixels.write_jpeg(pixels.painted(rows), folder / f"{moment}.jpg")
        written.append(moment)
    return written
