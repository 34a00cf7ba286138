"""The addresses of the search page, and when two searches are the same."""

from urllib.parse import urlencode

from instaclone.folding import signs_of

PAGE = "/search"
ALL, POSTS, PEOPLE, TAGS, PLACES = "all", "posts", "people", "tags", "places"
TABS = (ALL, POSTS, PEOPLE, TAGS, PLACES)
LONGEST = 300  # characters of a search that is kept; folded, accents and all, it has no more
OR = "OR"  # the one word that means something else in small letters


def address(query: str, tab: str = ALL) -> str:
    """The address of what a search finds."""
    asked = {"q": query} | ({"tab": tab} if tab != ALL else {})
    return f"{PAGE}?{urlencode(asked)}"


def cleaned(query: str) -> str:
    """A search as it is kept: one blank between its words, no longer than LONGEST."""
    return " ".join(query.split())[:LONGEST].rstrip()


def same(query: str) -> str:
    """What is alike for two searches that ask for the same in other letters."""
    words = (word if word == OR else signs_of(word) for word in cleaned(query).split())
    return " ".join(words)[:LONGEST]
