"""Changing what one's profile says and how one wants to be met."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import delete
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce_posts_of
from instaclone.errors import Invalid
from instaclone.live.bus import publish_later
from instaclone.profiles.bonds import announce, hold
from instaclone.profiles.indexing import index
from instaclone.profiles.models import Profile, ProfileLink, fold_name
from instaclone.text import cleaned

NAME_LENGTH, BIO_LENGTH, PRONOUNS_LENGTH = 30, 150, 30
LINKS, TITLE_LENGTH, URL_LENGTH = 5, 40, 300
BIO_LINES = 10


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is typed; one without title and address is left out."""

    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ProfileChanges:
    """A whole profile as its owner wants it from now on."""

    display_name: str = ""
    bio: str = ""
    pronouns: str = ""
    links: tuple[Link, ...] = ()
    hides_like_counts: bool = False


def edit_profile(session: Session, viewer: Viewer, changes: ProfileChanges) -> None:
    """Write it all, or nothing. Raises Invalid for the first field that breaks its rule.

    The fields: display_name, bio, pronouns, and link-1 to link-5.
    """
    name, bio = check_display_name(changes.display_name), check_bio(changes.bio)
    pronouns, links = check_pronouns(changes.pronouns), check_links(changes.links)
    profile = _own(session, viewer)
    profile.display_name, profile.folded_name = name, fold_name(name)
    profile.bio, profile.pronouns = bio, pronouns
    profile.hides_like_counts = changes.hides_like_counts
    session.add(profile)
    session.execute(delete(ProfileLink).where(col(ProfileLink.user_id) == viewer.id))
    session.add_all(
        ProfileLink(user_id=viewer.id, position=position, title=link.title, url=link.url)
        for position, link in enumerate(links)
    )
    session.flush()
    index(session, viewer.id)
    announce(session, viewer.id)


def set_private(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Show one's posts to followers alone, earlier ones too; or to all again.

    Requests that wait go on waiting: turning public accepts nothing by itself.
    """
    _own(session, viewer).is_private = wanted
    _tell(session, viewer)


def set_approves_followers(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Have people ask before they follow, though posts stay as public as each says; or not."""
    _own(session, viewer).approves_followers = wanted
    _tell(session, viewer)


def set_approves_tags(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Have people ask before they tag the viewer in a post; or not. Who asked still waits."""
    _own(session, viewer).approves_tags = wanted
    session.flush()
    announce(session, viewer.id)


def set_hides_like_counts(session: Session, viewer: Viewer, wanted: bool) -> None:
    """Show the viewer no counts of likes on the posts of others; or show them again."""
    _own(session, viewer).hides_like_counts = wanted
    session.flush()
    announce(session, viewer.id)


def check_display_name(text: str) -> str:
    """The display name as it is stored; raises Invalid."""
    return _checked(" ".join(text.split()), NAME_LENGTH, "The name", "display_name")


def check_pronouns(text: str) -> str:
    """The pronouns as they are stored; raises Invalid."""
    return _checked(" ".join(text.split()), PRONOUNS_LENGTH, "Pronouns", "pronouns")


def check_bio(text: str) -> str:
    """The bio as it is stored, with its lines; raises Invalid."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]
    if len(lines) > BIO_LINES:
        raise Invalid(f"The bio may have {BIO_LINES} lines; this one has {len(lines)}.", "bio")
    return _checked("\n".join(lines), BIO_LENGTH, "The bio", "bio")


def check_links(links: tuple[Link, ...]) -> list[Link]:
    """The links as they are stored; raises Invalid with the field link-N, N from 1."""
    if len(links) > LINKS:
        raise Invalid(f"A profile may have {LINKS} links.", f"link-{LINKS + 1}")
    checked = [check_link(number, link) for number, link in enumerate(links, 1)]
    return [link for link in checked if link.url]


def check_link(number: int, link: Link) -> Link:
    """Link number `number`, from 1, as it is stored; raises Invalid with the field link-N."""
    field = f"link-{number}"
    title = _checked(" ".join(link.title.split()), TITLE_LENGTH, "The title of a link", field)
    url = link.url.strip()
    if not url:
        if title:
            raise Invalid("Type the address that belongs to this title.", field)
        return Link()
    if "://" not in url and not url.lower().startswith(("javascript:", "data:", "mailto:")):
        url = f"https://{url}"
    url = _checked(url, URL_LENGTH, "The address of a link", field)
    if not _is_web_address(url):
        raise Invalid("A link is a web address like https://example.org.", field)
    return Link(title, url)


def _is_web_address(url: str) -> bool:
    if any(c.isspace() or c in "<>\"'\\`" for c in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    # A name before an @ would pass for the host: https://bank.example@evil.example
    return parts.scheme in ("http", "https") and "." in host.strip(".") and "@" not in parts.netloc


def _checked(text: str, length: int, what: str, field: str) -> str:
    # Category C also holds what nobody sees; joined emoji and some scripts need four of them.
    kept = "".join(
        c
        for c in cleaned(text)
        if c in "\n\u200c\u200d\u200e\u200f" or unicodedata.category(c)[0] != "C"
    ).strip()
    if len(kept) > length:
        over = len(kept) - length
        raise Invalid(f"{what} may have {length} characters; this is {over} more.", field)
    return kept


def _own(session: Session, viewer: Viewer) -> Profile:
    hold(session, (viewer.id,))
    profile = session.get(Profile, viewer.id, populate_existing=True)
    assert profile
    return profile


def _tell(session: Session, viewer: Viewer) -> None:
    session.flush()
    announce(session, viewer.id)
    announce_posts_of(session, viewer.id)
    publish_later(session, f"user:{viewer.id}")  # whoever looks at the posts may see more or less
