"""What a screen shows of a person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileCard:
    """The head of a profile page."""

    id: int = 0
    username: str = ""
    display_name: str = ""
    bio: str = ""
    follower_count: int = 0
    following_count: int = 0
    is_own: bool = False


@dataclass(frozen=True)
class PersonCard:
    """A person in a list, and how they stand to the viewer.

    `avatar` is the address of their picture, "" for none. `reason` says why they are suggested.
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
