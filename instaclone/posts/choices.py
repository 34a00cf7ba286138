"""What an author decides about a post beside its words: who sees it, who comments, who is on it."""

import math
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.errors import Invalid
from instaclone.places.naming import place_for
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    COMMENTERS,
    EVERYONE,
    FOLLOWERS,
    FOLLOWING,
    LICENCES,
    NOBODY,
    ONLY_ME,
    PUBLIC,
    VISIBILITIES,
)
from instaclone.profiles.models import Profile
from instaclone.text import cleaned

PLACE_LENGTH = 100
WARNING_LENGTH = 140
ALT_LENGTH = 1500
PEOPLE = 20

WHO_SEES = {
    PUBLIC: ("Everyone", "Everyone who can open this site."),
    FOLLOWERS: ("Followers", "Only people who follow you."),
    CLOSE_FRIENDS: ("Close friends", "Only the people on your list of close friends."),
    ONLY_ME: ("Only me", "Nobody but you. You can open it up later."),
}
# Under a private account nobody else is let in.
WHO_SEES_PRIVATE = WHO_SEES | {
    PUBLIC: ("Your followers", "Your account is private, so only your followers see it."),
    FOLLOWERS: ("Followers, always", "Only your followers, even if you make your account public."),
}
WHO_COMMENTS = {
    EVERYONE: "Everyone who sees it",
    FOLLOWERS: "Your followers",
    FOLLOWING: "People you follow",
    NOBODY: "Nobody",
}


@dataclass(frozen=True, slots=True)
class PersonMark:
    """Where somebody is on a picture: `x` and `y` are shares of its sides from the top left. For a
    new post of the picture as it was uploaded, for a post that is edited as it is shown."""

    username: str
    media_id: int
    x: float
    y: float


@dataclass(frozen=True)
class Choices:
    """The settings of a post. `people` is a line of usernames, separated by commas or blanks;
    `marks` say of some of these, or of others, where they are."""

    place: str = ""
    place_id: int | None = None
    people: str = ""
    marks: tuple[PersonMark, ...] = ()
    warning: str = ""
    shows_camera: bool = False
    visibility: str = PUBLIC
    comments_from: str = EVERYONE
    hides_like_count: bool = False
    licence: str = ""
    is_unlisted: bool = False
    refuses_scans: bool = False


UNCHOSEN = Choices()


def settings_in(choices: Choices) -> dict[str, Any]:
    """The settings by the names of the columns of Post."""
    return {
        each.name: getattr(choices, each.name)
        for each in fields(choices)
        if each.name not in ("people", "marks")
    }


def check_choices(choices: Choices) -> Choices:
    """The settings as they are stored; raises Invalid naming the field that breaks a rule."""
    place = " ".join(cleaned(choices.place).split())
    if len(place) > PLACE_LENGTH:
        raise Invalid(
            f"The place may have {PLACE_LENGTH} characters; this one has "
            f"{len(place) - PLACE_LENGTH} more.",
            "place",
        )
    warning = " ".join(cleaned(choices.warning).split())
    if len(warning) > WARNING_LENGTH:
        raise Invalid(
            f"The content warning may have {WARNING_LENGTH} characters; this one has "
            f"{len(warning) - WARNING_LENGTH} more.",
            "warning",
        )
    for value, known, name, sentence in (
        (choices.visibility, VISIBILITIES, "visibility", "Choose who sees this post."),
        (choices.comments_from, COMMENTERS, "comments_from", "Choose who may comment."),
        (choices.licence, LICENCES, "licence", "Choose one of the licences in the list."),
    ):
        if value not in known:
            raise Invalid(sentence, name)
    if not all(_is_number(mark.x) and _is_number(mark.y) for mark in choices.marks):
        raise Invalid("Where a person is cannot be read. Put them there again.", "people")
    return replace(
        choices,
        place=place,
        warning=warning,
        shows_camera=bool(choices.shows_camera),
        hides_like_count=bool(choices.hides_like_count),
        is_unlisted=bool(choices.is_unlisted),
        refuses_scans=bool(choices.refuses_scans),
    )


def with_place(session: Session, choices: Choices) -> Choices:
    """The settings with the place they mean, which is made when nobody named it before; raises
    Invalid when it is not there. Held until the end of the transaction, before any picture."""
    label, place_id = place_for(session, choices.place_id, choices.place)
    return replace(choices, place=label, place_id=place_id)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def check_alt(alt: str, what: str) -> str:
    """The alt text of `what`, such as "video 2", as it is stored; raises Invalid when it is too
    long."""
    alt = " ".join(cleaned(alt).split())
    if len(alt) > ALT_LENGTH:
        raise Invalid(
            f"The alt text of {what} may have {ALT_LENGTH:,} characters; this one has "
            f"{len(alt) - ALT_LENGTH:,} more.",
            "alt_text",
        )
    return alt


def has_private_account(session: Session, viewer: Viewer) -> bool:
    """Whether "Everyone" means the viewer's followers."""
    is_private = select(Profile.is_private).where(col(Profile.user_id) == viewer.id)
    return bool(session.exec(is_private).first())
