"""What the reader makes of a text: what is asked for, and what there is to say about it."""

from dataclasses import dataclass

from instaclone.search.terms import Term


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a piece of the text, and what to write there instead, if there is better.

    `start` and `end` are places in the text that was read, so that `text[start:end]` is `piece`.
    `if_unfound`: worth saying only where few results are found.
    """

    sentence: str
    piece: str
    start: int
    end: int
    replacement: str | None = None
    if_unfound: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A text as it was read. `term` None: it asks for nothing in particular.

    `is_open`: it ends in a bare word that may not be typed to its end yet.
    """

    text: str
    term: Term | None = None
    notes: tuple[Note, ...] = ()
    is_open: bool = False


def corrected(text: str, note: Note) -> str:
    """The text with what the note offers in place of its piece; as it is if it offers nothing."""
    if note.replacement is None:
        return text
    return text[: note.start] + note.replacement + text[note.end :]
