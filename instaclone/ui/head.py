"""What a link to a page says about it before anybody opens it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """Title, one sentence, the address of a picture ("" for none), and whether search engines may
    list the page."""

    title: str
    description: str
    image: str = ""
    is_indexed: bool = True
