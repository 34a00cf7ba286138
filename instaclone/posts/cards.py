"""What a screen shows of a post."""

from dataclasses import dataclass, field

from instaclone.media.cards import PictureCard
from instaclone.posts.framing import Lies
from instaclone.posts.models import EVERYONE, PUBLIC
from instaclone.text import Piece
from instaclone.vision.cards import BoxCard, LabelCard

RECEIVED, PROCESSING, SCANNING = "Received", "Processing", "Scanning"
WAITING_FOR_MODEL, READY, FAILED = "Waiting for the scanner's model", "Ready", "Failed"


@dataclass(frozen=True, slots=True)
class SpotCard:
    """Where somebody is on a picture: CSS of the point, and on which sides of it is no room."""

    username: str
    media_id: int
    left: str
    top: str
    is_at_right: bool = False
    is_low: bool = False


@dataclass(frozen=True)
class PostCard:
    """A post in a list or on its page, with its pictures; `picture` is the first of them.

    `status` is one of the words above, or "Failed: " with the reason, of the first picture that is
    not ready. `frame` is the CSS of the frame's aspect ratio, `lies` how each picture lies in it.
    `people` are the usernames of those its author tagged, `waiting` of those who have not said yes
    to it, `spots` where they are. `edited` is the moment its words were changed or "", `reason` why
    it stands in this list or "". Where it `is_covered` by its `warning`, a picture is shown to who
    asks for it.
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
    lies: list[Lies]
    summary: str
    status: str
    is_own: bool
    is_published: bool
    is_working: bool
    is_lost: bool  # one of its pictures could not be read, so nobody will ever see it
    author_id: int = 0
    avatar: str = ""
    caption_pieces: list[Piece] = field(default_factory=list)
    alt: str = ""
    pictures: list[PictureCard] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    spots: list[SpotCard] = field(default_factory=list)
    warning: str = ""
    is_covered: bool = False
    shows_camera: bool = False
    place: str = ""
    place_id: int = 0
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
    """What the scanner saw in picture `number`, from 1, of a post; `summary` may also say that it
    was asked not to look. `has_scan`: it has, or will, and can be corrected. `has_doubts`: some of
    its boxes do not count, and are for the author alone."""

    number: int = 1
    status: str = ""
    is_working: bool = False
    summary: str = ""
    about: str = ""
    has_scan: bool = False
    boxes: list[BoxCard] = field(default_factory=list)
    labels: list[LabelCard] = field(default_factory=list)
    has_doubts: bool = False


@dataclass(frozen=True, slots=True)
class CameraLine:
    """One thing a file said of the camera, such as Exposure and 1/250 s."""

    name: str
    text: str


@dataclass(frozen=True)
class CameraCard:
    """With what a photo was taken."""

    media_id: int
    lines: list[CameraLine]


@dataclass(frozen=True)
class TileCard:
    """A post in a grid of squares; `position` is the CSS object-position of its crop. `duration` is
    that of a film, such as 1:05. Where it `is_covered`, its picture has a placeholder alone."""

    code: str
    picture: PictureCard
    alt: str
    position: str
    picture_count: int
    status: str
    is_working: bool
    is_pinned: bool = False
    duration: str = ""
    is_covered: bool = False


@dataclass(frozen=True)
class BinCard:
    """A deleted post in its author's recycle bin; `remains` says how long it stays there."""

    tile: TileCard
    remains: str


@dataclass(frozen=True)
class EditForm:
    """All that the form of editing holds; each picture's `alt` is what its author wrote, and of
    those that have none `alt_drafts` says by their ids what the scanner would."""

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
    is_unlisted: bool = False
    refuses_scans: bool = False
    marks: list["MarkCard"] = field(default_factory=list)
    alt_drafts: dict[int, str] = field(default_factory=dict)


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
