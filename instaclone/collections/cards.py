"""What a screen shows of a collection."""

from dataclasses import dataclass

from instaclone.posts.cards import TileCard


@dataclass(frozen=True)
class CollectionCard:
    """A collection in its owner's list; `cover` is None while it is empty."""

    id: int
    name: str
    count: int
    count_text: str
    cover: TileCard | None
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class ChoiceCard:
    """A collection that a post can be put into, and whether it is in it."""

    id: int
    name: str
    holds_it: bool
