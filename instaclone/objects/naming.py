"""What objects are called, for people and in addresses."""

from collections.abc import Sequence
from urllib.parse import quote

from instaclone.objects.cards import ObjectLink
from instaclone.text import count_of
from instaclone.vision.label_names import label_names, labels_called
from instaclone.vision.labels import COCO_LABELS
from instaclone.vision.words import ONE, article

LABEL_LENGTH = 64


def label_of(word: str, languages: Sequence[str] = ()) -> str:
    """The label that is meant where somebody writes this: itself, or what English or one of their
    languages calls so; "dogs" is dog. What is none is handed back: other models have other ones."""
    plain = " ".join(word.split())[:LABEL_LENGTH]
    if plain in COCO_LABELS:
        return plain
    return next(iter(labels_called(plain, languages)), plain)


def address_of(label: str) -> str:
    """The address of an object's page."""
    return f"/objects/{quote(label, safe='')}"


def heading(label: str, languages: Sequence[str] = ()) -> str:
    """What an object is called at the head of its page."""
    name = label_names(languages).get(label, label)
    return name[:1].upper() + name[1:]


def link(label: str, languages: Sequence[str] = (), post_count: int = 0) -> ObjectLink:
    """An object in a list; `post_count` is 0 where nothing is said about it."""
    name = label_names(languages).get(label, label)
    counted = count_of(post_count, "post", "posts") if post_count else ""
    return ObjectLink(label, name, address_of(label), counted)


def counted(number: int, label: str, *, is_all: bool) -> str:
    """How many posts show an object: "1 post with a dog"; with a plus where there may be more."""
    one = ONE.get(label, label)
    posts = count_of(number, "post", "posts") if is_all else f"{number:,}+ posts"
    return f"{posts} with {article(one)} {one}"
