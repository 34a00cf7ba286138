"""What screens show of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture as a page shows it; `src` and `srcset` are empty until it is ready.

    `width` and `height` are of the whole picture in px, so that its place is kept while it loads;
    `placeholder` is a data URI to show meanwhile; `failure` says why there is no picture.
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
