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
