"""What a link to a page says about it before anybody opens it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """Title, one sentence, and the address of a picture ("" for none)."""

    title: str
    description: str
    image: str = ""
