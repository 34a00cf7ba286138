"""What a screen shows of a person."""

from dataclasses import dataclass, field

from instaclone.text import Piece

# How a viewer stands to a person, as the button beside their name shows it.
NONE, REQUESTED, FOLLOWING, BLOCKED, YOU = "none", "requested", "following", "blocked", "you"


@dataclass(frozen=True)
class PersonCard:
    """A person in a list, and how they stand to the viewer.

    `avatar` is the address of their picture, "" for none. `reason` says why they are suggested, or
    until when they are muted. `standing` is one of the words above.
    """

    id: int
    username: str
    display_name: str = ""
    avatar: str = ""
    is_you: bool = False
    is_followed: bool = False
    is_requested: bool = False
    follows_you: bool = False
    reason: str = ""
    standing: str = NONE


@dataclass(frozen=True)
class LinkCard:
    """A link on a profile; `shown` is its title, or the address without its scheme."""

    title: str
    url: str
    shown: str


@dataclass(frozen=True)
class ProfileCard:
    """The head of a profile page.

    Of somebody the viewer has blocked only the name is told, with the standing "blocked".
    `mutuals` are some of those followers whom the viewer follows, `mutual_count` is how many there
    are. `mute` says how and until when the viewer has muted them, "" for not.
    """

    id: int = 0
    username: str = ""
    display_name: str = ""
    bio: str = ""
    bio_pieces: list[Piece] = field(default_factory=list)
    pronouns: str = ""
    links: list[LinkCard] = field(default_factory=list)
    avatar: str = ""
    follower_count: int = 0
    following_count: int = 0
    is_own: bool = False
    is_private: bool = False
    approves_followers: bool = False
    standing: str = NONE
    follows_you: bool = False
    has_requested: bool = False  # they ask to follow the viewer
    is_muted: bool = False
    mute: str = ""
    is_close_friend: bool = False
    may_see_posts: bool = True
    mutuals: list[PersonCard] = field(default_factory=list)
    mutual_count: int = 0


@dataclass(frozen=True)
class ProfileForm:
    """What the owner of a profile edits, as it stands now."""

    username: str = ""
    display_name: str = ""
    bio: str = ""
    pronouns: str = ""
    links: list[LinkCard] = field(default_factory=list)
    is_private: bool = False
    approves_followers: bool = False
    approves_tags: bool = False
    hides_like_counts: bool = False
    is_unlisted: bool = False
    refuses_scans: bool = False
    avatar: str = ""


@dataclass(frozen=True)
class AvatarStatus:
    """Where a person's own picture stands: `src` "" for none; `is_working` while a square is cut
    out; `failure` why the last one could not be."""

    src: str = ""
    is_working: bool = False
    failure: str = ""
