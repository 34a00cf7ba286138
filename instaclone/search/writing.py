"""Writes a term as the text that asks for it: the one text for this question."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from instaclone.accounts.names import USERNAME
from instaclone.folding import UNSPACED
from instaclone.search import spans
from instaclone.search.likeness import Names, names_of
from instaclone.search.meaning import hyphened, quoted
from instaclone.search.scanning_words import KEYWORDS
from instaclone.search.simplifying import simplified
from instaclone.search.terms import (
    ME,
    All,
    At,
    By,
    Coloured,
    During,
    Either,
    Has,
    Is,
    Near,
    Not,
    Nothing,
    Objects,
    Oriented,
    Tagged,
    Term,
    Thing,
    Words,
)

PLAIN_WORD = re.compile(r"\w+")
# Scripts without blanks are searched by pairs of their signs, which overlap.
PAIR = re.compile(UNSPACED.pattern.removesuffix("+") + "{2}")


def write(term: Term, labels: Mapping[str, str] | None = None) -> str:
    """The text that `read` understands as this term (as `simplified` has it), with the same labels.

    Where `labels` are given, words that name none of them stand without quotation marks.
    """
    return _Writer(names_of(labels) if labels is not None else None).text(simplified(term), True)


class _Writer:
    """Knows which words are more than words."""

    def __init__(self, names: Names | None):
        self.names = names

    def text(self, term: Term, is_end: bool = False) -> str:
        """The text of a term; `is_end`: nothing comes after it, where a bare word is open."""
        if isinstance(term, Not):
            return f"-{self._grouped(term.part, is_end)}"
        if isinstance(term, Either):
            return " OR ".join(self._each(term.parts, is_end))
        if isinstance(term, All):
            return self._beside(list(self._each(term.parts, is_end)))
        if isinstance(term, Words):
            return self._words(term, is_end)
        return _atom(term)

    def _grouped(self, term: Term, is_end: bool) -> str:
        if isinstance(term, All | Either):
            return f"({self.text(term)})"
        return self.text(term, is_end)

    def _each(self, parts: tuple[Term, ...], is_end: bool) -> Iterator[str]:
        for number, part in enumerate(parts, 1):
            yield self._grouped(part, is_end and number == len(parts))

    def _beside(self, texts: list[str]) -> str:
        """Parts that must all be met; AND stands where two words would be read as one label."""
        made = texts[0] if texts else ""
        for before, text in pairwise(texts):
            ends = (before.split("-")[-1], text.split("-")[0])
            is_pair = self.names is not None and ends in self.names.pairs
            made += f" AND {text}" if is_pair else f" {text}"
        return made

    def _words(self, words: Words, is_end: bool) -> str:
        text = joined(words.tokens)
        star = "*" if words.is_open else ""
        if self._is_bare(words.tokens, text) and not (is_end and not words.is_open):
            return text if is_end else f"{text}{star}"
        return f'"{text}"{star}'

    def _is_bare(self, found: tuple[str, ...], text: str) -> bool:
        """Whether the words are one, and one that is nothing but a word."""
        return (
            self.names is not None
            and len(found) == 1
            and text not in KEYWORDS
            and text not in self.names.words
            and PLAIN_WORD.fullmatch(text) is not None
        )


def joined(tokens: tuple[str, ...]) -> str:
    """Tokens as words: with blanks between, and pairs that overlap put together again."""
    text = " ".join(tokens[:1])
    for before, token in pairwise(tokens):
        is_overlap = PAIR.fullmatch(before) and PAIR.fullmatch(token) and before[1] == token[0]
        text += token[1] if is_overlap else f" {token}"
    return text


def _atom(term: Term) -> str:
    match term:
        case Thing(_, words):
            return hyphened(joined(words.tokens)) + ("*" if words.is_open else "")
        case Objects(label, least, most):
            return hyphened(label) + _counted(least, most)
        case Nothing(text):
            return text
        case During():
            return spans.written(term)
        case _:
            return _sign_and_name(term)


def _sign_and_name(term: Term) -> str:
    match term:
        case Tagged(tag):
            text = f"#{tag}"
        case By(username) if username != ME and USERNAME.fullmatch(username):
            text = f"@{username}"
        case By(username):
            text = f"from:{quoted(username)}"
        case At(tokens):
            text = f"place:{quoted(joined(tokens))}"
        case Near(tokens, km):
            text = f"near:{quoted(' '.join(tokens))}..{km:g}km"
        case Has(feature):
            text = f"has:{feature}"
        case Is(standing):
            text = f"is:{standing}"
        case Oriented(orientation):
            text = f"orientation:{orientation}"
        case Coloured(colour):
            text = f"color:{colour}"
        case _:
            raise TypeError(term)
    return text


def _counted(least: int, most: int | None) -> str:
    if most is None:
        return f">={least}"
    if least == most:
        return f"={least}"
    return f"<={most}" if least == 0 else f"={least}..{most}"
