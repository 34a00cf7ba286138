"""What a screen shows of a tag."""

from dataclasses import dataclass, field

from instaclone.posts.cards import TileCard


@dataclass(frozen=True)
class TagCard:
    """The head of a tag's page; `post_count` is said as people say it: "12 posts"."""

    tag: str = ""
    post_count: str = ""
    is_followed: bool = False
    related: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TagPage:
    """A page of a tag's grid; `next_before` is the cursor of the following one, None at the end."""

    tiles: list[TileCard]
    next_before: int | None


@dataclass(frozen=True)
class PopularTagCard:
    """A tag in a list of popular ones; `people` says how many used it: "3 people"."""

    tag: str
    people: str
