"""Finds filtered words in comments: pure functions over text."""

import unicodedata
from collections.abc import Iterable

# Scripts that put no space between words: there a filtered word is found anywhere.
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
SELECTORS = range(0xFE00, 0xFE10)  # say whether a sign is drawn as text or as emoji


def folded(words: str) -> str:
    """Words as they are compared: NFKC, without case, marks that draw nothing, and double blanks.

    A soft hyphen or a joiner inside a word would otherwise be all it takes to get through.
    """
    bare = "".join(sign for sign in words if not _draws_nothing(sign))
    again = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())
    return " ".join(again.split())


def contains_any(words: str, phrases: Iterable[str]) -> bool:
    """Whether one of the folded phrases stands in the words, as whole words."""
    text = folded(words)
    return any(_contains(text, phrase) for phrase in phrases)


def _contains(text: str, phrase: str) -> bool:
    found = text.find(phrase)
    while found >= 0:
        end = found + len(phrase)
        if _is_border(text[found - 1 : found], phrase[0]) and _is_border(
            text[end : end + 1], phrase[-1]
        ):
            return True
        found = text.find(phrase, found + 1)
    return False


def _is_border(outside: str, inside: str) -> bool:
    """Whether a word ends between the phrase's outermost sign and the one beside it."""
    if not outside or not _is_in_word(outside) or not _is_in_word(inside):
        return True
    return unicodedata.category(outside)[0] != "M" and _is_unspaced(inside)


def _is_in_word(sign: str) -> bool:
    return sign == "_" or unicodedata.category(sign)[0] in "LMN"


def _is_unspaced(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in UNSPACED)


def _draws_nothing(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or ord(sign) in SELECTORS
