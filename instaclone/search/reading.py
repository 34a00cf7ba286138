"""Reads the language of the search box: any text becomes a question, and nothing is an error.

    question   either
    either     every (OR every)*                    OR, |
    every      one ((AND)? one)*                    AND, &, or nothing but a blank
    one        (- | NOT)* ( "(" either ")" | atom )
    atom       word  word*  "phrase"  "phrase"*  #tag  @user  2024..2025  dog>=2  key:value

What cannot be understood is said in notes. What is missing at the very end is not: somebody may be
about to type it.
"""

from collections.abc import Mapping
from datetime import date

from instaclone.folding import fold
from instaclone.search import meaning
from instaclone.search.balancing import balanced
from instaclone.search.likeness import names_of
from instaclone.search.meaning import Meaning
from instaclone.search.phrasing import phrased
from instaclone.search.questions import Note, Question
from instaclone.search.scanning_words import Piece, is_last, pieces
from instaclone.search.simplifying import all_of, negated, one_of
from instaclone.search.spans import is_range
from instaclone.search.terms import Term, Thing, Words

LONGEST = 500  # signs
MOST_ATOMS = 40
MOST_NOTES = 20
MOST_GUESSES = 8  # unknown words whose neighbours are looked up


def read(text: str, today: date, labels: Mapping[str, str]) -> Question:
    """What a text asks for. Total: whatever the text is, there is a question and no error.

    `labels`: the labels by their folded names (plural, translated), a mapping that does not change
    any more. `today` (UTC) is what today and yesterday refer to.
    """
    return _Reader(text, today, labels).question()


class _Reader:
    """Where the reading of one text stands."""

    def __init__(self, text: str, today: date, labels: Mapping[str, str]):
        self.text, self.today, self.names = text, today, names_of(labels)
        self.notes: list[Note] = []
        self.used = text[:LONGEST]
        self.is_whole = len(text) <= LONGEST
        if not self.is_whole:
            sentence = f"Only the first {LONGEST} characters of a search are used."
            self._note(sentence, LONGEST, len(text), "")
        found = pieces(self.used)
        self.is_open = bool(found) and found[-1].kind == "word" and is_last(text, found[-1])
        self.pieces, notes = balanced(found, self.used)
        self.notes += notes
        self.at = self.atoms = self.guesses = 0

    def question(self) -> Question:
        found = self._either()
        note = phrased(self.text, self.today, self.names.labels) if self.is_whole else None
        if note is not None:
            # Words that the phrase understands are not misspelt; those left in it may be.
            left = (note.replacement or "").split()
            kept = (each for each in self.notes if not each.if_unfound or each.piece in left)
            self.notes = [note, *kept]
        return Question(self.text, found, tuple(self.notes[:MOST_NOTES]), self.is_open)

    def _either(self) -> Term | None:
        parts = [self._every()]
        while (piece := self._next("or")) is not None:
            parts.append(self._every())
            if (parts[-1] is None or parts[-2] is None) and self.at < len(self.pieces):
                self._missing(piece)
        return one_of(part for part in parts if part is not None)

    def _every(self) -> Term | None:
        parts: list[Term] = []
        while self.at < len(self.pieces) and self.pieces[self.at].kind not in ("or", ")"):
            if (piece := self._next("and")) is not None:
                if not parts:
                    self._missing(piece)
            elif (one := self._one()) is not None:
                parts.append(one)
        return all_of(parts)

    def _one(self) -> Term | None:
        is_not = False
        while (piece := self._next("not")) is not None:
            is_not = not is_not
            if self._is_end_of_part() and self.at < len(self.pieces):
                self._missing(piece)
        if self._is_end_of_part():
            return None
        found = self._group() if self._next("(") else self._atom()
        return negated(found) if is_not and found is not None else found

    def _group(self) -> Term | None:
        found = self._either()
        self._next(")")
        return found

    def _atom(self) -> Term | None:
        first = self.pieces[self.at]
        if self.atoms > MOST_ATOMS:
            self.at += 1
            return None
        meant, count = self._meaning(first)
        last = self.pieces[self.at + count - 1]
        self.at += count
        is_unfinished = meant.term is None or (last.kind == "count" and not last.value)
        if meant.sentence and not (is_unfinished and is_last(self.text, last)):
            self._note(meant.sentence, first.start, last.end, meant.replacement, meant.if_unfound)
        if meant.term is None:
            return None
        self.atoms += 1
        if self.atoms == MOST_ATOMS + 1:
            sentence = f"A search can ask for {MOST_ATOMS} things at most; the rest is left out."
            self._note(sentence, first.start, len(self.used))
        return meant.term if self.atoms <= MOST_ATOMS else None

    def _meaning(self, piece: Piece) -> tuple[Meaning, int]:
        """What stands here means, and how many pieces that takes."""
        if (found := self._marked(piece)) is not None:
            return found, 1
        if (several := self._labelled()) is not None:
            return several
        if piece.kind == "count":
            meant = self._guess(fold(piece.name)) if piece.value else None
            return meaning.of_unknown_count(piece, meant), 1
        return self._word(piece), 1

    def _marked(self, piece: Piece) -> Meaning | None:
        """What a piece means that shows by its signs what it is."""
        if piece.kind == "operator":
            return self._operator(piece)
        if piece.kind == "quoted":
            return self._phrase(piece)
        if piece.kind == "word" and piece.name[0] == "#":
            return meaning.of_tag(piece.name)
        if piece.kind == "word" and piece.name[0] == "@":
            return meaning.of_person(piece.name, piece.name)
        if piece.kind == "word" and is_range(piece.name):
            return meaning.of_range(piece.name, self.today)
        return None

    def _operator(self, piece: Piece) -> Meaning:
        """An operator's meaning; a name of several words without quotation marks is noticed."""
        found = meaning.of_operator(piece, self.today)
        follower = self.pieces[self.at + 1] if self.at + 1 < len(self.pieces) else None
        is_name = piece.name in ("place", "near") and not piece.is_quoted
        if found.sentence or not is_name or follower is None or follower.kind != "word":
            return found
        if not follower.name[0].isupper() or fold(follower.name) in self.names.labels:
            return found
        town = f"{piece.value} {follower.name}"
        sentence = f"Only “{piece.value}” is the place here. Names of several words are quoted."
        self._note(sentence, piece.start, follower.end, f'{piece.name}:"{town}"', True)
        return found

    def _phrase(self, piece: Piece) -> Meaning:
        found = meaning.words_of(piece.value, piece.is_open or not piece.is_whole)
        if not piece.is_whole:
            sentence = "A quotation mark is opened and not closed; it is closed at the end."
            whole = self.used[piece.start : piece.end].rstrip()
            self._note(sentence, piece.start, piece.end, f'{whole}"', True)
        if found is None:
            return Meaning(None, "Nothing stands between the quotation marks.")
        return Meaning(found)

    def _labelled(self) -> tuple[Meaning, int] | None:
        """The most words from here on that name a label together, or are one that is counted."""
        run: list[Piece] = []
        names: list[str] = []
        for piece in self.pieces[self.at : self.at + self.names.most_words]:
            if piece.kind not in ("word", "count") or (run and piece.name[0] in "#@"):
                break
            folded = fold(piece.name)
            if not folded:
                break
            names.append(f"{names[-1]} {folded}" if run else folded)
            run.append(piece)
            if piece.kind == "count" or piece.is_open:
                break
        while run:
            last, name = run[-1], names.pop()
            label = self.names.labels.get(name)
            if label is not None and last.kind == "count":
                whole = Piece("count", run[0].start, last.end, name, last.value, last.sign)
                return meaning.of_count(whole, label), len(run)
            if label is not None and (words := meaning.words_of(name, last.is_open)):
                return Meaning(Thing(label, words)), len(run)
            run.pop()
        return None

    def _word(self, piece: Piece) -> Meaning:
        is_typed = is_last(self.text, piece) and self.is_whole
        found = meaning.of_words(piece.name, piece.is_open or is_typed)
        if found.sentence or not isinstance(found.term, Words):
            return found
        name, _, rest = piece.name.partition(":")
        if rest and (key := meaning.nearest_key(name.lower())):
            return Meaning(found.term, f"“{name}:”: did you mean {key}:?", f"{key}:{rest}")
        if rest and name.isalpha():
            sentence = f"“{name}:” is nothing that can be asked for; it is searched as words."
            return Meaning(found.term, sentence, if_unfound=True)
        if meant := self._guess(fold(piece.name)):
            sentence = f"“{piece.name}”: did you mean {meant}?"
            return Meaning(found.term, sentence, meant, if_unfound=True)
        return found

    def _guess(self, word: str) -> str | None:
        self.guesses += 1
        return self.names.nearest(word) if self.guesses <= MOST_GUESSES else None

    def _is_end_of_part(self) -> bool:
        return self.at == len(self.pieces) or self.pieces[self.at].kind in ("or", "and", ")")

    def _next(self, kind: str) -> Piece | None:
        """The piece here, taken, if it is of the kind."""
        if self.at < len(self.pieces) and self.pieces[self.at].kind == kind:
            self.at += 1
            return self.pieces[self.at - 1]
        return None

    def _missing(self, piece: Piece) -> None:
        said = self.used[piece.start : piece.end]
        self._note(f"Something is missing beside “{said}”; it is left out.", piece.start, piece.end)

    def _note(
        self,
        sentence: str,
        start: int,
        end: int,
        replacement: str | None = None,
        if_unfound: bool = False,
    ) -> None:
        piece = self.text[start:end]
        self.notes.append(Note(sentence, piece, start, end, replacement, if_unfound))
