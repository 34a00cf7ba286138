"""What screens show of a picture."""

from dataclasses import dataclass

from instaclone.media.models import PHOTO


@dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture as a page shows it; `src` and `srcset` are empty until it is ready.

    `width` and `height` are of the whole picture in px, so that its place is kept while it loads;
    `placeholder` is a data URI to show meanwhile; `failure` says why there is no picture. `largest`
    is the address of the rendition with the most pixels. Of a video, `src` and `srcset` are its
    poster, `video` and `video_large` the addresses of its smaller and larger film, "" where there
    is none.
    """

    id: int
    code: str
    src: str
    srcset: str
    width: int
    height: int
    placeholder: str
    alt: str
    state: str
    failure: str
    kind: str = PHOTO
    largest: str = ""
    video: str = ""
    video_large: str = ""
    duration_ms: int = 0
    has_audio: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One thing that was done to a picture."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    """What was done to a picture, for its owner: a sentence where that is little, and line by line.

    `failure` says why the last edit did not work.
    """

    media_id: int
    file_name: str
    summary: str
    lines: list[ReceiptLine]
    failure: str
