"""Cuts the text of a search into its pieces, in one pass; every text has pieces.

What phones write instead of ASCII (curly quotes, long dashes, full-width signs) counts as the plain
sign.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Each stands for one sign, so that places in the text stay what they were.
PLAIN = str.maketrans("“”„‟«»＂（）：＃＠＞＜＝｜－–—−＊", '"' * 7 + "():#@><=|----*")
KEYS = {
    "from": "from", "by": "from", "place": "place", "near": "near", "before": "before",
    "after": "after", "on": "on", "has": "has", "is": "is", "orientation": "orientation",
    "color": "color", "colour": "color",
}  # fmt: skip
KEYWORDS = {
    "or": "or", "|": "or", "||": "or", "and": "and", "&": "and", "&&": "and", "not": "not",
}  # fmt: skip
BLANKS = re.compile(r"\s*")
SIGN = re.compile("==|>=|=>|<=|=<|!=|<>|[<>=≥≤≠]")
NUMBER = re.compile(r"\s*(\d+)(?:(?:\.{2,3}|…)(\d+))?")
KEY = re.compile(r"(\w+):")
WORD_END = re.compile(r'[\s()|"]')
SAME = {"==": "=", "=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", "≠": "!=", "<>": "!="}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text.

    `kind`: ( ) or and not quoted operator count word. `name`: the operator, the word that is
    counted, the word. `value`: what follows the operator or the comparison, the phrase.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    value: str = ""
    sign: str = ""  # of a count: = != > >= < <=
    rest: str = ""  # what follows a quoted value without a blank: the distance
    is_open: bool = False  # a * follows
    is_quoted: bool = False  # the value is in quotation marks
    is_whole: bool = True  # which are a pair


def pieces(text: str) -> list[Piece]:
    """The pieces of a text, in order; what lies between them is blank."""
    plain = text.translate(PLAIN)
    return list(_pieces(plain))


def is_last(text: str, piece: Piece) -> bool:
    """Whether a text ends with the piece, so that it may not be typed to its end yet."""
    return piece.end == len(text)


def _pieces(text: str) -> Iterator[Piece]:
    at = _after_blanks(text, 0)
    while at < len(text):
        piece = _piece(text, at)
        yield piece
        at = _after_blanks(text, piece.end)


def _piece(text: str, at: int) -> Piece:
    sign = text[at]
    if sign in "()":
        return Piece(sign, at, at + 1)
    if sign == "|":
        return Piece("or", at, _end_of(text, at, "|"))
    if sign == '"':
        value, end, is_whole = _quoted(text, at)
        is_open = text.startswith("*", end)
        return Piece("quoted", at, end + is_open, "", value, "", "", is_open, True, is_whole)
    if sign == "-" and (end := _end_of(text, at, "-")) < len(text) and not text[end].isspace():
        return Piece("not", at, end)
    key = KEY.match(text, at)
    if key and key[1].lower() in KEYS:
        return _operator(text, at, KEYS[key[1].lower()], key.end())
    return _word(text, at)


def _operator(text: str, at: int, name: str, end: int) -> Piece:
    """An operator and its value, which may be quoted and may follow after a blank."""
    begin = _after_blanks(text, end)
    if begin == len(text) or text[begin] in "()|":
        return Piece("operator", at, end, name)
    if text[begin] != '"':
        end = _word_end(text, begin)
        return Piece("operator", at, end, name, text[begin:end])
    value, close, is_whole = _quoted(text, begin)
    end = _word_end(text, close)
    return Piece("operator", at, end, name, value, "", text[close:end], False, True, is_whole)


def _word(text: str, at: int) -> Piece:
    end = max(_word_end(text, at), at + 1)
    if text[at] == "#" and (next_tag := text.find("#", at + 1, end)) > 0:
        end = next_tag
    if text[at:end].lower() in KEYWORDS:
        return Piece(KEYWORDS[text[at:end].lower()], at, end, text[at:end])
    sign = SIGN.search(text, at + 1, end)
    name_end = sign.start() if sign else end
    sign = sign or SIGN.match(text, _after_blanks(text, end))
    if sign and (counted := _counted(text, at, name_end, sign)):
        return counted
    word = text[at:end]
    is_open = word.endswith("*") and word.strip("*") != ""
    return Piece("word", at, end, word.rstrip("*") if is_open else word, is_open=is_open)


def _counted(text: str, at: int, name_end: int, sign: re.Match[str]) -> Piece | None:
    """A word, a comparison and a number, with or without blanks; without the number only where
    the sign stands close to the word."""
    name, kind = text[at:name_end], SAME.get(sign[0], sign[0])
    number = NUMBER.match(text, sign.end())
    if number:
        stop = _word_end(text, number.end())
        # What follows a number directly makes it none: dog>=2x.
        value = number[1] + (f"..{number[2]}" if number[2] else "") + text[number.end() : stop]
        return Piece("count", at, stop, name, value, kind)
    if sign.start() > name_end:
        return None
    stop = _word_end(text, sign.end())
    return Piece("count", at, stop, name, text[sign.end() : stop], kind)


def _quoted(text: str, at: int) -> tuple[str, int, bool]:
    """What stands in quotation marks, where it ends, and whether the second mark is there."""
    end = text.find('"', at + 1)
    return (text[at + 1 :], len(text), False) if end < 0 else (text[at + 1 : end], end + 1, True)


def _after_blanks(text: str, at: int) -> int:
    found = BLANKS.match(text, at)
    return found.end() if found else at


def _word_end(text: str, at: int) -> int:
    found = WORD_END.search(text, at)
    return found.start() if found else len(text)


def _end_of(text: str, at: int, sign: str) -> int:
    """Where a run of one sign ends."""
    while at < len(text) and text[at] == sign:
        at += 1
    return at
