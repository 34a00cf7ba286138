"""Makes the parentheses of a search pairs, and keeps them from nesting too deep."""

from collections.abc import Sequence

from instaclone.search.questions import Note
from instaclone.search.scanning_words import Piece

DEEPEST = 20  # parentheses in one another


def balanced(found: Sequence[Piece], text: str) -> tuple[list[Piece], list[Note]]:
    """The pieces without those parentheses that have no partner, or are too deep, and with those
    that are missing at the end; a note says so."""
    kept: list[Piece] = []
    notes: list[Note] = []
    open_at: list[Piece] = []
    for piece in found:
        if piece.kind == "(":
            open_at.append(piece)
            if len(open_at) == DEEPEST + 1:
                sentence = f"At most {DEEPEST} parentheses can stand in one another."
                notes.append(Note(sentence, "(", piece.start, piece.end))
            if len(open_at) > DEEPEST:
                continue
        elif piece.kind == ")":
            if not open_at:
                sentence = "A parenthesis is closed that was never opened; it is left out."
                notes.append(Note(sentence, ")", piece.start, piece.end, ""))
                continue
            open_at.pop()
            if len(open_at) >= DEEPEST:
                continue
        kept.append(piece)
    if open_at:
        first, missing = open_at[0], ")" * len(open_at)
        rest = text[first.start :]
        sentence = "A parenthesis is opened and not closed; it is closed at the end."
        notes.append(
            Note(sentence, rest, first.start, len(text), rest.rstrip() + missing, if_unfound=True)
        )
        end = len(text)
        kept += [Piece(")", end, end)] * min(len(open_at), DEEPEST)
    return kept, notes
