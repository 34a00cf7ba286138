"""What a screen shows of a post."""

from dataclasses import dataclass, field

from instaclone.media.cards import PictureCard
from instaclone.posts.models import EVERYONE, PUBLIC
from instaclone.text import Piece
from instaclone.vision.cards import BoxCard, LabelCard

RECEIVED, PROCESSING, SCANNING = "Received", "Processing", "Scanning"
WAITING_FOR_MODEL, READY, FAILED = "Waiting for the scanner's model", "Ready", "Failed"


@dataclass(frozen=True)
class PostCard:
    """A post in a list or on its page, with its first picture.

    `status` is one of the words above, or "Failed: " with the reason. `frame` and `inner` are
    CSS: the frame's aspect ratio, and how the picture lies in it without being cut. `people` are
    the usernames of those its author tagged, `edited` the moment its words were changed or "",
    `reason` why it stands in this list or "".
    """

    id: int
    code: str
    author: str
    display_name: str
    caption: str
    when: str
    moment: str
    moment_in_full: str
    picture: PictureCard
    picture_count: int
    frame: str
    inner_width: str
    inner_height: str
    summary: str
    status: str
    is_own: bool
    is_published: bool
    is_working: bool
    is_lost: bool  # its picture could not be read, so nobody will ever see it
    author_id: int = 0
    avatar: str = ""
    caption_pieces: list[Piece] = field(default_factory=list)
    alt: str = ""
    pictures: list[PictureCard] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    place: str = ""
    licence: str = ""
    licence_name: str = ""
    licence_url: str = ""
    visibility: str = PUBLIC
    comments_from: str = EVERYONE
    hides_like_count: bool = False
    is_archived: bool = False
    is_pinned: bool = False
    edited: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ScannerCard:
    """What the scanner saw in the picture of a post, for "What the scanner saw"."""

    status: str = ""
    summary: str = ""
    about: str = ""
    boxes: list[BoxCard] = field(default_factory=list)
    labels: list[LabelCard] = field(default_factory=list)


@dataclass(frozen=True)
class TileCard:
    """A post in a grid of squares; `position` is the CSS object-position of its crop."""

    code: str
    picture: PictureCard
    alt: str
    position: str
    picture_count: int
    status: str
    is_working: bool
    is_pinned: bool = False


@dataclass(frozen=True)
class BinCard:
    """A deleted post in its author's recycle bin; `remains` says how long it stays there."""

    tile: TileCard
    remains: str


@dataclass(frozen=True)
class EditForm:
    """All that the form of editing holds; each picture's `alt` is what its author wrote."""

    code: str
    version: int
    caption: str
    tags: str
    place: str
    people: str
    visibility: str
    comments_from: str
    hides_like_count: bool
    licence: str
    pictures: list[PictureCard]
    place_id: int = 0
    warning: str = ""
    shows_camera: bool = False


@dataclass(frozen=True, slots=True)
class MarkCard:
    """Where somebody is on a picture, in a form: `picture` is what the form calls it, `x` and `y`
    are shares of its sides."""

    username: str
    picture: str
    x: float
    y: float


@dataclass(frozen=True)
class ChangeCard:
    """One thing that changed in a post: what it was and what it became."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class RevisionCard:
    """What changed in a post at one moment."""

    id: int
    when: str
    moment: str
    changes: list[ChangeCard]
