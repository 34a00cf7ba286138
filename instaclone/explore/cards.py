"""What explore shows, and why."""

from dataclasses import dataclass, field

from instaclone.media.cards import PictureCard
from instaclone.places.cards import SpotCard
from instaclone.posts.cards import PostCard, TileCard


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """Why a post is shown, in a sentence; `signal` is a name in `explore.signals`, `title` what its
    switch is called."""

    signal: str
    title: str
    text: str


@dataclass(frozen=True)
class ExploreCard:
    """A post in explore, of which a browser gets the tile alone. `line` is its score, to be handed
    to `recording.record_shown` and to `explaining.why`."""

    post_id: int
    author: str
    author_id: int
    tile: TileCard
    line: str = ""


@dataclass(frozen=True)
class ExplorePage:
    """One screen of explore, the best first.

    `has_more`: ask again once these are recorded as shown, or with `before`, the cursor, where
    there is one: for guests and in chronological order. `is_caught_up`: nothing is left that was
    not shown, or of videos watched, within the week; `serving.explore_page` with `seen_since` shows
    older ones again.
    """

    cards: list[ExploreCard]
    has_more: bool = False
    before: int | None = None
    is_chronological: bool = False
    is_caught_up: bool = False


@dataclass(frozen=True)
class FilmCard:
    """A video in the viewer: the post, whole, `film` as the first of its pictures that is one, and
    its score."""

    post: PostCard
    film: PictureCard
    line: str = ""


@dataclass(frozen=True)
class FilmPage:
    """Some videos, with the fields of ExplorePage."""

    films: list[FilmCard]
    has_more: bool = False
    before: int | None = None
    is_chronological: bool = False
    is_caught_up: bool = False


@dataclass(frozen=True, slots=True)
class WhyCard:
    """Why one post is here; `author` is "" where it is shown no more. `takes_wishes`: to ask for
    more or less like it changes what is chosen."""

    code: str
    author: str = ""
    reasons: list[ReasonCard] = field(default_factory=list)
    takes_wishes: bool = True


@dataclass(frozen=True, slots=True)
class WishCard:
    """What a viewer asked for of a post they are shown; `sentence` stands in its place, "" where it
    stays."""

    wish: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class SwitchCard:
    """A signal in settings."""

    signal: str
    title: str
    about: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class LeaningCard:
    """What somebody asked for more or less of. `name` is the subject as people say it; `is_more`,
    or less, or with `is_hidden` nothing of a person at all."""

    kind: str
    subject: str
    name: str
    is_more: bool
    is_hidden: bool = False


@dataclass(frozen=True)
class PinCard(SpotCard):
    """A place on the map of recent posts, with the newest of them; `posts` says how many of them
    are from there as people say it."""

    count: int
    posts: str
    tile: TileCard
