"""What a screen shows of searching."""

from dataclasses import dataclass, field

from instaclone.posts.cards import TileCard

# What a suggestion is: each has a picture of its own in the list.
OBJECT, TAG, PERSON, PLACE, OPERATOR, RECENT, SAVED, PHRASE = (
    "object", "tag", "person", "place", "operator", "recent", "saved", "phrase",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line below the search box. `text` is what the box holds once it is chosen, and is
    searched at once unless it `continues`: then more is to be typed behind it. With an `href` it
    leads there instead. `said` tells what it is, `avatar` is a person's picture."""

    kind: str
    title: str
    said: str
    text: str
    continues: bool = False
    href: str = ""
    avatar: str = ""


@dataclass(frozen=True, slots=True)
class RecentCard:
    """A search of one's own, with the address of its results."""

    id: int
    query: str
    href: str


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A search one keeps, with the address of its results; with `notifies` one hears of what it
    finds. `title` is one's name for it, or the search itself."""

    id: int
    query: str
    href: str
    notifies: bool
    title: str


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A sentence about a search; `better` is the search it offers instead, or ""."""

    sentence: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class FoundBox:
    """An object that was asked for, over the square of a tile: CSS lengths of the tile's sides."""

    left: str
    top: str
    width: str
    height: str


@dataclass(frozen=True)
class FoundCard:
    """A post that was found: its tile, what of it matched in words, and where in the square."""

    tile: TileCard
    matched: str = ""
    boxes: list[FoundBox] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowCard:
    """A row of the builder, its `kind` with a - before it where it rules out. What a field holds is
    text; `is_counted`: how many are asked for shows. `wrong` says why it finds nothing, or "".
    `is_new`: it was just added, and takes the focus."""

    id: int
    kind: str
    text: str
    label: str
    comparison: str
    number: str
    until: str
    km: str
    begin: str
    end: str
    is_counted: bool
    wrong: str
    is_new: bool


@dataclass(frozen=True)
class GroupCard:
    """A condition of the builder: rows of which a post has to meet one."""

    rows: list[RowCard]


@dataclass(frozen=True, slots=True)
class LabelOption:
    """A label and what it is called."""

    label: str
    name: str
