"""What a screen shows of what happened."""

from dataclasses import dataclass, field

from instaclone.profiles.cards import PersonCard
from instaclone.text import Piece


@dataclass(frozen=True)
class NotificationCard:
    """What some people did to one thing: one line of the list.

    `key` names the bundle and `id` is its newest notification. Of `count` people `people` are the
    newest few; `names` are words with links and `did` what follows them. `quote` is the beginning
    of the comment it is about, `picture` the address of the post's picture, each "" for none.
    `asks`: whether the viewer may be tagged in the post with this `code`. `is_found`: it is so many
    posts that a saved search found, and `people` are their authors.
    """

    key: str
    id: int
    kind: str
    count: int
    people: list[PersonCard]
    names: list[Piece]
    did: str
    sentence: str
    href: str
    when: str
    moment: str
    moment_in_full: str
    is_unread: bool
    is_follow: bool = False  # of one person, whom one may follow back
    quote: str = ""
    picture: str = ""
    code: str = ""
    asks: bool = False
    is_found: bool = False


@dataclass(frozen=True)
class NotificationPage:
    """A page of the list; `next_before` is the cursor of the following one, None at the end."""

    cards: list[NotificationCard] = field(default_factory=list)
    next_before: int | None = None


@dataclass(frozen=True)
class News:
    """What a tab looks at when something may have happened: how much is unread, and which of it
    arrived since a moment. In `is_quiet` hours nothing pops up.

    `arrived` has the ids under a mark that is never given twice: what was taken back leaves its id
    to the next on SQLite.
    """

    unread: int
    arrived: dict[str, int]
    is_quiet: bool


@dataclass(frozen=True)
class WishCard:
    """From whom a person wants notifications of a kind."""

    kind: str
    title: str
    senders: str


@dataclass(frozen=True)
class QuietCard:
    """A person's quiet hours as the form has them, such as 22:00 and 07:00; "" when off."""

    begins: str = ""
    ends: str = ""
    zone: str = ""
