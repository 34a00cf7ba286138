"""What a search asks for, as a tree: made by the parser, written by the builder, compiled to SQL.

A post is what is found. It meets a term by any of its pictures: the count of a label in a post is
the most that one of its pictures holds, in a film the most of one frame.
"""

from dataclasses import dataclass
from datetime import date

VIDEO, ALT, PLACE = "video", "alt", "place"
FEATURES = (VIDEO, ALT, PLACE)
SAVED, LIKED, MINE = "saved", "liked", "mine"
STANDINGS = (SAVED, LIKED, MINE)
PORTRAIT, LANDSCAPE, SQUARE = "portrait", "landscape", "square"
ORIENTATIONS = (PORTRAIT, LANDSCAPE, SQUARE)
COLOURS = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey",
)  # fmt: skip
ME = "me"
NEAR_KM, FARTHEST_KM = 20.0, 300.0


@dataclass(frozen=True, slots=True)
class Objects:
    """The scanner counted at least `least` and at most `most` objects of a label; None: no end.

    `least` 0 with `most` 0 is: none at all.
    """

    label: str
    least: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """These folded tokens (`text.tokens`) stand side by side in what is said of the post, or one
    of them in its author's names. `is_open`: the last one only begins like this."""

    tokens: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """A word that names a label: the scanner saw one, or somebody says the word, be it in the
    singular or the plural (see `search.saying`)."""

    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class Tagged:
    """The folded tag is on the post."""

    tag: str


@dataclass(frozen=True, slots=True)
class By:
    """Posted by this username, folded; ME is who asks."""

    username: str


@dataclass(frozen=True, slots=True)
class At:
    """The place's name, region or country holds all these tokens."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """No farther than so many km (great circle) from the likeliest town of this name."""

    tokens: tuple[str, ...]
    km: float = NEAR_KM


@dataclass(frozen=True, slots=True)
class During:
    """Published from the day `begin` to the day `end`, both included, in UTC; None: no end."""

    begin: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Has:
    """It has one of FEATURES: a video, alt text on a picture, a place."""

    feature: str


@dataclass(frozen=True, slots=True)
class Is:
    """It is one of STANDINGS to who asks; nothing is, to a guest."""

    standing: str


@dataclass(frozen=True, slots=True)
class Oriented:
    """One of its pictures is one of ORIENTATIONS: within 2 % of as wide as high is square."""

    orientation: str


@dataclass(frozen=True, slots=True)
class Coloured:
    """One of COLOURS covers much of one of its pictures."""

    colour: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """What nobody can find: a mistake, of which the parser also says what is wrong."""

    text: str


Atom = (
    Objects | Words | Thing | Tagged | By | At | Near | During | Has | Is | Oriented | Coloured
    | Nothing
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part at least."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All posts but those of the part."""

    part: "Term"


Term = Atom | All | Either | Not
