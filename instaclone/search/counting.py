"""How many posts a search finds while it is being built, as far as is worth counting."""

from collections.abc import Sequence

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.search.asking import ask
from instaclone.search.finding import count_up_to
from instaclone.settings import settings
from instaclone.text import count_of

COUNTED = 100  # posts; of more it is only said that there are more


def count_in_words(
    session: Session, viewer: Viewer | None, text: str, languages: Sequence[str]
) -> str:
    """What a search would find now, for who asks: "About 12 posts"; "" where nothing is asked for,
    and for guests of a private community. As costly as a page of results at most."""
    term = ask(text, languages).term
    if term is None or (viewer is None and settings().private_community):
        return ""
    return about(*count_up_to(session, viewer, term, COUNTED))


def about(number: int, is_all: bool) -> str:
    """A number of posts in words; not `is_all`: so many were found before the counting ended."""
    if is_all:
        return f"About {count_of(number, 'post', 'posts')}" if number else "No posts match yet"
    if number >= COUNTED:
        return f"More than {COUNTED} posts"
    return f"{count_of(number, 'post', 'posts')} or more" if number else "None of the newest posts"
